-- CreateTable
CREATE TABLE "document_mending" (
    "project_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "choice" JSONB NOT NULL,
    "packed" BYTEA,

    CONSTRAINT "document_mending_pkey" PRIMARY KEY ("project_id","document_id")
);

-- AddForeignKey
ALTER TABLE "document_mending" ADD CONSTRAINT "document_mending_project_id_document_id_fkey" FOREIGN KEY ("project_id", "document_id") REFERENCES "document"("project_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "document_mending"
  ADD CONSTRAINT "document_mending_is_limited" CHECK (octet_length("packed") <= 50000000 AND length("choice"::text) <= 5000000);
