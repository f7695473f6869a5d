import { existsSync } from 'node:fs';
import path from 'node:path';

/** The environment, completed by the file `.env` at the root where there is one: settings come from nowhere else. */
export function readEnvironment(): Record<string, string | undefined> {
  const file = path.join(import.meta.dirname, '../../../.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}
