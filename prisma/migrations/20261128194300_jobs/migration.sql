-- CreateEnum
CREATE TYPE "job_state" AS ENUM ('queued', 'running', 'done', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "job" (
    "place" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID,
    "user_id" UUID,
    "kind" TEXT NOT NULL,
    "once" TEXT,
    "state" "job_state" NOT NULL DEFAULT 'queued',
    "input" JSONB NOT NULL,
    "step" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "cancel_asked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "seal" BYTEA,

    CONSTRAINT "job_pkey" PRIMARY KEY ("place","id")
);

-- CreateTable
CREATE TABLE "job_blob" (
    "place" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "job_blob_pkey" PRIMARY KEY ("place","job_id","name")
);

-- CreateIndex
CREATE INDEX "job_user_id_created_at_idx" ON "job"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "job_project_id_idx" ON "job"("project_id");

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_blob" ADD CONSTRAINT "job_blob_place_job_id_fkey" FOREIGN KEY ("place", "job_id") REFERENCES "job"("place", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

ALTER TABLE "job"
  ADD CONSTRAINT "job_has_its_place" CHECK ("place" = coalesce("project_id", '00000000-0000-0000-0000-000000000000')),
  ADD CONSTRAINT "job_is_held_while_it_runs" CHECK (("state" = 'running') = ("lease" IS NOT NULL)
    AND ("lease" IS NULL) = ("leased_until" IS NULL)),
  ADD CONSTRAINT "job_ends_at_a_moment" CHECK (("state" IN ('done', 'failed', 'cancelled')) = ("ended_at" IS NOT NULL)),
  ADD CONSTRAINT "job_result_is_of_what_is_done" CHECK ("result" IS NULL OR "state" = 'done'),
  ADD CONSTRAINT "job_progress_is_within_its_total" CHECK ("done" >= 0 AND "total" >= 0 AND ("total" = 0 OR "done" <= "total")),
  ADD CONSTRAINT "job_is_small" CHECK (octet_length("input"::text) <= 20000 AND octet_length("result"::text) <= 4000000
    AND octet_length("problems"::text) <= 200000 AND jsonb_typeof("problems") = 'array' AND length("kind") <= 100
    AND length("once") <= 200 AND length("step") <= 100);

ALTER TABLE "job_blob"
  ADD CONSTRAINT "job_blob_is_limited" CHECK (octet_length("bytes") <= 10000000 AND length("name") <= 100);

-- Those that wait or run are few, whatever is kept of those that have ended.
CREATE UNIQUE INDEX "job_once" ON "job" ("place", "kind", "once") WHERE "once" IS NOT NULL AND "state" IN ('queued', 'running');
CREATE INDEX "job_living" ON "job" ("place", "created_at") WHERE "state" IN ('queued', 'running');
CREATE INDEX "job_ended" ON "job" ("ended_at") WHERE "ended_at" IS NOT NULL;

CREATE TRIGGER "job_is_sealed" BEFORE INSERT OR UPDATE ON "job" FOR EACH ROW EXECUTE FUNCTION "seal_row"();
