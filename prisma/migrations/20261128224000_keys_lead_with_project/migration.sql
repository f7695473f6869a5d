-- Every key of what belongs to a project leads with it, so that a project can lie wherever the others do not. Written
-- by hand throughout, in the order in which it takes the least time: indexes that exist become primary keys, and only
-- what is left is made anew. Each step says what it is about, for whoever waits.
SET LOCAL maintenance_work_mem = '256MB';

DO $$ BEGIN RAISE NOTICE 'people, rounds, letters and tags' USING ERRCODE = 'KV001'; END $$;

ALTER TABLE "block" DROP CONSTRAINT "block_document_id_fkey";
ALTER TABLE "sentence" DROP CONSTRAINT "sentence_document_id_fkey", DROP CONSTRAINT "sentence_block_fkey";
ALTER TABLE "reading" DROP CONSTRAINT "reading_block_fkey";
ALTER TABLE "review" DROP CONSTRAINT "review_annotation_fkey";
ALTER TABLE "reply" DROP CONSTRAINT "reply_annotation_fkey";
ALTER TABLE "decision" DROP CONSTRAINT "decision_annotation_fkey";
ALTER TABLE "change" DROP CONSTRAINT "change_user_id_op_id_fkey";

ALTER TABLE "member" DROP CONSTRAINT "member_pkey",
  ADD CONSTRAINT "member_pkey" PRIMARY KEY USING INDEX "member_project_id_id_key";
ALTER TABLE "invitation" DROP CONSTRAINT "invitation_pkey",
  ADD CONSTRAINT "invitation_pkey" PRIMARY KEY USING INDEX "invitation_project_id_id_key";
ALTER TABLE "round" DROP CONSTRAINT "round_pkey",
  ADD CONSTRAINT "round_pkey" PRIMARY KEY USING INDEX "round_project_id_id_key";
ALTER TABLE "document" DROP CONSTRAINT "document_pkey",
  ADD CONSTRAINT "document_pkey" PRIMARY KEY USING INDEX "document_project_id_id_key";
ALTER TABLE "tag" DROP CONSTRAINT "tag_pkey",
  ADD CONSTRAINT "tag_pkey" PRIMARY KEY USING INDEX "tag_project_id_id_key";

ALTER TABLE "assignment" DROP CONSTRAINT "assignment_pkey",
  ADD CONSTRAINT "assignment_pkey" PRIMARY KEY ("project_id", "id");
DROP INDEX "assignment_round_id_document_id_member_id_key";
CREATE UNIQUE INDEX "assignment_project_id_round_id_document_id_member_id_key"
  ON "assignment"("project_id", "round_id", "document_id", "member_id");

ALTER TABLE "reservation" DROP CONSTRAINT "reservation_pkey",
  ADD CONSTRAINT "reservation_pkey" PRIMARY KEY ("project_id", "id");
DROP INDEX "reservation_round_id_document_id_invitation_id_key";
CREATE UNIQUE INDEX "reservation_project_id_round_id_document_id_invitation_id_key"
  ON "reservation"("project_id", "round_id", "document_id", "invitation_id");
DROP INDEX "reservation_living";
CREATE INDEX "reservation_living" ON "reservation" ("project_id", "round_id") WHERE "removed_at" IS NULL;

ALTER TABLE "unblinding" DROP CONSTRAINT "unblinding_pkey",
  ADD CONSTRAINT "unblinding_pkey" PRIMARY KEY ("project_id", "id");
DROP INDEX "unblinding_round_id_member_id_key";
CREATE UNIQUE INDEX "unblinding_project_id_round_id_member_id_key" ON "unblinding"("project_id", "round_id", "member_id");

DROP INDEX "export_project_id_idx";
ALTER TABLE "export" DROP CONSTRAINT "export_pkey", ADD CONSTRAINT "export_pkey" PRIMARY KEY ("project_id", "id");

