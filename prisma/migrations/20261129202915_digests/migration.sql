-- expand
-- CreateTable
CREATE TABLE "digest" (
    "user_id" UUID NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "notice_mailed" (
    "project_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "said_id" UUID NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "mail_id" UUID NOT NULL,

    CONSTRAINT "notice_mailed_pkey" PRIMARY KEY ("project_id","member_id","said_id")
);

-- CreateIndex
CREATE INDEX "notice_mailed_project_id_member_id_mail_id_idx" ON "notice_mailed"("project_id", "member_id", "mail_id");

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_mailed" ADD CONSTRAINT "notice_mailed_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

ALTER TABLE "mail" ADD CONSTRAINT "mail_of_a_digest_says_for_whom" CHECK ("kind" <> 'digest' OR "about" IS NOT NULL);
