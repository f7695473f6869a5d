import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeTypeProjects } from './type-projects.ts';

/** One step of a part: a program with its arguments, run with the project's own Node. */
export interface Step {
  name: string;
  command: string[];
  environment?: Record<string, string>;
  /** Vitest and Playwright leave their counts in a file; a step without one counts as one check. */
  report?: { kind: 'vitest' | 'playwright'; file: string; mustCover?: string[] };
}

/**
 * The built app; a browser, which `npm test` finds or fetches; PostgreSQL, of which it starts one for all; the programs of
 * a cluster.
 */
export type Need = 'app' | 'browser' | 'database' | 'cluster';

export interface Part {
  name: string;
  about: string;
  needs?: readonly Need[];
  /** Begun at once beside all others, and in no lane: mostly it waits. */
  waits?: true;
  /** Where what it needs is not to be had it is left out, and the end of the run says so. */
  mayBeLeftOut?: true;
  steps: (context: { root: string; reports: string }) => Promise<Step[]>;
}

/**
 * What stands on a browser, a server or a database beside three other steps is played once more where it failed, and
 * named at the end when it passes then: a fault to be mended, of the test or of the program. What is pure is not.
 */
const ONCE_MORE = '--retry=1';

const bin = (root: string, ...names: string[]) => path.join(root, 'node_modules', ...names);

/**
 * In the order in which they are begun: what takes longest first, and what waits much (a server, a database) before what
 * computes on all cores, so that these are busy to the end.
 */
export const PARTS: readonly Part[] = [
  {
    name: 'e2e',
    about: 'journeys through the built program in a real browser (Playwright)',
    needs: ['app', 'browser'],
    steps: async ({ root, reports }) => {
      const file = path.join(reports, 'e2e.json');
      return [
        {
          name: 'e2e',
          command: [
            bin(root, '@playwright', 'test', 'cli.js'),
            'test',
            '--config',
            'e2e',
            '--retries=1',
            '--reporter=list,json',
          ],
          environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
          report: { kind: 'playwright', file },
        },
      ];
    },
  },
  {
    name: 'api',
    about: 'procedures on a real PostgreSQL (Vitest)',
    needs: ['database'],
    // The longest of all: from one process alone nobody would have anything to do beside its end.
    steps: noting(withoutIsolation('packages/api', ['--maxWorkers=2'])),
  },
  {
    name: 'server',
    about: 'the server on a real PostgreSQL (Vitest)',
    needs: ['app', 'database'],
    steps: withoutIsolation('apps/server', ['--exclude=src/faults/**']),
  },
  {
    name: 'faults',
    about: 'the server and its database, killed, cut off and late (Vitest)',
    needs: ['database'],
    // Waits, mostly, for what was killed to be there again: two files at a time, so that others begin in time.
    steps: vitest(['apps/server'], ['--no-isolate', '--maxWorkers=2', ONCE_MORE, 'src/faults/'], 'faults'),
  },
  {
    name: 'cluster',
    about: 'two servers on a PostgreSQL under Patroni, whose primary is killed (Vitest)',
    needs: ['cluster'],
    waits: true,
    mayBeLeftOut: true,
    steps: async ({ root, reports }) => {
      const folder = path.join(root, 'apps', 'server');
      const alone = ['--root', folder, '--config', path.join(folder, 'vitest.cluster.config.ts')];
      return [vitestStep({ root, reports, called: 'cluster', covering: [folder] }, [...alone, ONCE_MORE])];
    },
  },
  {
    name: 'dom',
    about: 'the text view and the web app in a real browser (Vitest)',
    needs: ['browser'],
    steps: vitest(['packages/highlighter', 'apps/web'], [ONCE_MORE]),
  },
  {
    name: 'db',
    about: 'the database itself, on a real PostgreSQL (Vitest)',
    needs: ['database'],
    steps: withoutIsolation('packages/db'),
  },
  {
    name: 'types',
    about: 'types, each workspace by itself, in one build (tsc)',
    steps: async ({ root }) => [
      {
        name: 'types',
        // Several programs at a time keep the cores busy; several checkers of one work out the same types again.
        command: [
          bin(root, 'typescript-7', 'bin', 'tsc'),
          '--build',
          await writeTypeProjects(root),
          '--checkers',
          '1',
        ],
      },
    ],
  },
  {
    name: 'unit',
    about: 'pure packages (Vitest)',
    // One process after the other takes up all that these import anew, and none of them keeps anything.
    steps: vitest(
      [
        '.ci',
        'packages/core',
        'packages/agreement',
        'packages/search',
        'packages/formats',
        'packages/contracts',
      ],
      ['--no-isolate'],
    ),
  },
  {
    name: 'size',
    about: 'what a browser fetches before each first screen (gzip)',
    needs: ['app'],
    steps: async ({ root }) => [
      { name: 'size', command: [path.join(root, 'apps', 'web', 'scripts', 'size.ts')] },
    ],
  },
  {
    name: 'unused',
    about: 'unused files, exports and dependencies (knip)',
    steps: async ({ root }) => [
      { name: 'unused', command: [bin(root, 'knip', 'bin', 'knip.js'), '--no-progress'] },
    ],
  },
  {
    name: 'imports',
    about: 'import rules (dependency-cruiser)',
    steps: async ({ root }) => [{ name: 'imports', command: [path.join(root, '.ci', 'check-imports.ts')] }],
  },
  {
    name: 'format',
    about: 'format and lint (Biome)',
    steps: async ({ root }) => [
      {
        name: 'format',
        command: [
          bin(root, '@biomejs', 'biome', 'bin', 'biome'),
          'ci',
          '--colors=off',
          '--error-on-warnings',
          '.',
        ],
      },
    ],
  },
];