ALTER TABLE "presence" DROP CONSTRAINT "presence_pkey",
  ADD CONSTRAINT "presence_pkey" PRIMARY KEY ("project_id", "member_id", "tab_id");

DROP INDEX "notice_read_member_id_mark_id_idx";
ALTER TABLE "notice_read" DROP CONSTRAINT "notice_read_pkey",
  ADD CONSTRAINT "notice_read_pkey" PRIMARY KEY ("project_id", "member_id", "said_id");
CREATE INDEX "notice_read_project_id_member_id_mark_id_idx" ON "notice_read"("project_id", "member_id", "mark_id");

-- Which project a link is of stands in a directory of the installation, so that links that were sent go on working.
CREATE TABLE "invitation_link" (
    "token_hash" TEXT NOT NULL,
    "place" UUID NOT NULL,

    CONSTRAINT "invitation_link_pkey" PRIMARY KEY ("token_hash")
);
INSERT INTO "invitation_link" ("token_hash", "place") SELECT "token_hash", "project_id" FROM "invitation";
DROP INDEX "invitation_token_hash_key";
DROP INDEX "invitation_project_id_idx";
CREATE UNIQUE INDEX "invitation_project_id_token_hash_key" ON "invitation"("project_id", "token_hash");

-- The place of a job says already which project it is of. Its row is sealed, column by column: a seal that is true
-- stays so, and one that is not is left out rather than made true.
UPDATE "job" SET "seal" = NULL WHERE "seal" IS DISTINCT FROM seal_of("job".*);
ALTER TABLE "job" DROP CONSTRAINT "job_project_id_fkey", DROP CONSTRAINT "job_has_its_place";
ALTER TABLE "job" DROP COLUMN "project_id";
UPDATE "job" SET "seal" = seal_of("job".*) WHERE "seal" IS NOT NULL;

DO $$ BEGIN RAISE NOTICE 'blocks and sentences' USING ERRCODE = 'KV001'; END $$;

ALTER TABLE "block" ADD COLUMN "project_id" UUID;
ALTER TABLE "block" DISABLE TRIGGER USER;
UPDATE "block" SET "project_id" = "document"."project_id" FROM "document" WHERE "document"."id" = "block"."document_id";
ALTER TABLE "block" ENABLE TRIGGER USER;
ALTER TABLE "block" ALTER COLUMN "project_id" SET NOT NULL, DROP CONSTRAINT "block_pkey",
  ADD CONSTRAINT "block_pkey" PRIMARY KEY ("project_id", "document_id", "index");
ALTER TABLE "block" ADD CONSTRAINT "block_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id")
  REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

DROP INDEX "sentence_document_id_block_idx";
ALTER TABLE "sentence" ADD COLUMN "project_id" UUID;
ALTER TABLE "sentence" DISABLE TRIGGER USER;
UPDATE "sentence" SET "project_id" = "document"."project_id" FROM "document" WHERE "document"."id" = "sentence"."document_id";
ALTER TABLE "sentence" ENABLE TRIGGER USER;
ALTER TABLE "sentence" ALTER COLUMN "project_id" SET NOT NULL, DROP CONSTRAINT "sentence_pkey",
  ADD CONSTRAINT "sentence_pkey" PRIMARY KEY ("project_id", "document_id", "index");
CREATE INDEX "sentence_project_id_document_id_block_idx" ON "sentence"("project_id", "document_id", "block");
ALTER TABLE "sentence"
  ADD CONSTRAINT "sentence_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id")
    REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "sentence_block_fkey" FOREIGN KEY ("project_id", "document_id", "block")
    REFERENCES "block" ("project_id", "document_id", "index");

DO $$ BEGIN RAISE NOTICE 'layers and annotations' USING ERRCODE = 'KV001'; END $$;

