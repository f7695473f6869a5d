import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
const installed = join(folder, 'node_modules', '@koersvast', 'agreement');

// npm writes nothing but with a cache, and whoever tests may have a home that cannot be written.
const env = { ...process.env, npm_config_cache: join(folder, 'npm-cache') };
const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** The first block of a language in the read-me. */
function block(language: string): string {
  const [, rest = ''] = readFileSync(join(root, 'README.md'), 'utf8').split(`\`\`\`${language}\n`);
  return rest.split('```')[0] ?? '';
}

beforeAll(() => {
  run(process.execPath, ['build.mjs', join(folder, 'dist')], root);
  const tarball = run('npm', ['pack', '--silent', '--pack-destination', folder], join(folder, 'dist')).trim();
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1'], folder);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('runs the example of the read-me from the packed package', () => {
  writeFileSync(join(folder, 'example.mts'), block('ts'));
  expect(run(process.execPath, ['example.mts'], folder)).toBe(block('text'));
});

test('is plain JavaScript with types, a read-me and a licence, and without dependencies', () => {
  const script = `
    const { krippendorffAlpha, readCoding, tallyCoding } = await import('@koersvast/agreement');
    process.stdout.write(String(krippendorffAlpha(tallyCoding(readCoding({ values: [[1, 2], [1, 1]] }))).value));
  `;
  expect(run(process.execPath, ['--input-type=module', '--no-strip-types', '--eval', script], folder)).toBe(
    '0',
  );
  for (const file of ['index.js', 'index.d.ts', 'README.md', 'LICENSE']) {
    expect(readFileSync(join(installed, file), 'utf8').length).toBeGreaterThan(100);
  }
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: '@koersvast/agreement', license: 'MIT', type: 'module' });
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('private');
});
