-- AlterTable
ALTER TABLE "document" ADD COLUMN     "rendition" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "rendition_of_id" UUID,
ADD COLUMN     "replaced_by_id" UUID;

-- AlterTable
ALTER TABLE "intake" ADD COLUMN     "document_id" UUID;

-- CreateIndex
CREATE INDEX "document_project_id_rendition_of_id_idx" ON "document"("project_id", "rendition_of_id");

-- CreateIndex
CREATE INDEX "document_project_id_replaced_by_id_idx" ON "document"("project_id", "replaced_by_id");

-- CreateIndex
CREATE INDEX "intake_project_id_document_id_idx" ON "intake"("project_id", "document_id");

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_project_id_rendition_of_id_fkey" FOREIGN KEY ("project_id", "rendition_of_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_project_id_replaced_by_id_fkey" FOREIGN KEY ("project_id", "replaced_by_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake" ADD CONSTRAINT "intake_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The first reading of a letter has number 1 and names no other; the others name the first, each with a number of its own.
ALTER TABLE "document"
  ADD CONSTRAINT "document_rendition_number" CHECK ("rendition" >= 1 AND ("rendition" = 1) = ("rendition_of_id" IS NULL)),
  ADD CONSTRAINT "document_replaced_by_another" CHECK ("replaced_by_id" <> "id");
CREATE UNIQUE INDEX "document_rendition_once" ON "document" ("project_id", "rendition_of_id", "rendition")
  WHERE "rendition_of_id" IS NOT NULL;
CREATE TRIGGER "document_rendition_is_frozen" BEFORE UPDATE OF "rendition_of_id", "rendition" ON "document" FOR EACH ROW
  WHEN ((NEW."rendition_of_id", NEW."rendition") IS DISTINCT FROM (OLD."rendition_of_id", OLD."rendition"))
  EXECUTE FUNCTION "refuse_change_of_frozen"();

-- A verdict follows what it speaks of to another reading of the letter, and there the words that it proposes stand
-- elsewhere: that alone changes of it, and only then.
DROP TRIGGER "review_is_frozen" ON "review";
CREATE TRIGGER "review_is_frozen" BEFORE UPDATE OF "annotation_id", "annotation_version", "verdict", "kind", "reason", "proposed_tag_id", "proposed_start", "proposed_end", "proposed_start_cp", "proposed_end_cp", "proposed_quote", "created_by_id"
  ON "review" FOR EACH ROW WHEN (OLD."document_id" = NEW."document_id"
    OR (OLD."annotation_id", OLD."annotation_version", OLD."verdict", OLD."kind", OLD."reason", OLD."proposed_tag_id", OLD."proposed_quote", OLD."created_by_id")
    IS DISTINCT FROM (NEW."annotation_id", NEW."annotation_version", NEW."verdict", NEW."kind", NEW."reason", NEW."proposed_tag_id", NEW."proposed_quote", NEW."created_by_id"))
  EXECUTE FUNCTION "refuse_change_of_frozen"();