ALTER TABLE "layer" DROP CONSTRAINT "layer_pkey", ADD CONSTRAINT "layer_pkey" PRIMARY KEY ("project_id", "id");
DROP INDEX "layer_document_id_round_id_idx";
CREATE INDEX "layer_project_id_document_id_round_id_idx" ON "layer"("project_id", "document_id", "round_id");
DROP INDEX "layer_source_layer_id_idx";
CREATE INDEX "layer_project_id_source_layer_id_idx" ON "layer"("project_id", "source_layer_id");
DROP INDEX "layer_of_coder";
CREATE UNIQUE INDEX "layer_of_coder" ON "layer" ("project_id", "document_id", "round_id", "member_id", "kind")
  WHERE "member_id" IS NOT NULL;
DROP INDEX "layer_final_once";
CREATE UNIQUE INDEX "layer_final_once" ON "layer" ("project_id", "document_id", "round_id") WHERE "kind" = 'final';

ALTER TABLE "annotation" DROP CONSTRAINT "annotation_pkey",
  ADD CONSTRAINT "annotation_pkey" PRIMARY KEY ("project_id", "layer_id", "id");
DROP INDEX "annotation_alive_once";
CREATE UNIQUE INDEX "annotation_alive_once" ON "annotation" ("project_id", "layer_id", "tag_id", "start", "end")
  WHERE "deleted_at" IS NULL;
DROP INDEX "annotation_project_id_tag_id_idx";
CREATE INDEX "annotation_project_id_tag_id_layer_id_idx" ON "annotation"("project_id", "tag_id", "layer_id");
DROP INDEX "annotation_alive_in_document";
CREATE INDEX "annotation_alive_in_document" ON "annotation" ("project_id", "document_id", "start") WHERE "deleted_at" IS NULL;

DROP INDEX "reading_document_id_block_idx";
ALTER TABLE "reading" DROP CONSTRAINT "reading_pkey",
  ADD CONSTRAINT "reading_pkey" PRIMARY KEY ("project_id", "layer_id", "id");
CREATE INDEX "reading_project_id_document_id_block_idx" ON "reading"("project_id", "document_id", "block");
DROP INDEX "reading_alive_once";
CREATE UNIQUE INDEX "reading_alive_once" ON "reading" ("project_id", "layer_id", "block") WHERE "deleted_at" IS NULL;
ALTER TABLE "reading" ADD CONSTRAINT "reading_block_fkey" FOREIGN KEY ("project_id", "document_id", "block")
  REFERENCES "block" ("project_id", "document_id", "index");

ALTER TABLE "first_pass_row" DROP CONSTRAINT "first_pass_row_pkey",
  ADD CONSTRAINT "first_pass_row_pkey" PRIMARY KEY ("project_id", "layer_id", "noun", "id");

DO $$ BEGIN RAISE NOTICE 'verdicts, replies and decisions' USING ERRCODE = 'KV001'; END $$;

ALTER TABLE "review" DROP CONSTRAINT "review_pkey", ADD CONSTRAINT "review_pkey" PRIMARY KEY ("project_id", "id");
DROP INDEX "review_layer_id_annotation_id_idx";
CREATE INDEX "review_project_id_layer_id_annotation_id_idx" ON "review"("project_id", "layer_id", "annotation_id");
DROP INDEX "review_current_once";
CREATE UNIQUE INDEX "review_current_once" ON "review" ("project_id", "layer_id", "annotation_id")
  WHERE "superseded_at" IS NULL AND "withdrawn_at" IS NULL;
ALTER TABLE "review" ADD CONSTRAINT "review_annotation_fkey" FOREIGN KEY ("project_id", "layer_id", "annotation_id")
  REFERENCES "annotation" ("project_id", "layer_id", "id");

ALTER TABLE "reply" DROP CONSTRAINT "reply_pkey", ADD CONSTRAINT "reply_pkey" PRIMARY KEY ("project_id", "id");
DROP INDEX "reply_layer_id_annotation_id_idx";
CREATE INDEX "reply_project_id_layer_id_annotation_id_idx" ON "reply"("project_id", "layer_id", "annotation_id");
ALTER TABLE "reply" ADD CONSTRAINT "reply_annotation_fkey" FOREIGN KEY ("project_id", "layer_id", "annotation_id")
  REFERENCES "annotation" ("project_id", "layer_id", "id");

