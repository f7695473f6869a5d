-- CreateEnum
CREATE TYPE "account_event_kind" AS ENUM ('named', 'retired', 'returned', 'owner', 'member');

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "retired_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "account_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "account_event_kind" NOT NULL,
    "person_id" UUID NOT NULL,
    "by_id" UUID,
    "seal" BYTEA,

    CONSTRAINT "account_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "account_event_person_id_idx" ON "account_event"("person_id");

-- CreateIndex
CREATE INDEX "account_event_by_id_idx" ON "account_event"("by_id");

-- AddForeignKey
ALTER TABLE "account_event" ADD CONSTRAINT "account_event_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_event" ADD CONSTRAINT "account_event_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

-- Nobody had been retired until now, and the empty column changes no seal.
CREATE TRIGGER "account_event_is_sealed" BEFORE INSERT OR UPDATE ON "account_event" FOR EACH ROW EXECUTE FUNCTION "seal_row"();
CREATE TRIGGER "account_event_is_append_only" BEFORE UPDATE OR DELETE ON "account_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "account_event_is_not_truncated" BEFORE TRUNCATE ON "account_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
