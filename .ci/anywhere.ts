// `npm run anywhere`: both commands of the README, each in a fresh copy, in all surroundings that have broken them or
// may. It takes as long as the tests take, for each; `-- --together` tries several at once, in three runs,
// `-- --only lang-c,turkish` chooses, `-- --parts types,unit` runs only these parts of the tests, and `-- --start-only`
// none.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ORDINARY, type Place, SURROUNDINGS, type Surrounding, TOGETHER } from './surroundings.ts';

const root = path.join(import.meta.dirname, '..');
const isRoot = process.getuid?.() === 0;
const START_WITHIN_MS = 15 * 60_000;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    parts: { type: 'string', default: '' },
    'start-only': { type: 'boolean', default: false },
    together: { type: 'boolean', default: false },
    logs: { type: 'string' },
  },
});
const names = values.only?.split(',');
const all: readonly Surrounding[] = values.together ? TOGETHER : SURROUNDINGS;
const chosen = all.filter(({ name }) => !names || names.includes(name));
const unknown = names?.filter((name) => !all.some((each) => each.name === name)) ?? [];
if (unknown.length > 0) {
  say(`There is no ${unknown.join(', ')}. There are:`);
  for (const { name, about } of all) say(`  ${name.padEnd(16)}${about}`);
  process.exit(2);
}

const logs = path.resolve(values.logs ?? (await mkdtemp(path.join(tmpdir(), 'koersvast-anywhere-logs-'))));
await mkdir(logs, { recursive: true });
let failed = 0;
for (const surrounding of chosen) {
  if (surrounding.asOther && !isRoot && !surrounding.asOrdinary) {
    say(`${surrounding.name}: left out, because only root can try it`);
    continue;
  }
  const begun = Date.now();
  const result = await tryIn(surrounding);
  if (result.failed) failed += 1;
  const seconds = Math.round((Date.now() - begun) / 1000);
  say(`${result.failed ? 'FAILED' : 'passed'}  ${surrounding.name.padEnd(16)}${result.words} (${seconds} s)`);
}
say(`\n${chosen.length - failed} passed, ${failed} failed; what they printed is in ${logs}`);
process.exitCode = failed > 0 ? 1 : 0;

