-- expand
-- AlterTable
ALTER TABLE "session" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "ends_at" TIMESTAMPTZ(3);

-- Sessions until now were begun with a password, and empty columns change no seal.
