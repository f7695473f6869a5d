-- AlterTable
ALTER TABLE "document" ADD COLUMN     "content_sha256" BYTEA;

-- CreateTable
CREATE TABLE "link" (
    "project_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "user_id" UUID NOT NULL,
    "op_id" UUID NOT NULL,
    "parts" BYTEA NOT NULL,
    "head" BYTEA NOT NULL,

    CONSTRAINT "link_pkey" PRIMARY KEY ("project_id","number")
);

-- CreateTable
CREATE TABLE "chain" (
    "project_id" UUID NOT NULL,
    "length" BIGINT NOT NULL,
    "head" BYTEA NOT NULL,

    CONSTRAINT "chain_pkey" PRIMARY KEY ("project_id")
);

-- AddForeignKey
ALTER TABLE "chain" ADD CONSTRAINT "chain_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Everything below is written by hand: what the schema language cannot express.

-- The hash of a row as it is stored, over every column. Empty columns at the end do not count: a column that a later
-- migration adds leaves the hashes of the rows before it as they were, as long as it is empty there. A migration
-- that writes over rows that are in the chain, or fills a new column of them, ends with "chain_again".
CREATE FUNCTION "row_hash"(stored record) RETURNS bytea LANGUAGE plpgsql STABLE PARALLEL SAFE
  SET "TimeZone" TO 'UTC' SET "DateStyle" TO 'ISO, YMD' SET "bytea_output" TO 'hex' SET "extra_float_digits" TO 1 AS $$
BEGIN
  RETURN sha256(convert_to(rtrim(stored::text, ',)'), 'UTF8'));
END $$;

-- The hash of what a document is made of beside its text, which has a hash of its own.
CREATE FUNCTION "document_content_hash"(wanted uuid) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT sha256(
      sha256("original")
      || sha256(convert_to(coalesce((SELECT string_agg(rtrim("block"::text, ',)'), E'\n' ORDER BY "index")
           FROM "block" WHERE "document_id" = wanted), ''), 'UTF8'))
      || sha256(convert_to(coalesce((SELECT string_agg(rtrim("sentence"::text, ',)'), E'\n' ORDER BY "index")
           FROM "sentence" WHERE "document_id" = wanted), ''), 'UTF8')))
    FROM "document" WHERE "id" = wanted);
END $$;

-- A change vouches for what was stored with it and stands in no change: the content of the document that it added.
CREATE FUNCTION "change_hash"(told "change") RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF told."noun" = 'document' AND told."before" IS NULL THEN
    RETURN sha256(row_hash(told) || coalesce((SELECT "content_sha256" FROM "document" WHERE "id" = told."entity_id"), ''));
  END IF;
  RETURN row_hash(told);
END $$;

-- A chain of hashes: each is that of the one before it and of what is added; the first is what is added itself.
CREATE FUNCTION "chain_step"(head bytea, added bytea) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN sha256(head || added);
CREATE AGGREGATE "chain_of"(bytea) (SFUNC = "chain_step", STYPE = bytea);

-- Adds what an operation did to the chain of its project. A function, so that PostgreSQL keeps its plans.
CREATE FUNCTION "link_operation"(of_project uuid, of_user uuid, of_operation uuid, hashes bytea) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  ended "chain";
BEGIN
  INSERT INTO "chain" ("project_id", "length", "head") VALUES (of_project, 1, sha256(uuid_send(of_project) || hashes))
    ON CONFLICT ("project_id") DO UPDATE SET "length" = "chain"."length" + 1, "head" = chain_step("chain"."head", EXCLUDED."head")
    RETURNING * INTO ended;
  INSERT INTO "link" ("project_id", "number", "user_id", "op_id", "parts", "head")
    VALUES (of_project, ended."length", of_user, of_operation, hashes, ended."head");
END $$;

-- Makes the chain of every project anew, from its operations and changes as they are stored.
CREATE FUNCTION "chain_again"() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  ALTER TABLE "link" DISABLE TRIGGER USER;
  ALTER TABLE "chain" DISABLE TRIGGER USER;
  DELETE FROM "link";
  DELETE FROM "chain";
  INSERT INTO "link" ("project_id", "number", "user_id", "op_id", "parts", "head")
    SELECT "project_id", "number", "user_id", "op_id", "parts",
      chain_of(sha256(uuid_send("project_id") || "parts")) OVER (PARTITION BY "project_id" ORDER BY "number")
    FROM (
      SELECT "operation"."project_id", "operation"."user_id", "operation"."op_id",
        -- Operations without changes have no place of their own: they come first.
        row_number() OVER (PARTITION BY "operation"."project_id"
          ORDER BY told."first" NULLS FIRST, "operation"."created_at", "operation"."op_id") AS "number",
        row_hash("operation".*) || coalesce(told."hashes", '') AS "parts"
      FROM "operation" LEFT JOIN (
        SELECT "user_id", "op_id", min("rev") AS "first", string_agg(change_hash("change".*), '' ORDER BY "rev") AS "hashes"
        FROM "change" GROUP BY "user_id", "op_id") AS told USING ("user_id", "op_id")
    ) AS linked;
  INSERT INTO "chain" ("project_id", "length", "head")
    SELECT DISTINCT ON ("project_id") "project_id", "number", "head" FROM "link" ORDER BY "project_id", "number" DESC;
  ALTER TABLE "link" ENABLE TRIGGER USER;
  ALTER TABLE "chain" ENABLE TRIGGER USER;
END $$;

-- Frozen like what they prove.
CREATE TRIGGER "link_is_append_only" BEFORE UPDATE OR DELETE ON "link" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "link_is_not_truncated" BEFORE TRUNCATE ON "link" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
CREATE TRIGGER "chain_is_not_deleted" BEFORE DELETE ON "chain" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "chain_is_not_truncated" BEFORE TRUNCATE ON "chain" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();

-- What there is.
UPDATE "document" SET "content_sha256" = document_content_hash("id");
SELECT chain_again();

CREATE TRIGGER "document_content_is_frozen" BEFORE UPDATE OF "content_sha256" ON "document" FOR EACH ROW
  WHEN (OLD."content_sha256" IS NOT NULL) EXECUTE FUNCTION "refuse_change_of_frozen"();
