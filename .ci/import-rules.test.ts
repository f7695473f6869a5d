import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations, type Violation } from './cruise.ts';
import { importRules, ROOMS } from './import-rules.ts';

/** File, what it holds, and the rule that must report it (null: it is allowed). */
const PLANTED: [file: string, source: string, rule: string | null][] = [
  ['packages/core/src/to-package.ts', "import '@koersvast/contracts';", 'core-imports'],
  ['packages/core/src/to-node.ts', "import 'node:fs';", 'core-pure'],
  ['packages/core/src/to-npm.ts', "import 'zod';", 'core-pure'],
  [
    'packages/core/src/type-of-db.ts',
    "import type { x } from '@koersvast/db'; export type Y = typeof x;",
    'core-imports',
  ],
  ['packages/core/src/tested.test.ts', "import 'node:fs';", null],
  ['packages/core/src/cycle-a.ts', "import { b } from './cycle-b.ts'; export const a = () => b;", 'no-cycle'],
  // A type leads back as well, over a file that every room knows.
  [
    'packages/api/src/annotation/made.ts',
    "import type { Context } from '../carried.ts'; export interface Made { context: Context }",
    'no-type-cycle',
  ],
  [
    'packages/formats/src/inline.ts',
    "import type { Story } from './story.ts'; export interface Inline { story: Story }",
    'no-type-cycle',
  ],
  [
    'apps/web/src/features/document/panel.ts',
    "import type { Screen } from './screen.ts'; export interface Panel { screen: Screen }",
    'no-type-cycle',
  ],
  ['packages/core/src/nowhere.ts', "import './not-there.ts';", 'resolvable'],
  ['packages/agreement/src/to-core.ts', "import '@koersvast/core';", 'agreement-imports'],
  ['packages/agreement/src/to-npm.ts', "import 'zod';", 'agreement-pure'],
  ['packages/search/src/to-core.ts', "import '@koersvast/core';", null],
  ['packages/search/src/to-contracts.ts', "import '@koersvast/contracts';", 'search-imports'],
  ['packages/search/src/to-npm.ts', "import 'zod';", 'search-pure'],
  ['packages/search/src/to-node.ts', "import 'node:fs';", 'search-pure'],
  ['packages/formats/src/to-core.ts', "import '@koersvast/core';", null],
  ['packages/formats/src/to-db.ts', "import '@koersvast/db';", 'formats-imports'],
  ['packages/formats/src/to-node.ts', "import 'node:fs';", 'formats-pure'],
  ['packages/contracts/src/to-zod.ts', "import 'zod'; import '@koersvast/core';", null],
  ['packages/contracts/src/to-db.ts', "import '@koersvast/db';", 'contracts-imports'],
  ['packages/contracts/src/to-npm.ts', "import 'pg';", 'contracts-pure'],
  ['packages/db/src/to-api.ts', "import '@koersvast/api';", 'db-imports'],
  ['packages/api/src/to-db.ts', "import '@koersvast/db'; import '@koersvast/agreement';", null],
  ['packages/api/src/tag/tag.ts', "import '../place/place.ts'; import '../to-db.ts';", null],
  ['packages/api/src/place/place.ts', 'export const place = 1;', null],
  // Each room to the last one, a type as well.
  ...ROOMS.slice(0, -1).map((room): [string, string, string] => [
    `packages/api/src/${room}/to-last.ts`,
    `import type { x } from '../${ROOMS.at(-1)}/last.ts'; export type Y = typeof x;`,
    `api-${room}-below`,
  ]),
  [`packages/api/src/${ROOMS.at(-1)}/last.ts`, "import '../tag/tag.ts'; export const x = 1;", null],
  ['packages/api/src/floor.ts', "import './tag/tag.ts';", 'api-floor'],
  ['packages/api/src/new-room/room.ts', 'export const room = 1;', null],
  ['packages/api/src/work/to-new-room.ts', "import '../new-room/room.ts';", 'api-room-in-order'],
  ['packages/api/src/to-generated.ts', "import '../../db/src/generated/client.ts';", 'db-only-prisma'],
  ['packages/api/src/to-testing.ts', "import '@koersvast/db/testing';", 'no-testing-in-prod'],
  ['packages/api/src/to-server.ts', "import '../../../apps/server/src/main.ts';", 'api-imports'],
  ['packages/highlighter/src/to-node.ts', "import 'node:path';", 'node-free-view'],
  ['packages/highlighter/src/to-contracts.ts', "import '@koersvast/contracts';", 'highlighter-imports'],
  ['apps/server/src/main.ts', "import '@koersvast/api';", null],
  ['apps/server/src/to-web.ts', "import '../../web/src/app/app.ts';", 'server-imports'],
  [
    'apps/web/src/app/app.ts',
    "import '../features/tag/tag.ts'; import '../features/document/document.ts';",
    null,
  ],
  ['apps/web/src/app/to-db.ts', "import '@koersvast/db';", 'web-imports'],
  [
    'apps/web/src/data/api-type.ts',
    "import type { x } from '@koersvast/api'; export type R = typeof x;",
    null,
  ],
  [
    'apps/web/src/data/api-value.ts',
    "import { x } from '@koersvast/api'; export const y = x;",
    'web-takes-a-type',
  ],
  ['apps/web/src/lib/to-data.ts', "import '../data/data.ts';", 'lib-leaf'],
  [
    'apps/web/src/lib/to-noun.ts',
    "import type { x } from '@koersvast/contracts'; export type Y = typeof x;",
    'lib-leaf',
  ],
  ['apps/web/src/lib/to-core.ts', "import '@koersvast/core';", 'lib-leaf'],
  ['apps/web/src/lib/to-merge.ts', "import '../../../../packages/core/src/merge.ts';", null],
  ['packages/core/src/merge.ts', 'export const merge = 1;', null],
  ['apps/web/src/data/data.ts', 'export const data = 1;', null],
  ['apps/web/src/data/to-ui.ts', "import '../ui/ui.ts';", 'data-floor'],
  ['apps/web/src/ui/ui.ts', 'export const ui = 1;', null],
  ['apps/web/src/ui/to-part.ts', "import '../parts/tag/part.ts';", 'ui-floor'],
  ['apps/web/src/parts/tag/part.ts', "import '../../ui/ui.ts'; import '../../data/data.ts';", null],
  ['apps/web/src/parts/tag/to-feature.ts', "import '../../features/tag/tag.ts';", 'parts-floor'],
  ['apps/web/src/features/tag/tag.ts', "import './part.ts';", null],
  ['apps/web/src/features/tag/part.ts', 'export const part = 1;', null],
  ['apps/web/src/features/document/document.ts', 'export const document = 1;', null],
  ['apps/web/src/features/document/to-tag.ts', "import '../tag/tag.ts';", 'feature-isolation'],
  ['apps/web/src/features/document/to-app.ts', "import '../../app/app.ts';", 'features-below-app'],
];

