-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "chart" JSONB NOT NULL,
    "position" DOUBLE PRECISION NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_pkey" PRIMARY KEY ("project_id","id")
);

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A finding has a title, and the address of a chart is an object.
ALTER TABLE "finding" ADD CONSTRAINT "finding_says_something" CHECK ("title" <> '');
ALTER TABLE "finding" ADD CONSTRAINT "finding_chart_object" CHECK (jsonb_typeof("chart") = 'object');
