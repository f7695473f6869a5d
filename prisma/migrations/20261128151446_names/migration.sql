-- AlterTable
ALTER TABLE "tag" ADD COLUMN     "name_twin" BOOLEAN NOT NULL DEFAULT false;

-- What of a name is compared: the same as `foldName` in packages/core/src/name.ts, letter for letter.
CREATE FUNCTION "fold_name"("name" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    replace(replace(replace(replace(replace(replace(replace(replace(
      translate(
        lower(normalize(
          btrim(regexp_replace(
            regexp_replace(
              "name",
              '[\u007F-\u0084\u0086-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]',
              '', 'g'),
            '[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u2800\u3000]+',
            ' ', 'g'), ' '),
          NFD)),
        U&'авекмнорстухіјѕԁԛԝαβεζηικμνορτυχς\2010\2011\2018\2019\02BB\02BC\201C\201D',
        'abekmhopctyxijsdqwabezhikmnoptyxσ--''''''''""'),
      U&'\FB00', 'ff'), U&'\FB01', 'fi'), U&'\FB02', 'fl'), U&'\FB03', 'ffi'), U&'\FB04', 'ffl'),
      U&'\FB05', 'st'), U&'\FB06', 'st'), U&'\2026', '...'),
    'i\u0307+', 'i', 'g')
$$;

-- Siblings that look alike already stay and keep working: all but the first are left out of the rule.
UPDATE "tag" SET "name_twin" = true FROM (
  SELECT "id", row_number() OVER (PARTITION BY "project_id", "parent_id", fold_name("name") ORDER BY "position", "id") AS "place"
  FROM "tag" WHERE "archived_at" IS NULL
) AS "sibling" WHERE "sibling"."id" = "tag"."id" AND "sibling"."place" > 1;
CREATE FUNCTION "tag_is_no_twin_any_more"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."name_twin" := false;
  RETURN NEW;
END $$;
CREATE TRIGGER "tag_is_no_twin_any_more" BEFORE UPDATE OF "name", "parent_id" ON "tag" FOR EACH ROW
  WHEN (OLD."name" IS DISTINCT FROM NEW."name" OR OLD."parent_id" IS DISTINCT FROM NEW."parent_id")
  EXECUTE FUNCTION "tag_is_no_twin_any_more"();

-- Names are unique among siblings, and no longer in the whole codebook.
DROP INDEX "tag_alive_name";
CREATE UNIQUE INDEX "tag_alive_name" ON "tag" (
  "project_id", coalesce("parent_id", '00000000-0000-0000-0000-000000000000'::uuid), fold_name("name")
) WHERE "archived_at" IS NULL AND NOT "name_twin";

-- Nobody has a name without anything to see: what stands before the @ is what others know them by.
UPDATE "user" SET "name" = split_part("email", '@', 1) WHERE fold_name("name") = '';