ALTER TABLE "decision" DROP CONSTRAINT "decision_pkey", ADD CONSTRAINT "decision_pkey" PRIMARY KEY ("project_id", "id");
DROP INDEX "decision_layer_id_annotation_id_idx";
CREATE INDEX "decision_project_id_layer_id_annotation_id_idx" ON "decision"("project_id", "layer_id", "annotation_id");
DROP INDEX "decision_current_once";
CREATE UNIQUE INDEX "decision_current_once" ON "decision" ("project_id", "layer_id", "annotation_id")
  WHERE "withdrawn_at" IS NULL AND "annotation_id" IS NOT NULL;
ALTER TABLE "decision" ADD CONSTRAINT "decision_annotation_fkey" FOREIGN KEY ("project_id", "layer_id", "annotation_id")
  REFERENCES "annotation" ("project_id", "layer_id", "id");

DO $$ BEGIN RAISE NOTICE 'operations and changes' USING ERRCODE = 'KV001'; END $$;

-- An operation is of its project: the same id in another one is another operation.
ALTER TABLE "operation" DROP CONSTRAINT "operation_pkey",
  ADD CONSTRAINT "operation_pkey" PRIMARY KEY ("project_id", "user_id", "op_id");
DROP INDEX "operation_user_id_document_id_round_id_idx";
CREATE INDEX "operation_project_id_user_id_document_id_round_id_idx"
  ON "operation"("project_id", "user_id", "document_id", "round_id");
DROP INDEX "operation_undone_once";
CREATE UNIQUE INDEX "operation_undone_once" ON "operation" ("project_id", "user_id", "undoes")
  WHERE "undoes" IS NOT NULL AND ("result" ->> 'ok') = 'true';
