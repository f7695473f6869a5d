import { existsSync } from 'node:fs';
import path from 'node:path';
import { StartRefusal } from '@koersvast/db';
import { runCommandLine } from './command-line.ts';
import { openConfiguredDatabase } from './database.ts';
import { readEnvironment } from './environment.ts';
import { readSettings } from './settings.ts';

const complain = (line: string) => process.stderr.write(`${line}\n`);

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    open: async () => {
      const settings = readSettings(readEnvironment());
      if (!settings.database && !existsSync(path.join(settings.dataDir, 'postgres'))) {
        throw new StartRefusal(
          `There is no Koersvast in ${settings.dataDir}: set DATA_DIR to its data folder.`,
        );
      }
      return openConfiguredDatabase(settings, complain);
    },
    say: (line) => process.stdout.write(`${line}\n`),
    complain,
  });
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  complain(error.message);
  process.exitCode = 1;
}
