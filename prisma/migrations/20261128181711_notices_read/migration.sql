-- CreateTable
CREATE TABLE "notice_read" (
    "project_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "said_id" UUID NOT NULL,
    "mark_id" UUID NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_read_pkey" PRIMARY KEY ("member_id","said_id")
);

-- CreateIndex
CREATE INDEX "notice_read_member_id_mark_id_idx" ON "notice_read"("member_id", "mark_id");

-- AddForeignKey
ALTER TABLE "notice_read" ADD CONSTRAINT "notice_read_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
