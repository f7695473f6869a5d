-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "round_state" ADD VALUE 'planned';
ALTER TYPE "round_state" ADD VALUE 'closed';

-- DropIndex
DROP INDEX "round_project_id_number_key";

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "note" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "deadline" TEXT,
ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "reservation" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "op_id" UUID NOT NULL,

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reservation_project_id_invitation_id_idx" ON "reservation"("project_id", "invitation_id");

-- CreateIndex
CREATE UNIQUE INDEX "reservation_round_id_document_id_invitation_id_key" ON "reservation"("round_id", "document_id", "invitation_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_project_id_id_key" ON "invitation"("project_id", "id");

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_project_id_round_id_fkey" FOREIGN KEY ("project_id", "round_id") REFERENCES "round"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_project_id_invitation_id_fkey" FOREIGN KEY ("project_id", "invitation_id") REFERENCES "invitation"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rounds have a life. A value that was just added to an enum cannot be named in the same transaction: hence the text.
ALTER TABLE "round" DROP CONSTRAINT "round_revealed_when";
ALTER TABLE "round"
  ADD CONSTRAINT "round_revealed_when" CHECK (
    CASE "state"::text
      WHEN 'revealed' THEN "revealed_at" IS NOT NULL
      WHEN 'closed' THEN "revealed_at" IS NULL OR "blind"
      ELSE "revealed_at" IS NULL
    END),
  ADD CONSTRAINT "round_deadline_is_a_day" CHECK ("deadline" ~ '^\d{4}-\d{2}-\d{2}$');
-- The number of a deleted round is free again.
CREATE UNIQUE INDEX "round_living_number" ON "round" ("project_id", "number") WHERE "removed_at" IS NULL;

ALTER TABLE "invitation" ADD CONSTRAINT "invitation_note_length" CHECK (char_length("note") <= 120);
-- A document of a round waits once for the same invitation; what was freed stays, so that undo finds it.
CREATE INDEX "reservation_living" ON "reservation" ("round_id") WHERE "removed_at" IS NULL;
