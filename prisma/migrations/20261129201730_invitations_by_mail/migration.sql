-- expand
-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "about" UUID,
ADD COLUMN     "asked_by_id" UUID,
ADD COLUMN     "place" UUID;

-- CreateTable
CREATE TABLE "mailed_link" (
    "project_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invitation_id" UUID NOT NULL,
    "seal" BYTEA,

    CONSTRAINT "mailed_link_pkey" PRIMARY KEY ("project_id","token_hash")
);

-- CreateIndex
CREATE INDEX "mailed_link_project_id_invitation_id_idx" ON "mailed_link"("project_id", "invitation_id");

-- CreateIndex
CREATE INDEX "mail_place_about_idx" ON "mail"("place", "about");

-- CreateIndex
CREATE INDEX "mail_asked_by_id_created_at_idx" ON "mail"("asked_by_id", "created_at");

-- AddForeignKey
ALTER TABLE "mailed_link" ADD CONSTRAINT "mailed_link_project_id_invitation_id_fkey" FOREIGN KEY ("project_id", "invitation_id") REFERENCES "invitation"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

CREATE TRIGGER "mailed_link_is_sealed" BEFORE INSERT OR UPDATE ON "mailed_link" FOR EACH ROW EXECUTE FUNCTION "seal_row"();

ALTER TABLE "mail" ADD CONSTRAINT "mail_of_an_invitation_says_which" CHECK (
  "kind" <> 'invitation' OR ("place" IS NOT NULL AND "about" IS NOT NULL));