DROP INDEX "change_user_id_op_id_idx";
CREATE INDEX "change_project_id_user_id_op_id_idx" ON "change"("project_id", "user_id", "op_id");
ALTER TABLE "change" ADD CONSTRAINT "change_project_id_user_id_op_id_fkey" FOREIGN KEY ("project_id", "user_id", "op_id")
  REFERENCES "operation"("project_id", "user_id", "op_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What looks for rows looks in the project.

CREATE OR REPLACE FUNCTION "annotation_quote_is_true"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  actual text;
BEGIN
  SELECT substring("text", NEW."start_cp" + 1, NEW."end_cp" - NEW."start_cp") INTO actual
    FROM "document" WHERE "project_id" = NEW."project_id" AND "id" = NEW."document_id";
  IF actual IS DISTINCT FROM NEW."quote" THEN
    RAISE EXCEPTION 'the quote is not the text of its span' USING ERRCODE = 'check_violation', CONSTRAINT = 'annotation_quote_is_true';
  END IF;
  IF NEW."end" - NEW."start" <> utf16_length(NEW."quote") THEN
    RAISE EXCEPTION 'the span and the quote differ in length' USING ERRCODE = 'check_violation', CONSTRAINT = 'annotation_quote_is_true';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION "review_quote_is_true"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  actual text;
BEGIN
  IF NEW."proposed_quote" IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT substring("text", NEW."proposed_start_cp" + 1, NEW."proposed_end_cp" - NEW."proposed_start_cp") INTO actual
    FROM "document" WHERE "project_id" = NEW."project_id" AND "id" = NEW."document_id";
  IF actual IS DISTINCT FROM NEW."proposed_quote" OR NEW."proposed_end" - NEW."proposed_start" <> utf16_length(NEW."proposed_quote") THEN
    RAISE EXCEPTION 'the quote is not the text of its span' USING ERRCODE = 'check_violation', CONSTRAINT = 'annotation_quote_is_true';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION "annotation_quotes_are_true"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step CONSTANT integer := 4000;
  many CONSTANT integer := 50;
  wrong record;
BEGIN
  IF (SELECT count(*) FROM made) <= many THEN
    SELECT made."id" INTO wrong FROM made
      LEFT JOIN "document" ON "document"."project_id" = made."project_id" AND "document"."id" = made."document_id"
      WHERE substring("document"."text", made."start_cp" + 1, made."end_cp" - made."start_cp") IS DISTINCT FROM made."quote"
        OR made."end" - made."start" <> utf16_length(made."quote") LIMIT 1;
  ELSE
    WITH cut AS MATERIALIZED (
      -- With something added to it, it is read once, and not for each piece.
      SELECT "project_id", "id", "length_cp", "text" || '' AS "text" FROM "document"
      WHERE ("project_id", "id") IN (SELECT "project_id", "document_id" FROM made GROUP BY 1, 2 HAVING count(*) > many)
    ), piece AS MATERIALIZED (
      SELECT "project_id", "id", nth, substring("text", nth * step + 1, 2 * step) AS words
      FROM cut CROSS JOIN LATERAL generate_series(0, "length_cp" / step) AS nth
    )
    SELECT made."id" INTO wrong FROM made LEFT JOIN piece ON piece."project_id" = made."project_id"
        AND piece."id" = made."document_id"
        AND piece.nth = made."start_cp" / step AND made."end_cp" <= (piece.nth + 2) * step
      WHERE CASE WHEN piece."id" IS NOT NULL
          THEN substring(piece.words, made."start_cp" % step + 1, made."end_cp" - made."start_cp")
          ELSE (SELECT substring("text", made."start_cp" + 1, made."end_cp" - made."start_cp") FROM "document"
            WHERE "document"."project_id" = made."project_id" AND "document"."id" = made."document_id") END IS DISTINCT FROM made."quote"
        OR made."end" - made."start" <> utf16_length(made."quote") LIMIT 1;
  END IF;
  IF FOUND THEN
    RAISE EXCEPTION 'the quote of annotation % is not the text of its span', wrong."id"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'annotation_quote_is_true';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "take_epoch"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."epoch" := (SELECT "epoch" FROM "layer" WHERE "project_id" = NEW."project_id" AND "id" = NEW."layer_id");
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION "refuse_change_of_first_pass"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held record;
BEGIN
  SELECT "kind", "epoch" INTO held FROM "layer" WHERE "project_id" = OLD."project_id" AND "id" = OLD."layer_id";
  IF held."kind" = 'first_pass' THEN
    RAISE EXCEPTION 'a first-pass layer is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW."epoch" := held."epoch";
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION "keep_first_pass"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "first_pass_row" ("layer_id", "noun", "id", "project_id", "document_id", "row")
    SELECT pin."id", TG_TABLE_NAME, stood."id", stood."project_id", stood."document_id", to_jsonb(stood)
    FROM stood JOIN "layer" AS pin ON pin."project_id" = stood."project_id" AND pin."source_layer_id" = stood."layer_id"
      AND pin."source_epoch" >= stood."epoch"
    WHERE stood."deleted_at" IS NULL;
  RETURN NULL;
END $$;

-- A migration that adds a column to one of the two tables ends with this.
CREATE OR REPLACE FUNCTION "layered_views_again"() RETURNS void LANGUAGE plpgsql AS $$
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
        UNION ALL SELECT %4$s FROM "layer" AS pin JOIN %2$I AS stands ON stands."project_id" = pin."project_id"
          AND stands."layer_id" = pin."source_layer_id" AND stands."epoch" <= pin."source_epoch" AND stands."deleted_at" IS NULL
        UNION ALL SELECT %5$s FROM "first_pass_row" AS kept
          CROSS JOIN LATERAL jsonb_populate_record(NULL::%2$I, kept."row") AS stood WHERE kept."noun" = %2$L',
      'layered_' || noun, noun, stored, pinned, kept);
  END LOOP;
END $$;
SELECT layered_views_again();

