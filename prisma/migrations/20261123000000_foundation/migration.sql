-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "installation_role" AS ENUM ('owner', 'member');

-- CreateEnum
CREATE TYPE "member_role" AS ENUM ('owner', 'reviewer', 'coder', 'viewer');

-- CreateEnum
CREATE TYPE "round_state" AS ENUM ('running', 'revealed');

-- CreateEnum
CREATE TYPE "assignment_state" AS ENUM ('todo', 'in_progress', 'done', 'recheck');

-- CreateEnum
CREATE TYPE "layer_kind" AS ENUM ('current', 'first_pass', 'final');

-- CreateEnum
CREATE TYPE "block_kind" AS ENUM ('heading', 'paragraph', 'list_item', 'quote', 'footnote', 'table_cell');

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "installation_role" "installation_role" NOT NULL DEFAULT 'member',
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "first_owner_link" (
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "first_owner_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "rev" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "codebook_version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "member_role" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "role" "member_role" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by_id" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "round" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "blind" BOOLEAN NOT NULL,
    "state" "round_state" NOT NULL DEFAULT 'running',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revealed_at" TIMESTAMPTZ(3),

    CONSTRAINT "round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "date" TEXT,
    "author" TEXT,
    "addressee" TEXT,
    "dossier" TEXT,
    "document_number" TEXT,
    "source_url" TEXT,
    "language" TEXT NOT NULL,
    "licence" TEXT,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "text" TEXT NOT NULL,
    "text_sha256" TEXT NOT NULL,
    "length_utf16" INTEGER NOT NULL,
    "length_cp" INTEGER NOT NULL,
    "original" BYTEA NOT NULL,
    "original_name" TEXT,
    "encoding" TEXT NOT NULL,
    "notices" JSONB NOT NULL DEFAULT '[]',
    "reader" TEXT NOT NULL,
    "segmenter" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "block" (
    "document_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "kind" "block_kind" NOT NULL,
    "level" INTEGER,
    "paragraph" INTEGER,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "start_cp" INTEGER NOT NULL,
    "end_cp" INTEGER NOT NULL,

    CONSTRAINT "block_pkey" PRIMARY KEY ("document_id","index")
);

-- CreateTable
CREATE TABLE "sentence" (
    "document_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "block" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "start_cp" INTEGER NOT NULL,
    "end_cp" INTEGER NOT NULL,

    CONSTRAINT "sentence_pkey" PRIMARY KEY ("document_id","index")
);

-- CreateTable
CREATE TABLE "tag" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "names" JSONB NOT NULL DEFAULT '{}',
    "key" TEXT,
    "appearance" INTEGER NOT NULL,
    "definition" TEXT NOT NULL DEFAULT '',
    "when_to_use" TEXT NOT NULL DEFAULT '',
    "when_not" TEXT NOT NULL DEFAULT '',
    "examples" JSONB NOT NULL DEFAULT '[]',
    "counter_examples" JSONB NOT NULL DEFAULT '[]',
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "codebook_version" (
    "project_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "tags" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "codebook_version_pkey" PRIMARY KEY ("project_id","version")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "state" "assignment_state" NOT NULL DEFAULT 'todo',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "layer" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "member_id" UUID,
    "kind" "layer_kind" NOT NULL,
    "independent" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "layer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation" (
    "layer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "start_cp" INTEGER NOT NULL,
    "end_cp" INTEGER NOT NULL,
    "quote" TEXT NOT NULL,
    "memo" TEXT,
    "certainty" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "codebook_version" INTEGER NOT NULL,
    "created_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "annotation_pkey" PRIMARY KEY ("layer_id","id")
);

-- CreateTable
CREATE TABLE "operation" (
    "user_id" UUID NOT NULL,
    "op_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "document_id" UUID,
    "round_id" UUID,
    "undoes" UUID,
    "result" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operation_pkey" PRIMARY KEY ("user_id","op_id")
);

-- CreateTable
CREATE TABLE "change" (
    "project_id" UUID NOT NULL,
    "rev" BIGINT NOT NULL,
    "stream" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "user_id" UUID NOT NULL,
    "op_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "noun" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "layer_id" UUID,
    "document_id" UUID,
    "action" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_pkey" PRIMARY KEY ("project_id","rev")
);

-- CreateTable
CREATE TABLE "stream" (
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "stream_pkey" PRIMARY KEY ("project_id","name")
);

-- CreateTable
CREATE TABLE "presence" (
    "project_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "tab_id" UUID NOT NULL,
    "document_id" UUID,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "presence_pkey" PRIMARY KEY ("member_id","tab_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_project_id_user_id_key" ON "member"("project_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_project_id_id_key" ON "member"("project_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_project_id_idx" ON "invitation"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "round_project_id_number_key" ON "round"("project_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "round_project_id_id_key" ON "round"("project_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "document_project_id_id_key" ON "document"("project_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tag_project_id_id_key" ON "tag"("project_id", "id");

-- CreateIndex
CREATE INDEX "assignment_project_id_document_id_idx" ON "assignment"("project_id", "document_id");

-- CreateIndex
CREATE UNIQUE INDEX "assignment_round_id_document_id_member_id_key" ON "assignment"("round_id", "document_id", "member_id");

-- CreateIndex
CREATE INDEX "layer_document_id_round_id_idx" ON "layer"("document_id", "round_id");

-- CreateIndex
CREATE UNIQUE INDEX "layer_project_id_document_id_id_key" ON "layer"("project_id", "document_id", "id");

-- CreateIndex
CREATE INDEX "annotation_project_id_document_id_idx" ON "annotation"("project_id", "document_id");

-- CreateIndex
CREATE INDEX "annotation_project_id_tag_id_idx" ON "annotation"("project_id", "tag_id");

-- CreateIndex
CREATE INDEX "operation_user_id_document_id_round_id_idx" ON "operation"("user_id", "document_id", "round_id");

-- CreateIndex
CREATE INDEX "change_user_id_op_id_idx" ON "change"("user_id", "op_id");

-- CreateIndex
CREATE INDEX "change_project_id_noun_entity_id_idx" ON "change"("project_id", "noun", "entity_id");

-- CreateIndex
CREATE UNIQUE INDEX "change_project_id_stream_seq_key" ON "change"("project_id", "stream", "seq");

-- CreateIndex
CREATE INDEX "presence_project_id_document_id_idx" ON "presence"("project_id", "document_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_used_by_id_fkey" FOREIGN KEY ("used_by_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block" ADD CONSTRAINT "block_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sentence" ADD CONSTRAINT "sentence_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_project_id_parent_id_fkey" FOREIGN KEY ("project_id", "parent_id") REFERENCES "tag"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "codebook_version" ADD CONSTRAINT "codebook_version_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_project_id_round_id_fkey" FOREIGN KEY ("project_id", "round_id") REFERENCES "round"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "layer" ADD CONSTRAINT "layer_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "layer" ADD CONSTRAINT "layer_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "layer" ADD CONSTRAINT "layer_project_id_round_id_fkey" FOREIGN KEY ("project_id", "round_id") REFERENCES "round"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "layer" ADD CONSTRAINT "layer_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_project_id_document_id_layer_id_fkey" FOREIGN KEY ("project_id", "document_id", "layer_id") REFERENCES "layer"("project_id", "document_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_project_id_tag_id_fkey" FOREIGN KEY ("project_id", "tag_id") REFERENCES "tag"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_project_id_created_by_id_fkey" FOREIGN KEY ("project_id", "created_by_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation" ADD CONSTRAINT "operation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation" ADD CONSTRAINT "operation_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation" ADD CONSTRAINT "operation_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_user_id_op_id_fkey" FOREIGN KEY ("user_id", "op_id") REFERENCES "operation"("user_id", "op_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stream" ADD CONSTRAINT "stream_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presence" ADD CONSTRAINT "presence_project_id_member_id_fkey" FOREIGN KEY ("project_id", "member_id") REFERENCES "member"("project_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is written by hand: what the schema language cannot express.

-- Presence is a hint that may be lost in a crash.
ALTER TABLE "presence" SET UNLOGGED;

-- Length of a string in UTF-16 code units: characters beyond the basic plane count twice.
CREATE FUNCTION "utf16_length"(value text) RETURNS integer
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN char_length(value) + char_length(regexp_replace(value, '[^\U00010000-\U0010FFFF]', '', 'g'));

-- Checks
ALTER TABLE "document"
  ADD CONSTRAINT "document_text_not_empty" CHECK (char_length("text") > 0),
  ADD CONSTRAINT "document_sha256_form" CHECK ("text_sha256" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "document_sha256_true" CHECK ("text_sha256" = encode(sha256(convert_to("text", 'UTF8')), 'hex')),
  ADD CONSTRAINT "document_length_cp" CHECK ("length_cp" = char_length("text")),
  ADD CONSTRAINT "document_length_utf16" CHECK ("length_utf16" = utf16_length("text"));
ALTER TABLE "block"
  ADD CONSTRAINT "block_index" CHECK ("index" >= 1),
  ADD CONSTRAINT "block_span" CHECK (0 <= "start" AND "start" < "end" AND 0 <= "start_cp" AND "start_cp" < "end_cp");
ALTER TABLE "sentence"
  ADD CONSTRAINT "sentence_index" CHECK ("index" >= 1),
  ADD CONSTRAINT "sentence_span" CHECK (0 <= "start" AND "start" < "end" AND 0 <= "start_cp" AND "start_cp" < "end_cp"),
  ADD CONSTRAINT "sentence_block_fkey" FOREIGN KEY ("document_id", "block") REFERENCES "block" ("document_id", "index");
ALTER TABLE "annotation"
  ADD CONSTRAINT "annotation_span" CHECK (0 <= "start" AND "start" < "end" AND 0 <= "start_cp" AND "start_cp" < "end_cp"),
  ADD CONSTRAINT "annotation_certainty" CHECK ("certainty" BETWEEN 1 AND 3),
  ADD CONSTRAINT "annotation_version" CHECK ("version" >= 1);
ALTER TABLE "tag"
  ADD CONSTRAINT "tag_key_form" CHECK ("key" ~ '^[a-z0-9]$'),
  ADD CONSTRAINT "tag_appearance_range" CHECK ("appearance" BETWEEN 0 AND 59),
  ADD CONSTRAINT "tag_not_own_parent" CHECK ("parent_id" <> "id");
ALTER TABLE "layer"
  ADD CONSTRAINT "layer_coder_unless_final" CHECK (("kind" = 'final') = ("member_id" IS NULL));
ALTER TABLE "round"
  ADD CONSTRAINT "round_number" CHECK ("number" >= 1),
  ADD CONSTRAINT "round_revealed_when" CHECK (("state" = 'revealed') = ("revealed_at" IS NOT NULL));
ALTER TABLE "assignment"
  ADD CONSTRAINT "assignment_done_when" CHECK (("state" = 'done') = ("done_at" IS NOT NULL));
ALTER TABLE "change"
  ADD CONSTRAINT "change_positive" CHECK ("rev" >= 1 AND "seq" >= 1),
  ADD CONSTRAINT "change_says_something" CHECK ("before" IS NOT NULL OR "after" IS NOT NULL);

-- Uniqueness among what is alive
CREATE UNIQUE INDEX "annotation_alive_once" ON "annotation" ("layer_id", "tag_id", "start", "end") WHERE "deleted_at" IS NULL;
CREATE INDEX "annotation_alive_in_document" ON "annotation" ("document_id", "start") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "tag_alive_name" ON "tag" ("project_id", lower("name")) WHERE "archived_at" IS NULL;
CREATE UNIQUE INDEX "tag_alive_key" ON "tag" ("project_id", "key") WHERE "archived_at" IS NULL AND "key" IS NOT NULL;
CREATE UNIQUE INDEX "tag_alive_appearance" ON "tag" ("project_id", "appearance") WHERE "archived_at" IS NULL;
CREATE UNIQUE INDEX "layer_of_coder" ON "layer" ("document_id", "round_id", "member_id", "kind") WHERE "member_id" IS NOT NULL;
CREATE UNIQUE INDEX "layer_final_once" ON "layer" ("document_id", "round_id") WHERE "kind" = 'final';
-- An operation can be undone once.
CREATE UNIQUE INDEX "operation_undone_once" ON "operation" ("user_id", "undoes") WHERE "undoes" IS NOT NULL AND ("result" ->> 'ok') = 'true';

-- No code path can store a span that lies. The text is cut by code points, which is what Postgres counts.
CREATE FUNCTION "annotation_quote_is_true"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  actual text;
BEGIN
  SELECT substring("text", NEW."start_cp" + 1, NEW."end_cp" - NEW."start_cp") INTO actual
    FROM "document" WHERE "id" = NEW."document_id";
  IF actual IS DISTINCT FROM NEW."quote" THEN
    RAISE EXCEPTION 'the quote is not the text of its span' USING ERRCODE = 'check_violation', CONSTRAINT = 'annotation_quote_is_true';
  END IF;
  IF NEW."end" - NEW."start" <> utf16_length(NEW."quote") THEN
    RAISE EXCEPTION 'the span and the quote differ in length' USING ERRCODE = 'check_violation', CONSTRAINT = 'annotation_quote_is_true';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "annotation_quote_is_true" BEFORE INSERT OR UPDATE OF "start", "end", "start_cp", "end_cp", "quote", "document_id"
  ON "annotation" FOR EACH ROW EXECUTE FUNCTION "annotation_quote_is_true"();

-- What is frozen stays frozen. Only a purge, which names its project in this setting, deletes.
CREATE FUNCTION "refuse_change_of_frozen"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND coalesce(current_setting('koersvast.purge', true), '') <> '' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% of % is not allowed: its rows are frozen', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "change_is_append_only" BEFORE UPDATE OR DELETE ON "change" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "codebook_version_is_append_only" BEFORE UPDATE OR DELETE ON "codebook_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "block_is_frozen" BEFORE UPDATE OR DELETE ON "block" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "sentence_is_frozen" BEFORE UPDATE OR DELETE ON "sentence" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "document_text_is_frozen" BEFORE UPDATE OF "text", "text_sha256", "length_utf16", "length_cp", "original", "encoding", "reader", "segmenter", "project_id" OR DELETE
  ON "document" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE TRIGGER "annotation_is_not_deleted" BEFORE DELETE ON "annotation" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_frozen"();
-- An operation gets its result once, in the transaction that made it.
CREATE TRIGGER "operation_is_append_only" BEFORE UPDATE OR DELETE ON "operation" FOR EACH ROW
  WHEN (OLD."result" IS NOT NULL) EXECUTE FUNCTION "refuse_change_of_frozen"();
CREATE FUNCTION "refuse_truncate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'TRUNCATE of % is not allowed: its rows are frozen', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "change_is_not_truncated" BEFORE TRUNCATE ON "change" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
CREATE TRIGGER "operation_is_not_truncated" BEFORE TRUNCATE ON "operation" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();

-- A first-pass layer is the immutable copy of a coder's work.
CREATE FUNCTION "refuse_change_of_first_pass"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT "kind" FROM "layer" WHERE "id" = OLD."layer_id") = 'first_pass' THEN
    RAISE EXCEPTION 'a first-pass layer is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "annotation_first_pass_is_frozen" BEFORE UPDATE ON "annotation" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_first_pass"();
