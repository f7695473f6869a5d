// Loads what the server loads and reads a file of each kind, and writes which files were opened, one on a line.
import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const opened = new Set<string>();
registerHooks({
  load(url, context, next) {
    opened.add(url);
    return next(url, context);
  },
});
for (const [holder, names] of [
  [fs, ['readFileSync', 'readFile', 'openSync']],
  [fs.promises, ['readFile', 'open']],
] as const)
  for (const name of names) {
    const own: unknown = Reflect.get(holder, name);
    if (typeof own !== 'function') continue;
    Reflect.set(holder, name, (...args: unknown[]): unknown => {
      opened.add(String(args[0]));
      return Reflect.apply(own, holder, args);
    });
  }
syncBuiltinESMExports();

const root = path.join(import.meta.dirname, '..');
await import('../apps/server/src/http.ts');
const { doTask } = await import('../packages/api/src/work/tasks.ts');
const fixtures = path.join(root, 'packages/formats/fixtures/files');
const byKind = new Map(fs.readdirSync(fixtures).map((name) => [path.extname(name), name]));
for (const name of byKind.values()) {
  const given = { file: path.join(fixtures, name) };
  const options = { encoding: null, mapping: null, details: null, mends: [], language: 'nl' };
  await doTask('intake.read', [[{ given, path: name, options }]]);
}
process.stdout.write([...opened].join('\n'));
