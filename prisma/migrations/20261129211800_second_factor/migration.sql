-- expand
-- AlterEnum
ALTER TYPE "account_event_kind" ADD VALUE 'factor_reset';
ALTER TYPE "account_event_kind" ADD VALUE 'factor_demanded';
ALTER TYPE "account_event_kind" ADD VALUE 'factor_optional';

-- CreateTable
CREATE TABLE "second_factor" (
    "user_id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" INTEGER NOT NULL DEFAULT 0,
    "seal" BYTEA,

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("user_id","code_hash")
);

-- CreateTable
CREATE TABLE "installation_setting" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "factor_demanded" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "installation_setting_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "second_factor"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

CREATE TRIGGER "second_factor_is_sealed" BEFORE INSERT OR UPDATE ON "second_factor" FOR EACH ROW EXECUTE FUNCTION "seal_row"();

-- What is set for the whole installation stands in one row; without it all is as it is by default.
ALTER TABLE "installation_setting" ADD CONSTRAINT "installation_setting_is_one" CHECK ("id" = 1);
