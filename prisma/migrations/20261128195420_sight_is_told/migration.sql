-- AlterTable
ALTER TABLE "reservation" ADD COLUMN     "seal" BYTEA;

-- AlterTable
ALTER TABLE "sight" ADD COLUMN     "seal" BYTEA;

-- AlterTable
ALTER TABLE "operation" ADD COLUMN     "reserved" JSONB;

-- AlterTable
ALTER TABLE "change" ADD COLUMN     "independent" BOOLEAN,
ADD COLUMN     "seen_before" "seen_before";

-- CreateTable
CREATE TABLE "sight_note" (
    "project_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,

    CONSTRAINT "sight_note_pkey" PRIMARY KEY ("project_id","member_id","document_id")
);

-- Everything below is written by hand: what the schema language cannot express, and what happens to what exists.

-- What decides whether an annotation is independent is told by its changes, and what is kept for people who are
-- invited by the operations, so that the chain vouches for both. What exists is told by the last change that an
-- annotation has, and by the operation that made a reservation what it is.
ALTER TABLE "change" DISABLE TRIGGER USER;
UPDATE "change" SET "independent" = "annotation"."independent", "seen_before" = "annotation"."seen_before"
FROM "annotation", (
  SELECT "project_id", "layer_id", "entity_id", max("rev") AS "rev" FROM "change"
  WHERE "noun" = 'annotation' AND "rows" IS NULL GROUP BY 1, 2, 3) AS last
WHERE "annotation"."independent" IS NOT NULL AND last."layer_id" = "annotation"."layer_id"
  AND last."entity_id" = "annotation"."id" AND "change"."project_id" = last."project_id" AND "change"."rev" = last."rev";
ALTER TABLE "change" ENABLE TRIGGER USER;

ALTER TABLE "operation" DISABLE TRIGGER USER;
UPDATE "operation" SET "reserved" = made."reserved" FROM (
  SELECT "project_id", "op_id",
    jsonb_agg(jsonb_build_array("round_id", "document_id", "invitation_id", "removed_at" IS NULL)) AS "reserved"
  FROM "reservation" GROUP BY 1, 2) AS made
WHERE "operation"."project_id" = made."project_id" AND "operation"."op_id" = made."op_id";
ALTER TABLE "operation" ENABLE TRIGGER USER;

SELECT chain_again() WHERE EXISTS (SELECT FROM "change" WHERE "independent" IS NOT NULL)
  OR EXISTS (SELECT FROM "operation" WHERE "reserved" IS NOT NULL);

-- What members could see of others' work, and what is kept for people who are invited, bear a seal.
UPDATE "sight" SET "seal" = seal_of("sight".*);
UPDATE "reservation" SET "seal" = seal_of("reservation".*);
CREATE TRIGGER "sight_is_sealed" BEFORE INSERT OR UPDATE ON "sight" FOR EACH ROW EXECUTE FUNCTION "seal_row"();
CREATE TRIGGER "reservation_is_sealed" BEFORE INSERT OR UPDATE ON "reservation" FOR EACH ROW EXECUTE FUNCTION "seal_row"();

-- What could be seen once stays so. That it is there is noted a second time: a count would make those wait for each
-- other who write in one project. A restore brings both.
INSERT INTO "sight_note" ("project_id", "member_id", "document_id") SELECT "project_id", "member_id", "document_id" FROM "sight";
CREATE FUNCTION "note_sight"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('application_name') = 'koersvast' THEN
    INSERT INTO "sight_note" ("project_id", "member_id", "document_id")
      SELECT "project_id", "member_id", "document_id" FROM made ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "sight_is_noted" AFTER INSERT ON "sight" REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION "note_sight"();
CREATE TRIGGER "sight_is_not_deleted" BEFORE DELETE ON "sight" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "sight_is_not_truncated" BEFORE TRUNCATE ON "sight" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
CREATE TRIGGER "sight_is_frozen" BEFORE UPDATE OF "project_id", "member_id", "document_id", "round_id", "since", "recorded"
  ON "sight" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "sight_note_is_append_only" BEFORE UPDATE OR DELETE ON "sight_note" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "sight_note_is_not_truncated" BEFORE TRUNCATE ON "sight_note" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
CREATE TRIGGER "reservation_is_not_deleted" BEFORE DELETE ON "reservation" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "reservation_is_not_truncated" BEFORE TRUNCATE ON "reservation" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
