-- CreateTable
CREATE TABLE "dictionary" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "entries" JSONB NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "dictionary_pkey" PRIMARY KEY ("project_id","id")
);

-- AddForeignKey
ALTER TABLE "dictionary" ADD CONSTRAINT "dictionary_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dictionary" ADD CONSTRAINT "dictionary_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A dictionary has a name, and something that is looked for.
ALTER TABLE "dictionary" ADD CONSTRAINT "dictionary_says_something" CHECK ("name" <> '');
ALTER TABLE "dictionary" ADD CONSTRAINT "dictionary_entries_list" CHECK (jsonb_typeof("entries") = 'array' AND jsonb_array_length("entries") > 0);