/** One run over the workspaces; each of them must have a test, or a lost configuration would go unseen. */
function vitest(folders: string[], more: string[] = [], called?: string): Part['steps'] {
  return async ({ root, reports }) => {
    const name = called ?? folders.map((folder) => path.basename(folder)).join('-');
    const covering = folders.map((folder) => path.join(root, folder));
    // A workspace may have a second project, for tests in a browser, whose name begins the same.
    const projects = covering.map((folder) => `--project=${projectName(folder)}*`);
    return [vitestStep({ root, reports, called: name, covering }, [...projects, ...more])];
  };
}

interface VitestRun {
  root: string;
  reports: string;
  called: string;
  covering: string[];
}

function vitestStep({ root, reports, called, covering }: VitestRun, more: string[]): Step {
  const file = path.join(reports, `${called}.json`);
  // Generous: a slow machine is no fault of what is tested.
  const limits = ['--testTimeout=180000', '--hookTimeout=180000'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return {
    name: `vitest ${called}`,
    command: [bin(root, 'vitest', 'vitest.mjs'), 'run', ...limits, ...more, ...reporters],
    report: { kind: 'vitest', file, mustCover: covering },
  };
}

/**
 * A tenth of the time went into taking up the same modules anew for each file. What they keep, they keep by database; but
 * who puts something else in the place of a module has to be alone.
 */
function withoutIsolation(folder: string, more: string[] = []): Part['steps'] {
  return async (context) => {
    const alone = globSync('**/*.alone.test.ts', { cwd: path.join(context.root, folder, 'src') });
    return [
      ...(await vitest(
        [folder],
        ['--no-isolate', ONCE_MORE, '--exclude=**/*.alone.test.ts', ...more],
      )(context)),
      ...(alone.length > 0 ? await vitest([folder], [ONCE_MORE, '.alone.test.ts'])(context) : []),
    ];
  };
}

/** What the tests ask of the database is looked at when they have: whether projects could lie apart. */
function noting(steps: Part['steps']): Part['steps'] {
  return async (context) => {
    const environment = { KOERSVAST_STATEMENTS: path.join(context.reports, 'statements') };
    const check = { name: 'sharding', command: [path.join(context.root, '.ci', 'check-sharding.ts')] };
    return [...(await steps(context)), check].map((step) => ({ ...step, environment }));
  };
}

function projectName(folder: string): string {
  if (path.basename(folder) === '.ci') return 'ci';
  const manifest: { name: string } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return manifest.name;
}