let root: string;
let violations: Violation[];
let modules: string[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'koersvast-planted-'));
  await mkdir(path.join(root, 'node_modules/@koersvast'), { recursive: true });
  for (const name of ['core', 'agreement', 'formats', 'contracts', 'db', 'api', 'highlighter']) {
    await plant(
      `packages/${name}/package.json`,
      JSON.stringify({
        name: `@koersvast/${name}`,
        type: 'module',
        exports: { '.': './src/index.ts', './testing': './src/testing/index.ts' },
      }),
    );
    await plant(`packages/${name}/src/index.ts`, 'export const x = 1;');
    await symlink(path.join(root, 'packages', name), path.join(root, 'node_modules/@koersvast', name));
  }
  // A cycle is reported once, at one of its modules.
  await plant('packages/core/src/cycle-b.ts', "import { c } from './cycle-c.ts'; export const b = () => c;");
  await plant('packages/core/src/cycle-c.ts', "import { a } from './cycle-a.ts'; export const c = () => a;");
  await plant(
    'packages/api/src/carried.ts',
    "import type { Tasks } from './work/work.ts'; export interface Context { tasks: Tasks }",
  );
  await plant(
    'packages/api/src/work/work.ts',
    "import type { Made } from '../annotation/made.ts'; export interface Tasks { made: Made }",
  );
  await plant(
    'packages/formats/src/story.ts',
    "import type { Inline } from './inline.ts'; export interface Story { inlines: Inline[] }",
  );
  await plant(
    'apps/web/src/features/document/screen.ts',
    "import type { Panel } from './panel.ts'; export interface Screen { panel: Panel }",
  );
  await plant('packages/db/src/testing/index.ts', 'export const x = 1;');
  await plant('packages/db/src/generated/client.ts', 'export const x = 1;');
  for (const name of ['zod', 'pg']) {
    await plant(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    await plant(`node_modules/${name}/index.js`, '');
  }
  for (const [file, source] of PLANTED) await plant(file, source);
  ({ violations, modules } = await findViolations(root, ['apps', 'packages']));
}, 60_000);

afterAll(() => rm(root, { recursive: true, force: true }));

async function plant(file: string, content: string): Promise<void> {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content);
}

test.each(PLANTED)('%s: %s', (file, _source, rule) => {
  expect(modules).toContain(file);
  const reported = violations.filter(({ from }) => from === file).map((violation) => violation.rule);
  expect([...new Set(reported)]).toEqual(rule === null ? [] : [rule]);
});

test('every rule is shown to see something', () => {
  const shown = new Set(PLANTED.map(([, , rule]) => rule));
  expect(importRules.map(({ name }) => name).filter((name) => name && !shown.has(name))).toEqual([]);
});
