import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MIGRATIONS_FOLDER } from '../src/migration-history.ts';

export const SCHEMA = fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url));
/** What the migrations so far lead to: the next one starts from here. */
export const SCHEMA_AT_LAST_MIGRATION = path.join(MIGRATIONS_FOLDER, 'schema-at-last-migration.prisma');
