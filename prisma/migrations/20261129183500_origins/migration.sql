-- AlterTable
ALTER TABLE "operation" ADD COLUMN     "origin" JSONB;

-- What annotations came from is an object, and few operations of a project have one.
ALTER TABLE "operation" ADD CONSTRAINT "operation_origin_object" CHECK (jsonb_typeof("origin") = 'object');
CREATE INDEX "operation_with_origin" ON "operation" ("project_id") WHERE "origin" IS NOT NULL;
