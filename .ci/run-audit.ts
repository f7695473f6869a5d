import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Advisory, EXCEPTION_DAYS, type Exception, faultsOf, judge, readAudit } from './audit.ts';

// `npm run audit`: known faults of all that the lockfile names, for every platform, but for those that
// audit-exceptions.json explains. Ends with 1 where one is left, with 2 where nobody could be asked.

const root = path.join(import.meta.dirname, '..');
const exceptions: Exception[] = JSON.parse(
  readFileSync(process.argv[2] ?? path.join(import.meta.dirname, 'audit-exceptions.json'), 'utf8'),
);
const day = new Date().toISOString().slice(0, 10);
const say = (line: string) => process.stdout.write(`${line}\n`);
const tell = (why: string, advisories: readonly Advisory[]) => {
  for (const { id, package: name, severity, title, url } of advisories)
    say(`${why}: ${name}, ${severity}: ${title} (${id}, ${url})`);
};

const { stdout, error } = spawnSync('npm', ['audit', '--json', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
  maxBuffer: 100 * 2 ** 20,
});
const found = readAudit(error ? error.message : stdout);
if ('unanswered' in found) {
  say(
    `Nothing was looked at: the registry answers no audits (${found.unanswered}). Ask where one answers, with npm_config_registry before the command.`,
  );
  process.exitCode = 2;
} else {
  const { open, old, excepted, idle } = judge(found, exceptions, day);
  const faults = faultsOf(exceptions, day);
  tell('Known fault', open);
  tell(`Explained more than ${EXCEPTION_DAYS} days ago, look again`, old);
  tell('Explained', excepted);
  for (const { advisory, package: name } of idle)
    say(`No longer named, take it out of audit-exceptions.json: ${advisory} of ${name}`);
  for (const fault of faults) say(`audit-exceptions.json: ${fault}`);
  const wrong = open.length + old.length + idle.length + faults.length;
  say(`${found.length} known faults, ${excepted.length} of them explained; ${wrong} to be looked at.`);
  process.exitCode = wrong === 0 ? 0 : 1;
}
