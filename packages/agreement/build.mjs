// Makes dist/, a package that Node runs without a build step of its own: JavaScript, types, read-me, licence.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const out = process.argv[2] ?? here('dist');

rmSync(out, { recursive: true, force: true });
execFileSync(process.execPath, [tsc, '-p', here('tsconfig.build.json'), '--outDir', out], {
  stdio: 'inherit',
});

const { name, version, description, license, type } = JSON.parse(readFileSync(here('package.json'), 'utf8'));
const manifest = {
  name,
  version,
  description,
  license,
  type,
  sideEffects: false,
  engines: { node: '>=20' },
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  files: ['**/*.js', '**/*.d.ts'],
};
writeFileSync(`${out}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(here('README.md'), `${out}/README.md`);
copyFileSync(here('../../LICENSE'), `${out}/LICENSE`);
