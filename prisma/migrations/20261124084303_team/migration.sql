-- CreateEnum
CREATE TYPE "verdict" AS ENUM ('accept', 'reject', 'change');

-- CreateEnum
CREATE TYPE "response" AS ENUM ('adopted', 'learned');

-- CreateEnum
CREATE TYPE "decision_action" AS ENUM ('take', 'merge', 'edit', 'add', 'drop');

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "verdict_kinds" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "notices_seen_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "document_ids" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "plan" JSONB;

-- AlterTable
ALTER TABLE "tag" ADD COLUMN     "meaning_version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "merged_into_id" UUID;

-- AlterTable
ALTER TABLE "assignment" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "layer" ADD COLUMN     "finished_at" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "reading" (
    "layer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "block" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reading_pkey" PRIMARY KEY ("layer_id","id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "layer_id" UUID NOT NULL,
    "annotation_id" UUID NOT NULL,
    "annotation_version" INTEGER NOT NULL,
    "verdict" "verdict" NOT NULL,
    "kind" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "proposed_tag_id" UUID,
    "proposed_start" INTEGER,
    "proposed_end" INTEGER,
    "proposed_start_cp" INTEGER,
    "proposed_end_cp" INTEGER,
    "proposed_quote" TEXT,
    "response" "response",
    "responded_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reply" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "layer_id" UUID NOT NULL,
    "annotation_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "mentions" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "layer_id" UUID NOT NULL,
    "annotation_id" UUID,
    "action" "decision_action" NOT NULL,
    "sources" JSONB NOT NULL DEFAULT '[]',
    "rule" TEXT,
    "kind" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unblinding" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unblinding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "export" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID,
    "file" TEXT NOT NULL,
    "layer" TEXT NOT NULL,
    "preset" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reading_project_id_document_id_idx" ON "reading"("project_id", "document_id");

-- CreateIndex
CREATE INDEX "review_project_id_document_id_idx" ON "review"("project_id", "document_id");

-- CreateIndex
CREATE INDEX "review_layer_id_annotation_id_idx" ON "review"("layer_id", "annotation_id");

-- CreateIndex
CREATE INDEX "reply_project_id_document_id_idx" ON "reply"("project_id", "document_id");

-- CreateIndex
CREATE INDEX "reply_layer_id_annotation_id_idx" ON "reply"("layer_id", "annotation_id");

-- CreateIndex
CREATE INDEX "decision_project_id_document_id_idx" ON "decision"("project_id", "document_id");

-- CreateIndex
CREATE INDEX "decision_layer_id_annotation_id_idx" ON "decision"("layer_id", "annotation_id");

-- CreateIndex
CREATE UNIQUE INDEX "unblinding_round_id_member_id_key" ON "unblinding"("round_id", "member_id");

-- CreateIndex
CREATE INDEX "export_project_id_idx" ON "export"("project_id");

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_project_id_merged_into_id_fkey" FOREIGN KEY ("project_id", "merged_into_id") REFERENCES "tag"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading" ADD CONSTRAINT "reading_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading" ADD CONSTRAINT "reading_project_id_document_id_layer_id_fkey" FOREIGN KEY ("project_id", "document_id", "layer_id") REFERENCES "layer"("project_id", "document_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading" ADD CONSTRAINT "reading_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_project_id_document_id_layer_id_fkey" FOREIGN KEY ("project_id", "document_id", "layer_id") REFERENCES "layer"("project_id", "document_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_project_id_proposed_tag_id_fkey" FOREIGN KEY ("project_id", "proposed_tag_id") REFERENCES "tag"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_project_id_document_id_layer_id_fkey" FOREIGN KEY ("project_id", "document_id", "layer_id") REFERENCES "layer"("project_id", "document_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_project_id_document_id_layer_id_fkey" FOREIGN KEY ("project_id", "document_id", "layer_id") REFERENCES "layer"("project_id", "document_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unblinding" ADD CONSTRAINT "unblinding_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unblinding" ADD CONSTRAINT "unblinding_project_id_round_id_fkey" FOREIGN KEY ("project_id", "round_id") REFERENCES "round"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unblinding" ADD CONSTRAINT "unblinding_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export" ADD CONSTRAINT "export_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export" ADD CONSTRAINT "export_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

-- What is said of an annotation is said of one that is there.
ALTER TABLE "review" ADD CONSTRAINT "review_annotation_fkey" FOREIGN KEY ("layer_id", "annotation_id") REFERENCES "annotation" ("layer_id", "id");
ALTER TABLE "reply" ADD CONSTRAINT "reply_annotation_fkey" FOREIGN KEY ("layer_id", "annotation_id") REFERENCES "annotation" ("layer_id", "id");
ALTER TABLE "decision" ADD CONSTRAINT "decision_annotation_fkey" FOREIGN KEY ("layer_id", "annotation_id") REFERENCES "annotation" ("layer_id", "id");
ALTER TABLE "reading" ADD CONSTRAINT "reading_block_fkey" FOREIGN KEY ("document_id", "block") REFERENCES "block" ("document_id", "index");

-- Checks
ALTER TABLE "reading" ADD CONSTRAINT "reading_version" CHECK ("version" >= 1);
ALTER TABLE "layer"
  ADD CONSTRAINT "layer_version" CHECK ("version" >= 1),
  ADD CONSTRAINT "layer_finished_if_final" CHECK ("finished_at" IS NULL OR "kind" = 'final');
ALTER TABLE "review"
  ADD CONSTRAINT "review_reason_unless_accept" CHECK (("verdict" = 'accept') = ("kind" IS NULL) AND ("verdict" = 'accept' OR btrim("reason") <> '')),
  ADD CONSTRAINT "review_proposal_if_change" CHECK (("verdict" = 'change') = ("proposed_tag_id" IS NOT NULL OR "proposed_start" IS NOT NULL)),
  ADD CONSTRAINT "review_proposed_span_whole" CHECK (
    num_nulls("proposed_start", "proposed_end", "proposed_start_cp", "proposed_end_cp", "proposed_quote") IN (0, 5)
    AND ("proposed_start" IS NULL OR (0 <= "proposed_start" AND "proposed_start" < "proposed_end"
      AND 0 <= "proposed_start_cp" AND "proposed_start_cp" < "proposed_end_cp"))),
  ADD CONSTRAINT "review_responded_when" CHECK (("response" IS NULL) = ("responded_at" IS NULL));
ALTER TABLE "reply" ADD CONSTRAINT "reply_says_something" CHECK (btrim("text") <> '');
ALTER TABLE "decision"
  ADD CONSTRAINT "decision_makes_or_drops" CHECK (("action" = 'drop') = ("annotation_id" IS NULL)),
  ADD CONSTRAINT "decision_has_sources" CHECK ("action" = 'add' OR jsonb_array_length("sources") > 0);
ALTER TABLE "tag" ADD CONSTRAINT "tag_merged_is_archived" CHECK ("merged_into_id" IS NULL OR ("archived_at" IS NOT NULL AND "merged_into_id" <> "id"));

-- Uniqueness among what is alive
CREATE UNIQUE INDEX "reading_alive_once" ON "reading" ("layer_id", "block") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "review_current_once" ON "review" ("layer_id", "annotation_id") WHERE "superseded_at" IS NULL AND "withdrawn_at" IS NULL;
CREATE UNIQUE INDEX "decision_current_once" ON "decision" ("layer_id", "annotation_id") WHERE "withdrawn_at" IS NULL AND "annotation_id" IS NOT NULL;

-- A proposed span lies as little as a stored one.
CREATE FUNCTION "review_quote_is_true"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  actual text;
BEGIN
  IF NEW."proposed_quote" IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT substring("text", NEW."proposed_start_cp" + 1, NEW."proposed_end_cp" - NEW."proposed_start_cp") INTO actual
    FROM "document" WHERE "id" = NEW."document_id";
  IF actual IS DISTINCT FROM NEW."proposed_quote" OR NEW."proposed_end" - NEW."proposed_start" <> utf16_length(NEW."proposed_quote") THEN
    RAISE EXCEPTION 'the quote is not the text of its span' USING ERRCODE = 'check_violation', CONSTRAINT = 'annotation_quote_is_true';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "review_quote_is_true" BEFORE INSERT OR UPDATE OF "proposed_start", "proposed_end", "proposed_start_cp", "proposed_end_cp", "proposed_quote", "document_id"
  ON "review" FOR EACH ROW EXECUTE FUNCTION "review_quote_is_true"();

-- What is kept, and what is frozen.
CREATE TRIGGER "reading_is_not_deleted" BEFORE DELETE ON "reading" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "review_is_not_deleted" BEFORE DELETE ON "review" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "review_is_frozen" BEFORE UPDATE OF "annotation_id", "annotation_version", "verdict", "kind", "reason", "proposed_tag_id", "proposed_start", "proposed_end", "proposed_start_cp", "proposed_end_cp", "proposed_quote", "created_by_id"
  ON "review" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "reply_is_not_deleted" BEFORE DELETE ON "reply" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "decision_is_not_deleted" BEFORE DELETE ON "decision" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "unblinding_is_append_only" BEFORE UPDATE OR DELETE ON "unblinding" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "export_is_append_only" BEFORE UPDATE OR DELETE ON "export" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "reading_first_pass_is_frozen" BEFORE UPDATE ON "reading" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_first_pass"();
-- What a layer is never changes, and a first-pass layer not at all.
CREATE FUNCTION "refuse_change_of_layer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."kind" = 'first_pass' OR (NEW."kind", NEW."document_id", NEW."round_id", NEW."member_id", NEW."created_at")
      IS DISTINCT FROM (OLD."kind", OLD."document_id", OLD."round_id", OLD."member_id", OLD."created_at") THEN
    RAISE EXCEPTION 'what a layer is does not change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "layer_is_what_it_is" BEFORE UPDATE ON "layer" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_layer"();
