import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agreementScripts, type ScriptLanguage, scriptLanguages } from '../src/agreement/script.ts';

const commands = { python: 'python3', r: 'Rscript' } as const;

/** The languages of scripts that this machine has; of the others it is said that they are left out. */
export function languagesHere(): readonly ScriptLanguage[] {
  return scriptLanguages.filter((language) => {
    if (!spawnSync(commands[language], ['--version']).error) return true;
    process.stdout.write(`Left out: the script in ${language}, ${commands[language]} is not here.\n`);
    return false;
  });
}

/** What a script prints of an `agreement_spans.csv` that is named on its line. */
export function runScript(language: ScriptLanguage, spans: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'agreement-script-'));
  try {
    const { fileName, text } = agreementScripts[language];
    const [script, data] = [join(folder, fileName), join(folder, 'agreement_spans.csv')];
    writeFileSync(script, text);
    writeFileSync(data, spans);
    const run = spawnSync(commands[language], [script, data], { encoding: 'utf8' });
    if (run.error) throw run.error;
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
