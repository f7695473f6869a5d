-- AlterTable
ALTER TABLE "change" ADD COLUMN     "rows" JSONB;

-- Everything below is written by hand: what the schema language cannot express.

-- What was done alike to many rows is one change, of their layer.
ALTER TABLE "change" ADD CONSTRAINT "change_of_set" CHECK ("rows" IS NULL OR (
  jsonb_typeof("rows") = 'array' AND jsonb_array_length("rows") > 0 AND "layer_id" IS NOT NULL AND "document_id" IS NOT NULL
  AND "entity_id" = "layer_id" AND "before" IS NOT NULL AND "after" IS NOT NULL));
-- It is written while others wait: taking less room is not worth the time.
ALTER TABLE "change" ALTER COLUMN "rows" SET STORAGE EXTERNAL;

-- A change repeats no quote that it did not touch: the text never changes, so that the offsets give it back.
CREATE FUNCTION "with_quote"(of_noun text, of_layer uuid, of_document uuid, told jsonb) RETURNS jsonb
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN of_noun <> 'annotation' OR told IS NULL OR told ? 'quote' OR NOT told ? 'startCp' THEN told
    ELSE told || jsonb_build_object('quote', coalesce(
      (SELECT "quote" FROM "annotation" WHERE "layer_id" = of_layer AND "id" = (told ->> 'id')::uuid
        AND "start_cp" = (told ->> 'startCp')::int AND "end_cp" = (told ->> 'endCp')::int),
      (SELECT substring("text", (told ->> 'startCp')::int + 1, (told ->> 'endCp')::int - (told ->> 'startCp')::int)
        FROM "document" WHERE "id" = of_document))) END
$$;
