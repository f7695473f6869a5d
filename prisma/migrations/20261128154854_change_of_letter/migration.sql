-- What was stored in streams over several letters, by letter: of these a cursor counts what a reader may not see.
-- No change that is stored from now on is work in such a stream, so that the index does not grow.
CREATE INDEX "change_of_letter" ON "change" ("project_id", "document_id")
  WHERE "document_id" IS NOT NULL
    AND ("stream" = 'shared' OR "stream" LIKE 'coder:%' OR ("stream" LIKE 'final:%' AND length("stream") = 42));
