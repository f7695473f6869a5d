export { type Database, type DatabaseOptions, openDatabase } from './connect.ts';
export { type EmbeddedDatabase, type EmbeddedEvent, openEmbedded } from './embedded/embedded.ts';
export { migrate } from './migrate.ts';
export { StartRefusal } from './start-refusal.ts';
