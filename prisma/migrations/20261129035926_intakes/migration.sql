-- CreateEnum
CREATE TYPE "intake_state" AS ENUM ('gathering', 'reading', 'ready', 'adding', 'added');

-- CreateEnum
CREATE TYPE "intake_item_state" AS ENUM ('waiting', 'read', 'failed', 'added');

-- CreateTable
CREATE TABLE "intake" (
    "project_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "state" "intake_state" NOT NULL DEFAULT 'gathering',
    "job_id" UUID,
    "op_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "intake_pkey" PRIMARY KEY ("project_id","id")
);

-- CreateTable
CREATE TABLE "intake_file" (
    "project_id" UUID NOT NULL,
    "intake_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT,
    "sending" UUID NOT NULL,
    "within_id" UUID,
    "unpacked" BOOLEAN NOT NULL DEFAULT false,
    "problem" JSONB,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "intake_file_pkey" PRIMARY KEY ("project_id","intake_id","id")
);

-- CreateTable
CREATE TABLE "intake_file_part" (
    "project_id" UUID NOT NULL,
    "intake_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "intake_file_part_pkey" PRIMARY KEY ("project_id","intake_id","file_id","index")
);

-- CreateTable
CREATE TABLE "document_sketch" (
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "same" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "document_sketch_pkey" PRIMARY KEY ("project_id","document_id")
);

-- CreateTable
CREATE TABLE "intake_item" (
    "project_id" UUID NOT NULL,
    "intake_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "nth" INTEGER NOT NULL,
    "state" "intake_item_state" NOT NULL DEFAULT 'waiting',
    "sources" JSONB NOT NULL,
    "reading" JSONB,
    "packed" BYTEA,
    "problem" JSONB,
    "proposals" JSONB NOT NULL DEFAULT '{}',
    "written" JSONB NOT NULL DEFAULT '{}',
    "twins" JSONB NOT NULL DEFAULT '[]',
    "layout" TEXT,
    "choice" JSONB NOT NULL DEFAULT '{}',
    "sketch" BYTEA,
    "sketch_of" TEXT,

    CONSTRAINT "intake_item_pkey" PRIMARY KEY ("project_id","intake_id","id")
);

-- CreateIndex
CREATE INDEX "intake_project_id_member_id_idx" ON "intake"("project_id", "member_id");

-- AddForeignKey
ALTER TABLE "intake" ADD CONSTRAINT "intake_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake_file" ADD CONSTRAINT "intake_file_project_id_intake_id_fkey" FOREIGN KEY ("project_id", "intake_id") REFERENCES "intake"("project_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake_file_part" ADD CONSTRAINT "intake_file_part_project_id_intake_id_file_id_fkey" FOREIGN KEY ("project_id", "intake_id", "file_id") REFERENCES "intake_file"("project_id", "intake_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake_item" ADD CONSTRAINT "intake_item_project_id_intake_id_fkey" FOREIGN KEY ("project_id", "intake_id") REFERENCES "intake"("project_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_sketch" ADD CONSTRAINT "document_sketch_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

ALTER TABLE "intake_file"
  ADD CONSTRAINT "intake_file_is_limited" CHECK ("size" >= 0 AND length("path") BETWEEN 1 AND 1000 AND length("sha256") = 64
    AND octet_length("problem"::text) <= 20000);

ALTER TABLE "intake_file_part"
  ADD CONSTRAINT "intake_file_part_is_limited" CHECK ("index" >= 0 AND octet_length("bytes") BETWEEN 1 AND 1048576);

ALTER TABLE "intake_item"
  ADD CONSTRAINT "intake_item_is_limited" CHECK ("nth" >= 1 AND jsonb_typeof("sources") = 'array' AND jsonb_typeof("twins") = 'array'
    AND octet_length("sources"::text) <= 4000000 AND octet_length("reading"::text) <= 200000 AND octet_length("problem"::text) <= 20000
    AND octet_length("proposals"::text) <= 400000 AND octet_length("written"::text) <= 1000000
    AND octet_length("twins"::text) <= 400000 AND octet_length("choice"::text) <= 2000000 AND length("layout") <= 200
    AND octet_length("packed") <= 50000000 AND octet_length("sketch") <= 20000 AND length("sketch_of") <= 200);

ALTER TABLE "document_sketch"
  ADD CONSTRAINT "document_sketch_is_limited" CHECK (octet_length("bytes") <= 20000 AND length("same") <= 200);

-- Most bytes are packed already: packing them again takes time and no room.
ALTER TABLE "intake_file_part" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
ALTER TABLE "intake_item" ALTER COLUMN "packed" SET STORAGE EXTERNAL;

-- What is looked for by the clock, in all projects.
CREATE INDEX "intake_file_coming" ON "intake_file" ("project_id", "begun_at") WHERE "sha256" IS NULL;
