-- Written by hand: the schema does not change.

-- Keys that somebody chose are read with each request. Since they got a limit (a hundred, of the lengths below) more
-- than that made the whole of the preferences unreadable, and 140,000 of them each request slow. What is beyond goes,
-- and of what stays the commands of this program come first.
CREATE TEMPORARY TABLE "too_long" ON COMMIT DROP AS
  SELECT "id" FROM "user" WHERE jsonb_typeof("preferences" -> 'keys') = 'object' AND (
    (SELECT count(*) FROM jsonb_object_keys("preferences" -> 'keys')) > 100
    OR EXISTS (SELECT FROM jsonb_each("preferences" -> 'keys') AS chosen
      WHERE char_length(chosen.key) > 40 OR NOT (chosen.value = 'null'
        OR (jsonb_typeof(chosen.value) = 'string' AND char_length(chosen.value #>> '{}') <= 20))));
UPDATE "user" SET "preferences" = jsonb_set("preferences", '{keys}', (
    SELECT coalesce(jsonb_object_agg(kept.key, kept.value), '{}') FROM (
      SELECT chosen.key, chosen.value FROM jsonb_each("preferences" -> 'keys') AS chosen
      WHERE char_length(chosen.key) <= 40 AND (chosen.value = 'null'
        OR (jsonb_typeof(chosen.value) = 'string' AND char_length(chosen.value #>> '{}') <= 20))
      ORDER BY chosen.key !~ '^(annotation|caret|difference|extend|keys|letter|operation|palette|selection|tag)[.]', chosen.key LIMIT 100) AS kept))
  WHERE "id" IN (SELECT "id" FROM "too_long");
UPDATE "user" SET "seal" = seal_of("user".*) WHERE "id" IN (SELECT "id" FROM "too_long");