/** One copy in one surrounding: `npm start` until the page is served, then `npm test`. */
async function tryIn(surrounding: Surrounding): Promise<{ failed: boolean; words: string }> {
  const base = await mkdtemp(path.join(tmpdir(), 'koersvast-anywhere-'));
  const asOther = isRoot && surrounding.asOther;
  const place: Place = {
    clone: path.join(base, surrounding.folder ?? 'clone'),
    home: path.join(base, 'home'),
  };
  const beside: (() => unknown)[] = [];
  try {
    await chmod(base, surrounding.asOther ? 0o755 : 0o700);
    await mkdir(place.home);
    copy(surrounding, place.clone);
    if (asOther) {
      spawnSync('chown', ['-R', `${ORDINARY}:${ORDINARY}`, place.clone]);
      await chown(place.home, ORDINARY, ORDINARY);
    }
    if (surrounding.homeMode !== undefined) await chmod(place.home, surrounding.homeMode);
    beside.push(...(await besides(surrounding)));
    const run = (command: string[], log: string) =>
      spawnIn(surrounding, place, asOther, command, path.join(logs, `${surrounding.name}-${log}.log`));
    const started = await start(run(['npm', 'start'], 'start'));
    if (!started.ok) return { failed: true, words: `npm start: ${started.words}` };
    if (values['start-only']) return { failed: false, words: `npm start: ${started.words}` };
    const parts = values.parts.split(',').filter(Boolean);
    const tested = run(['npm', 'test', ...(parts.length > 0 ? ['--', ...parts] : [])], 'test');
    await tested.ended;
    // npm may have something to say after it.
    const counts = [...tested.printed().matchAll(/^(\d+) passed, (\d+) failed\s*$/gm)].at(-1);
    const ok = tested.child.exitCode === 0 && counts?.[2] === '0';
    return {
      failed: !ok,
      words: `npm start: ${started.words}; npm test: ${counts?.[0].trim() ?? 'no count'}`,
    };
  } finally {
    for (const stop of beside) stop();
    await chmod(place.home, 0o700).catch(() => undefined);
    await rm(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** What is committed, as somebody would get it: a clone, or an unpacked archive without its history. */
function copy(surrounding: Surrounding, clone: string): void {
  const script = surrounding.archive
    ? 'mkdir -p "$2" && git -C "$1" archive HEAD | tar -x -C "$2"'
    : 'git clone --quiet "$1" "$2"';
  const umask = surrounding.umask ? `umask ${surrounding.umask}; ` : '';
  const { status, stderr } = spawnSync('sh', ['-c', umask + script, 'sh', root, clone], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the copy could not be made: ${stderr}`);
}

async function besides({ busy, takesPort }: Surrounding): Promise<(() => unknown)[]> {
  const stops: (() => unknown)[] = [];
  if (busy) {
    for (let core = 0; core < availableParallelism(); core += 1) {
      const child = spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' });
      stops.push(() => child.kill('SIGKILL'));
    }
  }
  if (takesPort !== undefined) {
    const server = createServer((socket) => socket.destroy());
    server.listen(takesPort, '127.0.0.1');
    // Where another program has the port already, it is as taken as it has to be.
    await Promise.race([once(server, 'listening'), once(server, 'error')]).catch(() => undefined);
    stops.push(() => server.close());
  }
  return stops;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  printed(): string;
}

function spawnIn(
  { umask, environment, homeUnset }: Surrounding,
  { clone, home }: Place,
  asOther: boolean | undefined,
  command: string[],
  log: string,
): Running {
  const child = spawn('sh', ['-c', `${umask ? `umask ${umask}; ` : ''}exec "$@"`, 'sh', ...command], {
    cwd: clone,
    env: { ...inherited(), ...(homeUnset ? {} : { HOME: home }), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(asOther ? { uid: ORDINARY, gid: ORDINARY } : {}),
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      printed += part;
    });
  }
  const ended = once(child, 'close').then(() => writeFile(log, printed));
  return { child, ended, printed: () => printed };
}

/**
 * What the machine says about itself and its network, without what belongs to this user, to the npm that runs this,
 * and to an installation that is there already.
 */
function inherited(): Record<string, string | undefined> {
  const own =
    /^(HOME|LANG|LANGUAGE|LC_.*|XDG_.*|DATA_DIR|DATABASE_.*|TEST_DATABASE_URL|INIT_CWD|npm_.*|USER|LOGNAME)$/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const outside = folders.filter((folder) => !folder.includes('node_modules')).join(path.delimiter);
  return { ...Object.fromEntries(kept), PATH: outside };
}

/** Waits until the page is served, and stops it as Ctrl+C would. */
async function start({ child, ended, printed }: Running): Promise<{ ok: boolean; words: string }> {
  const begun = Date.now();
  const address = await new Promise<string | null>((resolve) => {
    const look = setInterval(() => {
      const found = /Address\s+(http:\S+)/.exec(printed())?.[1];
      const isOver = child.exitCode !== null || Date.now() - begun > START_WITHIN_MS;
      if (!found && !isOver) return;
      clearInterval(look);
      resolve(found ?? null);
    }, 200);
  });
  const seconds = Math.round((Date.now() - begun) / 1000);
  const served = address
    ? await fetch(address).then(
        (answer) => answer.ok,
        () => false,
      )
    : false;
  if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGINT');
  await ended;
  if (!served) return { ok: false, words: printed().trim().split('\n').at(-1) ?? 'said nothing' };
  return { ok: true, words: `served after ${seconds} s` };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
