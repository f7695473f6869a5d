import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startTestCluster } from '../packages/db/src/testing/cluster.ts';
import { type Edit, type Plant, type PlantedFile, plantedText } from './plant.ts';
import { field } from './plant-field.ts';
import { noun } from './plant-noun.ts';

/*
 * What it takes to add a field of an annotation, or a noun: both are planted in a copy of the tree. First file by file,
 * as whoever adds it would be led from error to error; then with each thing left out in turn, which must not go
 * unnoticed: by the compiler, or where it cannot know, by a test.
 */

const { values } = parseArgs({ options: { only: { type: 'string' }, keep: { type: 'boolean' } } });
const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
/** The programs that are shipped, in the order in which they use one another. */
const PROGRAMS = ['core', 'formats', 'contracts', 'db', 'api'].map((name) => `packages/${name}`);
const ALL = [...PROGRAMS, 'apps/server', 'apps/web'];
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Runs a program of the copy; what it wrote, or null where it ended well. */
async function complaint(tree: string, args: readonly string[], env: object = {}): Promise<string | null> {
  try {
    await run(process.execPath, [...args], { cwd: tree, env: { ...process.env, ...env }, maxBuffer: 1e8 });
    return null;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`;
  }
}

async function copyTree(): Promise<string> {
  const tree = await mkdtemp(path.join(tmpdir(), 'koersvast-noun-'));
  const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    maxBuffer: 1e8,
  });
  for (const file of stdout.split('\0').filter((each) => each !== ''))
    await cp(path.join(root, file), path.join(tree, file)).catch(() => undefined);
  const modules = path.join(root, 'node_modules');
  await mkdir(path.join(tree, 'node_modules'));
  for (const name of await readdir(modules)) {
    if (name === '.cache') continue;
    const own = name === '@koersvast';
    // Our own packages are those of the copy.
    if (own)
      await cp(path.join(modules, name), path.join(tree, 'node_modules', name), {
        recursive: true,
        verbatimSymlinks: true,
      });
    else await symlink(path.join(modules, name), path.join(tree, 'node_modules', name));
  }
  return tree;
}

async function generate(tree: string): Promise<void> {
  const failed = await complaint(tree, ['packages/db/scripts/generate.ts']);
  if (failed !== null) throw new Error(failed);
}

/** Tests that spell a whole row break with it, as they should; what is asked here is what is shipped. */
const isTest = (file: string) =>
  /\.test\.tsx?$|\/(testing|bench)\//.test(file) && !file.endsWith('/planted.test.ts');

/** The programs that a file can break: its own and those that come after. */
function programsOf(file: string): readonly string[] {
  const at = ALL.findIndex((program) => file.startsWith(`${program}/`));
  return ALL.slice(at < 0 ? ALL.indexOf('packages/db') : at);
}

/** The files of which the compiler complains, of the first programs that do not hold, or of all. */
async function typeErrors(tree: string, programs: readonly string[], first: boolean): Promise<string[]> {
  const files = new Set<string>();
  for (const program of programs) {
    // It remembers what held, and looks again only at what a planted file can have changed.
    const memory = path.join(tree, 'node_modules', `${path.basename(program)}.tsbuildinfo`);
    const told = await complaint(tree, [
      ...['node_modules/typescript-7/bin/tsc', '--noEmit', '-p', program],
      ...['--incremental', '--tsBuildInfoFile', memory],
    ]);
    for (const [line, file] of (told ?? '').matchAll(/^(\S+?)\(\d+,\d+\): error.*/gm)) {
      if (!file || isTest(file)) continue;
      files.add(file);
      if (values.keep) say(`      ${line}`);
    }
    if (told !== null && !/: error/.test(told)) throw new Error(told);
    if (first && files.size > 0) break;
  }
  return [...files].sort();
}

async function main(plant: Plant, clusterUrl: string): Promise<boolean> {
  const tree = await copyTree();
  const good: boolean[] = [];
  /** What stood in a file of the copy before anything was planted. */
  const originals = new Map<string, string>();
  const original = async (file: string) => {
    const known = originals.get(file) ?? (await readFile(path.join(tree, file), 'utf8').catch(() => ''));
    originals.set(file, known);
    return known;
  };
  const write = async (planted: PlantedFile, leftOut: readonly Edit[] = []) => {
    const target = path.join(tree, planted.file);
    const put = plantedText(await original(planted.file), planted, leftOut);
    await mkdir(path.dirname(target), { recursive: true });
    if (put === '') await rm(target, { force: true });
    else await writeFile(target, put);
    if (planted.file.endsWith('.prisma')) await generate(tree);
  };
  const tests = async () => {
    const env = { TEST_DATABASE_URL: clusterUrl };
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=60000'];
    const files = ['packages/api/src/planted.test.ts', 'packages/db/src/stored.test.ts', '.ci/words.test.ts'];
    const told = await complaint(tree, [...vitest, ...files], env);
    if (told === null) return null;
    const failed = files.filter((file) => new RegExp(`FAIL.*${path.basename(file)}`).test(told));
    if (failed.length === 0 || values.keep) say(told.slice(-2_000));
    return failed[0] ?? 'a test';
  };
  try {
    await generate(tree);
    say(`\n${plant.name}, from error to error:`);
    const [declared, ...others] = plant.files;
    if (!declared) throw new Error('a plant of nothing');
    await write(declared);
    say(`  ${declared.file}: it is declared here`);
    let waiting = others;
    for (;;) {
      const wrong = await typeErrors(tree, ALL, false);
      if (wrong.length === 0) break;
      const asked = waiting.filter(({ file }) => wrong.includes(file));
      // What nobody has yet is not complained of: it is what others miss.
      const made = waiting.filter(({ edits }) => edits.every(({ find }) => find === null));
      const led = asked.length > 0 ? asked : made.length > 0 ? made : waiting;
      if (waiting.length === 0) {
        say(`  still wrong: ${wrong.join(', ')}`);
        good.push(false);
        break;
      }
      for (const each of led) {
        await write(each);
        say(
          `  ${each.file}: ${wrong.includes(each.file) ? 'the compiler asks for it' : 'what the others lead to'}`,
        );
      }
      waiting = waiting.filter((each) => !led.includes(each));
    }
    for (const each of waiting) {
      await write(each);
      say(`  ${each.file}: a test asks for it`);
    }
    await writeFile(path.join(tree, 'packages/api/src/planted.test.ts'), plant.test);
    const failed = (await typeErrors(tree, ['packages/api'], true)).join(', ') || (await tests());
    say(failed ? `  does not work: ${failed}` : '  and it works: types and tests hold');
    good.push(!failed);
    const { most } = plant;
    const files = plant.files.filter(({ file }) => !isTest(file));
    say(`  ${files.length} files (at most ${most})`);
    good.push(files.length <= most);
    say('  with one thing left out:');
    for (const planted of plant.files.slice(1))
      for (const edit of planted.edits.filter(({ helps }) => !helps)) {
        await write(
          planted,
          planted.edits.length === 2 && planted.edits.some(({ helps }) => helps) ? planted.edits : [edit],
        );
        const [asked] = await typeErrors(tree, programsOf(planted.file), true);
        const noticed = asked ?? (await tests());
        const what = edit.put.trim().split('\n')[0]?.slice(0, 60);
        say(`    ${noticed ? 'noticed' : 'SILENT '} ${planted.file}: ${what} -> ${noticed ?? 'nobody'}`);
        good.push(noticed !== null);
        await write(planted);
      }
  } finally {
    if (values.keep) say(`kept: ${tree}`);
    else await rm(tree, { recursive: true, force: true });
  }
  return good.every(Boolean);
}

const cluster = await startTestCluster();
let proven = true;
try {
  for (const [name, plant] of Object.entries({ field, noun }))
    if (values.only === undefined || values.only === name)
      proven = (await main(plant, cluster.url)) && proven;
} finally {
  await cluster.stop();
}
say(proven ? '\nNothing can be forgotten in silence.' : '\nNot proven.');
process.exitCode = proven ? 0 : 1;
