-- AlterTable
ALTER TABLE "layer" ADD COLUMN     "epoch" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "source_epoch" INTEGER,
ADD COLUMN     "source_layer_id" UUID;

-- AlterTable
ALTER TABLE "annotation" ADD COLUMN     "epoch" INTEGER DEFAULT 0;

-- AlterTable
ALTER TABLE "reading" ADD COLUMN     "epoch" INTEGER DEFAULT 0;

-- CreateTable
CREATE TABLE "first_pass_row" (
    "layer_id" UUID NOT NULL,
    "noun" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "first_pass_row_pkey" PRIMARY KEY ("layer_id","noun","id")
);

-- CreateIndex
CREATE INDEX "first_pass_row_project_id_document_id_idx" ON "first_pass_row"("project_id", "document_id");

-- CreateIndex
CREATE INDEX "layer_source_layer_id_idx" ON "layer"("source_layer_id");

-- AddForeignKey
ALTER TABLE "layer" ADD CONSTRAINT "layer_project_id_document_id_source_layer_id_fkey" FOREIGN KEY ("project_id", "document_id", "source_layer_id") REFERENCES "layer"("project_id", "document_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "first_pass_row" ADD CONSTRAINT "first_pass_row_project_id_document_id_layer_id_fkey" FOREIGN KEY ("project_id", "document_id", "layer_id") REFERENCES "layer"("project_id", "document_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

-- What is there is of the first epoch; what comes takes that of its layer.
ALTER TABLE "annotation" ALTER COLUMN "epoch" DROP DEFAULT;
ALTER TABLE "reading" ALTER COLUMN "epoch" DROP DEFAULT;

ALTER TABLE "layer"
  ADD CONSTRAINT "layer_source_whole" CHECK (("source_layer_id" IS NULL) = ("source_epoch" IS NULL)),
  ADD CONSTRAINT "layer_source_of_first_pass" CHECK ("source_layer_id" IS NULL OR "kind" = 'first_pass');
ALTER TABLE "first_pass_row" ADD CONSTRAINT "first_pass_row_noun" CHECK ("noun" IN ('annotation', 'reading'));

-- A first pass is pinned, not copied: it shows the rows of its source that were not written since, and of those that
-- were, what the trigger below kept. Pinning lifts the epoch of the source; whoever pins holds it FOR UPDATE, and
-- whoever writes rows without holding their coder's assignment holds it FOR KEY SHARE.
CREATE FUNCTION "take_epoch"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."epoch" := (SELECT "epoch" FROM "layer" WHERE "id" = NEW."layer_id");
  RETURN NEW;
END $$;
CREATE TRIGGER "annotation_takes_epoch" BEFORE INSERT ON "annotation" FOR EACH ROW WHEN (NEW."epoch" IS NULL) EXECUTE FUNCTION "take_epoch"();
CREATE TRIGGER "reading_takes_epoch" BEFORE INSERT ON "reading" FOR EACH ROW WHEN (NEW."epoch" IS NULL) EXECUTE FUNCTION "take_epoch"();

-- Rows of a first pass that has its own are frozen; all others are of the present epoch once they are written.
CREATE OR REPLACE FUNCTION "refuse_change_of_first_pass"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held record;
BEGIN
  SELECT "kind", "epoch" INTO held FROM "layer" WHERE "id" = OLD."layer_id";
  IF held."kind" = 'first_pass' THEN
    RAISE EXCEPTION 'a first-pass layer is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW."epoch" := held."epoch";
  RETURN NEW;
END $$;

CREATE FUNCTION "keep_first_pass"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "first_pass_row" ("layer_id", "noun", "id", "project_id", "document_id", "row")
    SELECT pin."id", TG_TABLE_NAME, stood."id", stood."project_id", stood."document_id", to_jsonb(stood)
    FROM stood JOIN "layer" AS pin ON pin."source_layer_id" = stood."layer_id" AND pin."source_epoch" >= stood."epoch"
    WHERE stood."deleted_at" IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER "annotation_first_pass_is_kept" AFTER UPDATE ON "annotation" REFERENCING OLD TABLE AS stood
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_first_pass"();
CREATE TRIGGER "reading_first_pass_is_kept" AFTER UPDATE ON "reading" REFERENCING OLD TABLE AS stood
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_first_pass"();

CREATE TRIGGER "first_pass_row_is_append_only" BEFORE UPDATE OR DELETE ON "first_pass_row" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "first_pass_row_is_not_truncated" BEFORE TRUNCATE ON "first_pass_row" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();

-- What a layer is never changes, a first-pass layer not at all, and no epoch comes back.
CREATE OR REPLACE FUNCTION "refuse_change_of_layer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."kind" = 'first_pass' OR NEW."epoch" < OLD."epoch"
      OR (NEW."kind", NEW."document_id", NEW."round_id", NEW."member_id", NEW."created_at", NEW."source_layer_id", NEW."source_epoch")
      IS DISTINCT FROM (OLD."kind", OLD."document_id", OLD."round_id", OLD."member_id", OLD."created_at", OLD."source_layer_id", OLD."source_epoch") THEN
    RAISE EXCEPTION 'what a layer is does not change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- What stands in each layer, the pinned ones too: "layered_annotation" and "layered_reading", with the columns of
-- their tables. A migration that adds a column to one of the two tables ends with this.
CREATE FUNCTION "layered_views_again"() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  noun text;
  stored text;
  pinned text;
  kept text;
BEGIN
  FOREACH noun IN ARRAY ARRAY['annotation', 'reading'] LOOP
    SELECT string_agg(format('%I.%I', noun, attname), ', ' ORDER BY attnum),
      string_agg(CASE attname WHEN 'layer_id' THEN 'pin.id' ELSE format('stands.%I', attname) END || format(' AS %I', attname), ', ' ORDER BY attnum),
      string_agg(CASE WHEN attname IN ('layer_id', 'id', 'project_id', 'document_id') THEN format('kept.%I', attname)
        ELSE format('stood.%I', attname) END, ', ' ORDER BY attnum)
    INTO stored, pinned, kept
    FROM pg_attribute WHERE attrelid = format('%I', noun)::regclass AND attnum > 0 AND NOT attisdropped;
    EXECUTE format('DROP VIEW IF EXISTS %I', 'layered_' || noun);
    EXECUTE format('CREATE VIEW %1$I AS SELECT %3$s FROM %2$I
        UNION ALL SELECT %4$s FROM "layer" AS pin JOIN %2$I AS stands
          ON stands."layer_id" = pin."source_layer_id" AND stands."epoch" <= pin."source_epoch" AND stands."deleted_at" IS NULL
        UNION ALL SELECT %5$s FROM "first_pass_row" AS kept
          CROSS JOIN LATERAL jsonb_populate_record(NULL::%2$I, kept."row") AS stood WHERE kept."noun" = %2$L',
      'layered_' || noun, noun, stored, pinned, kept);
  END LOOP;
END $$;
SELECT layered_views_again();
