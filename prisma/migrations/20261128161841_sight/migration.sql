-- CreateEnum
CREATE TYPE "seen_before" AS ENUM ('unopened', 'opened', 'unrecorded');

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "recounted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "recount_seen_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "annotation" ADD COLUMN     "independent" BOOLEAN,
ADD COLUMN     "seen_before" "seen_before";

-- CreateTable
CREATE TABLE "sight" (
    "project_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "recorded" BOOLEAN NOT NULL DEFAULT true,
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "sight_pkey" PRIMARY KEY ("project_id","member_id","document_id")
);

-- AddForeignKey
ALTER TABLE "sight" ADD CONSTRAINT "sight_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sight" ADD CONSTRAINT "sight_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sight" ADD CONSTRAINT "sight_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sight" ADD CONSTRAINT "sight_project_id_round_id_fkey" FOREIGN KEY ("project_id", "round_id") REFERENCES "round"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express, and what is reckoned of what exists.

ALTER TABLE "annotation" ADD CONSTRAINT "annotation_independent_saw_nothing"
  CHECK ("independent" IS NOT TRUE OR "seen_before" IS NULL);

-- What members could see until now is reckoned from the changes, by the rule that held until now: a round hid the
-- others' work in itself alone. Moments are numbers of changes, since the clocks of two servers may differ.
CREATE TEMPORARY TABLE "held" ON COMMIT DROP AS
  SELECT "project_id", "entity_id" AS "member_id", "after" ->> 'role' AS "role", "at", "rev" AS "from",
    coalesce(lead("rev") OVER (PARTITION BY "project_id", "entity_id" ORDER BY "rev"), 9223372036854775807) AS "until",
    "after" ->> 'removedAt' IS NULL AS "living"
  FROM "change" WHERE "noun" = 'member' AND "after" IS NOT NULL;
DELETE FROM "held" WHERE NOT "living";

CREATE TEMPORARY TABLE "sight_round" ON COMMIT DROP AS
  SELECT "round"."id", "round"."project_id", "round"."number", "round"."blind", revealed."rev" AS "reveal", revealed."at"
  FROM "round" LEFT JOIN LATERAL (
    SELECT "rev", "at" FROM "change" WHERE "change"."project_id" = "round"."project_id" AND "noun" = 'round'
      AND "entity_id" = "round"."id" AND "after" ->> 'revealedAt' IS NOT NULL ORDER BY "rev" LIMIT 1) AS revealed ON true;

-- Who was given work in a round first when, removed or not; who lifted their blindness there when.
CREATE TEMPORARY TABLE "given_work" ON COMMIT DROP AS
  SELECT ("after" ->> 'roundId')::uuid AS "round_id", ("after" ->> 'memberId')::uuid AS "member_id", min("rev") AS "rev"
  FROM "change" WHERE "noun" = 'assignment' AND "after" IS NOT NULL GROUP BY 1, 2;
CREATE TEMPORARY TABLE "lift" ON COMMIT DROP AS
  SELECT ("after" ->> 'roundId')::uuid AS "round_id", ("after" ->> 'memberId')::uuid AS "member_id",
    min("rev") AS "rev", min("at") AS "at"
  FROM "change" WHERE "noun" = 'unblinding' AND "after" IS NOT NULL GROUP BY 1, 2;

-- What there was to see: the first annotation, verdict or reply of each author in each layer.
CREATE TEMPORARY TABLE "made" ON COMMIT DROP AS
  SELECT "layer"."project_id", "layer"."document_id", "layer"."round_id",
    ("change"."after" ->> 'createdById')::uuid AS "author_id", min("change"."rev") AS "rev", min("change"."at") AS "at"
  FROM "change" JOIN "layer" ON "layer"."id" = "change"."layer_id"
  WHERE "change"."noun" IN ('annotation', 'review', 'reply') AND "change"."before" IS NULL AND "change"."rows" IS NULL
    AND "layer"."kind" <> 'first_pass'
  GROUP BY 1, 2, 3, 4;