DROP FUNCTION "with_quote"(text, uuid, uuid, jsonb);
CREATE FUNCTION "with_quote"(of_project uuid, of_noun text, of_layer uuid, of_document uuid, told jsonb) RETURNS jsonb
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN of_noun <> 'annotation' OR told IS NULL OR told ? 'quote' OR NOT told ? 'startCp' THEN told
    ELSE told || jsonb_build_object('quote', coalesce(
      (SELECT "quote" FROM "annotation" WHERE "project_id" = of_project AND "layer_id" = of_layer
        AND "id" = (told ->> 'id')::uuid
        AND "start_cp" = (told ->> 'startCp')::int AND "end_cp" = (told ->> 'endCp')::int),
      (SELECT substring("text", (told ->> 'startCp')::int + 1, (told ->> 'endCp')::int - (told ->> 'startCp')::int)
        FROM "document" WHERE "project_id" = of_project AND "id" = of_document))) END
$$;

-- Of blocks and sentences what it always was: their project is that of the document, and no hash changes with it.
DROP FUNCTION "document_content_hash"(uuid);
CREATE FUNCTION "document_content_hash"(of_project uuid, wanted uuid) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT sha256(
      sha256("original")
      || sha256(convert_to(coalesce((SELECT string_agg(rtrim(ROW("document_id", "index", "kind", "level", "paragraph",
             "start", "end", "start_cp", "end_cp")::text, ',)'), E'\n' ORDER BY "index")
           FROM "block" WHERE "project_id" = of_project AND "document_id" = wanted), ''), 'UTF8'))
      || sha256(convert_to(coalesce((SELECT string_agg(rtrim(ROW("document_id", "index", "block",
             "start", "end", "start_cp", "end_cp")::text, ',)'), E'\n' ORDER BY "index")
           FROM "sentence" WHERE "project_id" = of_project AND "document_id" = wanted), ''), 'UTF8')))
    FROM "document" WHERE "project_id" = of_project AND "id" = wanted);
END $$;

CREATE OR REPLACE FUNCTION "change_hash"(told "change") RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF told."noun" = 'document' AND told."before" IS NULL THEN
    RETURN sha256(row_hash(told) || coalesce((SELECT "content_sha256" FROM "document"
      WHERE "project_id" = told."project_id" AND "id" = told."entity_id"), ''));
  END IF;
  RETURN row_hash(told);
END $$;

CREATE OR REPLACE FUNCTION "chain_again"() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  ALTER TABLE "link" DISABLE TRIGGER USER;
  ALTER TABLE "chain" DISABLE TRIGGER USER;
  DELETE FROM "link";
  DELETE FROM "chain";
  INSERT INTO "link" ("project_id", "number", "user_id", "op_id", "parts", "head")
    SELECT "project_id", "number", "user_id", "op_id", "parts",
      chain_of(sha256(uuid_send("project_id") || "parts")) OVER (PARTITION BY "project_id" ORDER BY "number")
    FROM (
      SELECT "operation"."project_id", "operation"."user_id", "operation"."op_id",
        -- Operations without changes have no place of their own: they come first.
        row_number() OVER (PARTITION BY "operation"."project_id"
          ORDER BY told."first" NULLS FIRST, "operation"."created_at", "operation"."op_id") AS "number",
        row_hash("operation".*) || coalesce(told."hashes", '') AS "parts"
      FROM "operation" LEFT JOIN (
        SELECT "project_id", "user_id", "op_id", min("rev") AS "first",
          string_agg(change_hash("change".*), '' ORDER BY "rev") AS "hashes"
        FROM "change" GROUP BY "project_id", "user_id", "op_id") AS told USING ("project_id", "user_id", "op_id")
    ) AS linked;
  INSERT INTO "chain" ("project_id", "length", "head")
    SELECT DISTINCT ON ("project_id") "project_id", "number", "head" FROM "link" ORDER BY "project_id", "number" DESC;
  ALTER TABLE "link" ENABLE TRIGGER USER;
  ALTER TABLE "chain" ENABLE TRIGGER USER;
END $$;
