-- The result of a refused undo held the name of whoever had changed the thing since. Rows hold member ids, never
-- names: the name is looked up when the refusal is told.
ALTER TABLE "operation" DISABLE TRIGGER "operation_is_append_only";

UPDATE "operation" SET "result" = "result" #- '{refusal,details,who}'
  WHERE "result" #> '{refusal,details}' ? 'who';

ALTER TABLE "operation" ENABLE TRIGGER "operation_is_append_only";
