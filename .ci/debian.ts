import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** Whether packages of the distribution can be installed here at all. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

interface Limits {
  /** In which all that is to be fetched has come; what has come by then stays, and nothing of it is installed. */
  readonly fetchMs?: number;
}

/** From the lists of packages as they are; where these are missing or old, from new ones. Whether they are there. */
export async function install(
  names: readonly string[],
  { fetchMs = 600_000 }: Limits = {},
): Promise<boolean> {
  const until = performance.now() + fetchMs;
  const left = () => Math.ceil(Math.max(1, until - performance.now()));
  // Without a network it is known soon; whoever else installs something is waited for.
  const patience = ['Acquire::Retries=0', 'Acquire::http::Timeout=10', 'DPkg::Lock::Timeout=60'];
  const options = patience.flatMap((each) => ['-o', each]);
  const command = [...options, 'install', '-y', '-qq', '--no-install-recommends', ...names];
  const fetched = () => run('apt-get', [...command, '--download-only'], left());
  if (
    !(await fetched()) &&
    !((await run('apt-get', [...options, 'update', '-qq'], left())) && (await fetched()))
  )
    return false;
  // What is half installed would be in the way of whoever installs next.
  return withoutServices(() => run('apt-get', command, 600_000));
}

/** Asked by Debian's packages before they start what they bring. */
const POLICY = '/usr/sbin/policy-rc.d';

/** So that no server is started that nobody here asked for, and that would go on after the tests. */
async function withoutServices<T>(installing: () => Promise<T>): Promise<T> {
  if (existsSync(POLICY)) return installing();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await installing();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

/** Whether it ended well. */
export function run(program: string, args: string[], timeout = 600_000): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
