-- AlterTable
ALTER TABLE "document" ADD COLUMN     "pages" INTEGER,
ADD COLUMN     "stated" JSONB;

-- AlterTable
ALTER TABLE "block" ADD COLUMN     "at" INTEGER,
ADD COLUMN     "at_cp" INTEGER,
ADD COLUMN     "data" JSONB,
ADD COLUMN     "mark" TEXT;

-- CreateTable
CREATE TABLE "page_lines" (
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "page" INTEGER NOT NULL,
    "lines" JSONB NOT NULL,

    CONSTRAINT "page_lines_pkey" PRIMARY KEY ("project_id","document_id","page")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("project_id","document_id","id")
);

-- AddForeignKey
ALTER TABLE "page_lines" ADD CONSTRAINT "page_lines_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A mark and a place are of notes alone, and are there as long as the blocks are: these are frozen already.
ALTER TABLE "block"
  ADD CONSTRAINT "block_note" CHECK (("mark" IS NULL AND "at" IS NULL) OR "kind" = 'footnote'),
  ADD CONSTRAINT "block_at" CHECK (("at" IS NULL) = ("at_cp" IS NULL) AND "at" >= 0 AND "at_cp" >= 0);
ALTER TABLE "document" ADD CONSTRAINT "document_pages" CHECK ("pages" >= 1);
ALTER TABLE "page_lines" ADD CONSTRAINT "page_lines_page" CHECK ("page" >= 1);

ALTER TABLE "attachment"
  ADD CONSTRAINT "attachment_size" CHECK ("size" = octet_length("bytes")),
  ADD CONSTRAINT "attachment_sha256" CHECK ("sha256" = encode(sha256("bytes"), 'hex'));

CREATE TRIGGER "page_lines_is_frozen" BEFORE UPDATE OR DELETE ON "page_lines" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "attachment_is_frozen" BEFORE UPDATE OR DELETE ON "attachment" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "document_reading_is_frozen" BEFORE UPDATE OF "pages", "stated" ON "document" FOR EACH ROW
  EXECUTE FUNCTION "refuse_change_of_frozen"();

-- What is new counts only where there is any, so that the hashes of what is stored stay what they are: the new columns
-- of a block are its last, and empty columns at the end do not count; lines and attachments stand behind a name.
CREATE OR REPLACE FUNCTION "document_content_hash"(of_project uuid, wanted uuid) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
  lines text := (SELECT string_agg(ROW("page", "lines")::text, E'\n' ORDER BY "page")
    FROM "page_lines" WHERE "project_id" = of_project AND "document_id" = wanted);
  beside text := (SELECT string_agg(ROW("id", "name", "media_type", encode(sha256("bytes"), 'hex'))::text, E'\n' ORDER BY "id")
    FROM "attachment" WHERE "project_id" = of_project AND "document_id" = wanted);
BEGIN
  RETURN (SELECT sha256(
      sha256("original")
      || sha256(convert_to(coalesce((SELECT string_agg(rtrim(ROW("document_id", "index", "kind", "level", "paragraph",
             "start", "end", "start_cp", "end_cp", "mark", "at", "at_cp", "data")::text, ',)'), E'\n' ORDER BY "index")
           FROM "block" WHERE "project_id" = of_project AND "document_id" = wanted), ''), 'UTF8'))
      || sha256(convert_to(coalesce((SELECT string_agg(rtrim(ROW("document_id", "index", "block",
             "start", "end", "start_cp", "end_cp")::text, ',)'), E'\n' ORDER BY "index")
           FROM "sentence" WHERE "project_id" = of_project AND "document_id" = wanted), ''), 'UTF8'))
      || coalesce(sha256(convert_to('page_lines' || E'\n' || lines, 'UTF8')), '')
      || coalesce(sha256(convert_to('attachment' || E'\n' || beside, 'UTF8')), ''))
    FROM "document" WHERE "project_id" = of_project AND "id" = wanted);
END $$;
