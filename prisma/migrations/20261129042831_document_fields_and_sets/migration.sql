-- AlterTable
ALTER TABLE "project" ADD COLUMN     "document_fields" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "set" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "conditions" JSONB,
    "document_ids" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "set_pkey" PRIMARY KEY ("project_id","id")
);

-- AddForeignKey
ALTER TABLE "set" ADD CONSTRAINT "set_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "set" ADD CONSTRAINT "set_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
