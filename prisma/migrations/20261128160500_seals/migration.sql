-- AlterTable
ALTER TABLE "user" ADD COLUMN     "seal" BYTEA;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "seal" BYTEA;

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "seal" BYTEA;

-- AlterTable: tokens that exist get a year from now
ALTER TABLE "api_token" ADD COLUMN     "expires_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now() + interval '365 days',
ADD COLUMN     "seal" BYTEA,
ADD COLUMN     "uses" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "api_token" ALTER COLUMN "expires_at" DROP DEFAULT;

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "seal" BYTEA;

-- Everything below is written by hand: what the schema language cannot express.

-- A session ends thirty days after it was begun, however much it was used.
UPDATE "session" SET "expires_at" = least("expires_at", "created_at" + interval '30 days');

-- What no change tells of (people, how they sign in, invitations, tokens) bears the hash of the row as this program
-- last wrote it, so that the check sees what was written by anything else. A migration that fills a new column of
-- such rows seals them again: UPDATE ... SET "seal" = seal_of(...).
CREATE FUNCTION "seal_of"(stored record) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
  bare record := stored;
BEGIN
  bare."seal" := NULL;
  RETURN row_hash(bare);
END $$;

-- The program's own connections have this name; those of a restore have another, and keep the seals of the backup.
CREATE FUNCTION "seal_row"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('application_name') = 'koersvast' THEN
    NEW."seal" := seal_of(NEW);
  END IF;
  RETURN NEW;
END $$;

UPDATE "user" SET "seal" = seal_of("user".*);
UPDATE "session" SET "seal" = seal_of("session".*);
UPDATE "account" SET "seal" = seal_of("account".*);
UPDATE "api_token" SET "seal" = seal_of("api_token".*);
UPDATE "invitation" SET "seal" = seal_of("invitation".*);

CREATE TRIGGER "user_is_sealed" BEFORE INSERT OR UPDATE ON "user" FOR EACH ROW EXECUTE FUNCTION "seal_row"();
CREATE TRIGGER "session_is_sealed" BEFORE INSERT OR UPDATE ON "session" FOR EACH ROW EXECUTE FUNCTION "seal_row"();
CREATE TRIGGER "account_is_sealed" BEFORE INSERT OR UPDATE ON "account" FOR EACH ROW EXECUTE FUNCTION "seal_row"();
CREATE TRIGGER "api_token_is_sealed" BEFORE INSERT OR UPDATE ON "api_token" FOR EACH ROW EXECUTE FUNCTION "seal_row"();
CREATE TRIGGER "invitation_is_sealed" BEFORE INSERT OR UPDATE ON "invitation" FOR EACH ROW EXECUTE FUNCTION "seal_row"();
