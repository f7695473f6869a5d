import type { Prisma } from './generated/client.ts';
import { sql } from './sql.ts';

/*
 * A letter that was read again is several documents, its readings: one of them is worked on, those before it were
 * replaced, and one that was taken back is neither. In two forms, for models and in SQL.
 */

/** Whether a document is the reading of its letter that is worked on, or was when the letter was removed. */
export const standsAsLetter: Prisma.DocumentWhereInput = {
  replacedById: null,
  OR: [{ renditionOfId: null }, { replaces: { some: {} } }],
};

/** The same on the table "document". */
export const whereStandsAsLetter = sql`("document"."replaced_by_id" IS NULL AND ("document"."rendition_of_id" IS NULL
  OR EXISTS (SELECT 1 FROM document AS older WHERE older.project_id = "document"."project_id"
    AND older.replaced_by_id = "document"."id")))`;
