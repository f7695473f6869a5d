-- CreateEnum
CREATE TYPE "search_piece" AS ENUM ('hit', 'sentence', 'paragraph');

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "searching" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "search" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "piece" "search_piece" NOT NULL,
    "set_id" UUID,
    "conditions" JSONB,
    "shared" BOOLEAN NOT NULL,
    "aside" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "search_pkey" PRIMARY KEY ("project_id","id")
);

-- AddForeignKey
ALTER TABLE "search" ADD CONSTRAINT "search_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "search" ADD CONSTRAINT "search_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A search is of what somebody typed, and what was put aside of it is a list.
ALTER TABLE "search" ADD CONSTRAINT "search_says_something" CHECK ("query" <> '' AND "name" <> '');
ALTER TABLE "search" ADD CONSTRAINT "search_aside_list" CHECK (jsonb_typeof("aside") = 'array');
