-- Nothing has ever made a job for which nobody asked; one that was made by hand was not going to be shown well.
DELETE FROM "job_blob" USING "job" WHERE "job"."place" = "job_blob"."place" AND "job"."id" = "job_blob"."job_id"
  AND "job"."user_id" IS NULL;
DELETE FROM "job" WHERE "user_id" IS NULL;
ALTER TABLE "job" ALTER COLUMN "user_id" SET NOT NULL;
