import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { findViolations } from './cruise.ts';

const root = path.join(import.meta.dirname, '..');
const { modules, violations } = await findViolations(root, ['apps', 'packages', 'e2e']);

for (const { rule, from, to } of violations) process.stdout.write(`${rule}: ${from} -> ${to}\n`);

// A checker that sees nothing also reports nothing.
const workspaces = [
  ...(await readdir(path.join(root, 'packages'))).map((name) => `packages/${name}`),
  ...(await readdir(path.join(root, 'apps'))).map((name) => `apps/${name}`),
];
const unseen = workspaces.filter(
  (workspace) => !modules.some((module) => module.startsWith(`${workspace}/`)),
);
for (const workspace of unseen) process.stdout.write(`no module of ${workspace} was read\n`);

process.stdout.write(`${modules.length} modules, ${violations.length} forbidden imports\n`);
process.exitCode = violations.length + unseen.length > 0 ? 1 : 0;
