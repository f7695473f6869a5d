-- AlterTable
ALTER TABLE "round" ADD COLUMN     "repeats" JSONB;

-- A round of repeats is blind: whoever saw what they or others coded before would not code again.
ALTER TABLE "round" ADD CONSTRAINT "round_repeats_blind" CHECK ("repeats" IS NULL OR "blind");
