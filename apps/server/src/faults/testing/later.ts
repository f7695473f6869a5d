import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A migration that no program has yet, and that comes after all that there ever are. */
interface Later {
  readonly name: string;
  readonly sql: string;
}

/**
 * More than any release would do at once: a column in every table (empty where rows exist, as CONTRIBUTING.md asks), a
 * table, an index, a value of an enum.
 */
export const laterExpand: Later = {
  name: '99991231235958_later',
  sql: `-- expand
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN "later" jsonb', name);
  END LOOP;
END $$;
CREATE TABLE "later" (id uuid PRIMARY KEY, project_id uuid REFERENCES project (id));
CREATE INDEX later_annotation ON annotation (created_at);
ALTER TYPE "search_piece" ADD VALUE 'later';
`,
};

/** Takes away what the one above has brought. */
export const laterContract: Later = {
  name: '99991231235959_later_is_over',
  sql: `-- contract: nothing has written it since the version before
ALTER TABLE annotation DROP COLUMN "later";
DROP TABLE "later";
`,
};

/** Puts it into a folder of migrations. */
export async function addLater(folder: string, { name, sql }: Later): Promise<void> {
  await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}
