-- CreateIndex
CREATE INDEX "sentence_document_id_block_idx" ON "sentence"("document_id", "block");

-- CreateIndex
CREATE INDEX "reading_document_id_block_idx" ON "reading"("document_id", "block");

-- CreateIndex
CREATE INDEX "reservation_project_id_document_id_idx" ON "reservation"("project_id", "document_id");

-- CreateIndex
CREATE INDEX "sight_project_id_document_id_idx" ON "sight"("project_id", "document_id");

-- Everything below is written by hand: what the schema language cannot express.

-- New annotations are compared with the text by statement and not by row, because a restore brings half a million.
-- Of a text of which many come it is cut once into pieces, each overlapping the next: in a text of a million
-- characters a late "substring" takes 5 ms. What reaches beyond its piece is cut out of the whole text.
CREATE FUNCTION "annotation_quotes_are_true"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step CONSTANT integer := 4000;
  many CONSTANT integer := 50;
  wrong record;
BEGIN
  IF (SELECT count(*) FROM made) <= many THEN
    SELECT made."id" INTO wrong FROM made LEFT JOIN "document" ON "document"."id" = made."document_id"
      WHERE substring("document"."text", made."start_cp" + 1, made."end_cp" - made."start_cp") IS DISTINCT FROM made."quote"
        OR made."end" - made."start" <> utf16_length(made."quote") LIMIT 1;
  ELSE
    WITH cut AS MATERIALIZED (
      -- With something added to it, it is read once, and not for each piece.
      SELECT "id", "length_cp", "text" || '' AS "text" FROM "document"
      WHERE "id" IN (SELECT "document_id" FROM made GROUP BY "document_id" HAVING count(*) > many)
    ), piece AS MATERIALIZED (
      SELECT "id", nth, substring("text", nth * step + 1, 2 * step) AS words
      FROM cut CROSS JOIN LATERAL generate_series(0, "length_cp" / step) AS nth
    )
    SELECT made."id" INTO wrong FROM made LEFT JOIN piece ON piece."id" = made."document_id"
        AND piece.nth = made."start_cp" / step AND made."end_cp" <= (piece.nth + 2) * step
      WHERE CASE WHEN piece."id" IS NOT NULL
          THEN substring(piece.words, made."start_cp" % step + 1, made."end_cp" - made."start_cp")
          ELSE (SELECT substring("text", made."start_cp" + 1, made."end_cp" - made."start_cp")
            FROM "document" WHERE "document"."id" = made."document_id") END IS DISTINCT FROM made."quote"
        OR made."end" - made."start" <> utf16_length(made."quote") LIMIT 1;
  END IF;
  IF FOUND THEN
    RAISE EXCEPTION 'the quote of annotation % is not the text of its span', wrong."id"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'annotation_quote_is_true';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER "annotation_quote_is_true" ON "annotation";
CREATE TRIGGER "annotation_quote_is_true" BEFORE UPDATE OF "start", "end", "start_cp", "end_cp", "quote", "document_id"
  ON "annotation" FOR EACH ROW EXECUTE FUNCTION "annotation_quote_is_true"();
CREATE TRIGGER "annotation_quotes_are_true" AFTER INSERT ON "annotation" REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION "annotation_quotes_are_true"();
