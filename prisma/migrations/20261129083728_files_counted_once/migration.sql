-- Almost every letter is a first reading that nothing has replaced: an index of all of them by that says nothing, and
-- before a table is analysed it costs as little as its key. Each row that refers to a letter was then looked up among
-- all letters of its project. What is left holds the few that are such; "document_rendition_once" has the others.
-- DropIndex
DROP INDEX "document_project_id_rendition_of_id_idx";

-- DropIndex
DROP INDEX "document_project_id_replaced_by_id_idx";

CREATE INDEX "document_replaced_by" ON "document" ("project_id", "replaced_by_id") WHERE "replaced_by_id" IS NOT NULL;

-- AlterTable
ALTER TABLE "intake" ADD COLUMN     "file_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "taken" BIGINT NOT NULL DEFAULT 0;

-- Files are counted as they come and go: each that comes asks how many there are and what they take, and would
-- otherwise count all that came before it.
CREATE FUNCTION "count_intake_files"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    WITH found AS (
      SELECT "project_id", "intake_id", count(*) AS files, coalesce(sum("size") FILTER (WHERE NOT "unpacked"), 0) AS bytes
      FROM made GROUP BY 1, 2
    )
    UPDATE "intake" SET "file_count" = "file_count" + found.files, "taken" = "taken" + found.bytes
    FROM found WHERE "intake"."project_id" = found."project_id" AND "intake"."id" = found."intake_id";
  ELSIF TG_OP = 'DELETE' THEN
    WITH found AS (
      SELECT "project_id", "intake_id", count(*) AS files, coalesce(sum("size") FILTER (WHERE NOT "unpacked"), 0) AS bytes
      FROM stood GROUP BY 1, 2
    )
    UPDATE "intake" SET "file_count" = "file_count" - found.files, "taken" = "taken" - found.bytes
    FROM found WHERE "intake"."project_id" = found."project_id" AND "intake"."id" = found."intake_id";
  ELSE
    WITH found AS (
      SELECT "project_id", "intake_id", sum(bytes) AS bytes FROM (
        SELECT "project_id", "intake_id", "size"::bigint AS bytes FROM made WHERE NOT "unpacked"
        UNION ALL
        SELECT "project_id", "intake_id", -"size"::bigint FROM stood WHERE NOT "unpacked"
      ) AS each GROUP BY 1, 2 HAVING sum(bytes) <> 0
    )
    UPDATE "intake" SET "taken" = "taken" + found.bytes
    FROM found WHERE "intake"."project_id" = found."project_id" AND "intake"."id" = found."intake_id";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "intake_files_are_counted" AFTER INSERT ON "intake_file" REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION "count_intake_files"();
CREATE TRIGGER "intake_files_are_counted_anew" AFTER UPDATE ON "intake_file" REFERENCING OLD TABLE AS stood NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION "count_intake_files"();
CREATE TRIGGER "intake_files_are_counted_off" AFTER DELETE ON "intake_file" REFERENCING OLD TABLE AS stood
  FOR EACH STATEMENT EXECUTE FUNCTION "count_intake_files"();

UPDATE "intake" SET "file_count" = found.files, "taken" = found.bytes
FROM (
  SELECT "project_id", "intake_id", count(*) AS files, coalesce(sum("size") FILTER (WHERE NOT "unpacked"), 0) AS bytes
  FROM "intake_file" GROUP BY 1, 2
) AS found
WHERE "intake"."project_id" = found."project_id" AND "intake"."id" = found."intake_id";
