-- AlterEnum
ALTER TYPE "response" ADD VALUE 'kept';

-- AlterTable
ALTER TABLE "review" ADD COLUMN     "response_reason" TEXT;

-- Who keeps their work says why, and nobody else. As text, since a new value is not used where it is added.
ALTER TABLE "review"
  ADD CONSTRAINT "review_kept_why" CHECK (("response"::text = 'kept') IS TRUE = ("response_reason" IS NOT NULL)),
  ADD CONSTRAINT "review_kept_words" CHECK (btrim("response_reason") <> '');
