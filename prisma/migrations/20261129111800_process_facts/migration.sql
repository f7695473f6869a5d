-- CreateEnum
CREATE TYPE "round_stage" AS ENUM ('pilot', 'full');

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "codebook_origin" TEXT,
ADD COLUMN     "codebook_place" TEXT,
ADD COLUMN     "pilot" TEXT,
ADD COLUMN     "population" TEXT,
ADD COLUMN     "sample_frame" TEXT;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "background" TEXT,
ADD COLUMN     "is_author" BOOLEAN,
ADD COLUMN     "training" TEXT,
ADD COLUMN     "training_hours" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "blind_to" TEXT,
ADD COLUMN     "sampling" TEXT,
ADD COLUMN     "settled" TEXT,
ADD COLUMN     "stage" "round_stage";

ALTER TABLE "member"
  ADD CONSTRAINT "member_training_hours" CHECK ("training_hours" >= 0);