CREATE TEMPORARY TABLE "could_see" ON COMMIT DROP AS
  SELECT DISTINCT ON (seen."project_id", seen."member_id", seen."document_id") seen.*
  FROM (
    SELECT "held"."project_id", "held"."member_id", "made"."document_id", "made"."round_id", "sight_round"."number",
      greatest("made"."rev", "held"."from", "opens"."rev") AS "rev",
      greatest("made"."at", "held"."at", "opens"."at") AS "since",
      least("held"."until", "opens"."until") AS "until"
    FROM "made" JOIN "sight_round" ON "sight_round"."id" = "made"."round_id"
      JOIN "held" ON "held"."project_id" = "made"."project_id" AND "held"."member_id" <> "made"."author_id"
      LEFT JOIN "given_work" ON "given_work"."round_id" = "made"."round_id" AND "given_work"."member_id" = "held"."member_id"
      LEFT JOIN "lift" ON "lift"."round_id" = "made"."round_id" AND "lift"."member_id" = "held"."member_id"
      CROSS JOIN LATERAL (
        SELECT 0::bigint AS "rev", NULL::timestamptz AS "at", 9223372036854775807 AS "until" WHERE NOT "sight_round"."blind"
        UNION ALL SELECT "sight_round"."reveal", "sight_round"."at", 9223372036854775807
          WHERE "sight_round"."blind" AND "sight_round"."reveal" IS NOT NULL
        UNION ALL SELECT 0, NULL, least("given_work"."rev", "sight_round"."reveal", 9223372036854775807)
          WHERE "sight_round"."blind" AND "held"."role" IN ('owner', 'reviewer')
        UNION ALL SELECT "lift"."rev", "lift"."at", coalesce("sight_round"."reveal", 9223372036854775807)
          WHERE "sight_round"."blind" AND "held"."role" = 'owner' AND "lift"."rev" IS NOT NULL
      ) AS "opens"
  ) AS seen
  WHERE seen."rev" < seen."until"
  ORDER BY seen."project_id", seen."member_id", seen."document_id", seen."rev", seen."number";

INSERT INTO "sight" ("project_id", "member_id", "document_id", "round_id", "since", "recorded")
  SELECT "project_id", "member_id", "document_id", "round_id", "since", false FROM "could_see";

-- When its coder last changed each annotation; of a copied first pass, before it was copied.
CREATE TEMPORARY TABLE "own_change" ON COMMIT DROP AS
  SELECT "change"."layer_id", "change"."entity_id", "change"."rev"
  FROM "change" JOIN "layer" ON "layer"."id" = "change"."layer_id" AND "layer"."kind" = 'current'
      AND "layer"."member_id" = "change"."member_id"
    JOIN "operation" USING ("user_id", "op_id")
  WHERE "change"."noun" = 'annotation' AND "change"."rows" IS NULL AND "operation"."kind" NOT LIKE 'tag.%';
CREATE INDEX ON "own_change" ("layer_id", "entity_id", "rev");
ANALYZE "own_change";

ALTER TABLE "annotation" DISABLE TRIGGER USER;
UPDATE "annotation" SET
  "independent" = reckoned."independent" AND NOT reckoned."seen",
  "seen_before" = CASE WHEN reckoned."seen" THEN 'unrecorded'::"seen_before" END
FROM (
  SELECT coded."layer_id", coded."id",
    "sight_round"."blind" AND last."rev" < coalesce("sight_round"."reveal", 9223372036854775807)
      AND last."rev" < coalesce("lift"."rev", 9223372036854775807) AS "independent",
    coalesce("could_see"."rev" < last."rev", false) AS "seen"
  FROM "annotation" AS coded JOIN "layer" ON "layer"."id" = coded."layer_id" AND "layer"."kind" <> 'final'
    JOIN "sight_round" ON "sight_round"."id" = "layer"."round_id"
    JOIN "layer" AS source ON source."kind" = 'current' AND source."document_id" = "layer"."document_id"
      AND source."round_id" = "layer"."round_id" AND source."member_id" = "layer"."member_id"
    LEFT JOIN LATERAL (SELECT min("rev") AS "rev" FROM "change" WHERE "layer"."kind" = 'first_pass'
      AND "change"."project_id" = "layer"."project_id" AND "change"."noun" = 'layer'
      AND "change"."entity_id" = "layer"."id") AS copied ON true
    CROSS JOIN LATERAL (SELECT max("own_change"."rev") AS "rev" FROM "own_change"
      WHERE "own_change"."layer_id" = source."id" AND "own_change"."entity_id" = coded."id"
        AND "own_change"."rev" < coalesce(copied."rev", 9223372036854775807)) AS last
    LEFT JOIN "could_see" ON "could_see"."project_id" = "layer"."project_id"
      AND "could_see"."member_id" = "layer"."member_id" AND "could_see"."document_id" = "layer"."document_id"
    LEFT JOIN "lift" ON "lift"."round_id" = "layer"."round_id" AND "lift"."member_id" = "layer"."member_id"
  WHERE last."rev" IS NOT NULL
) AS reckoned
WHERE "annotation"."layer_id" = reckoned."layer_id" AND "annotation"."id" = reckoned."id";
ALTER TABLE "annotation" ENABLE TRIGGER USER;
SELECT layered_views_again();

-- Owners are told once.
UPDATE "project" SET "recounted_at" = now() WHERE EXISTS (SELECT 1 FROM "change" WHERE "change"."project_id" = "project"."id");
