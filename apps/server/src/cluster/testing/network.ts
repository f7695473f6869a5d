import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** With the folders of what runs a system, which are not on everybody's path. */
export const environment = {
  ...process.env,
  PATH: [process.env.PATH, '/usr/sbin', '/sbin'].filter(Boolean).join(':'),
};

const run = (program: string, words: readonly string[]) =>
  promisify(execFile)(program, words, { env: environment });
const PREFIX = 'kv';

/** A network of its own for each machine of a cluster, which can be cut. */
export interface Network {
  /** Where programs that all machines reach listen: this machine, as they see it. */
  readonly host: string;
  /** By number, from nought on. */
  address(machine: number): string;
  /** What a command begins with that is to run on a machine. */
  on(machine: number): readonly string[];
  /** Those machines reach each other no more, and all still reach this one. */
  part(machines: readonly number[]): Promise<void>;
  /** Reaches nothing and nobody. */
  cut(machine: number): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Network namespaces on a bridge, each with one line to it; null where this machine lets nobody make any, as without
 * being root.
 */
export async function openNetwork(machines: number): Promise<Network | null> {
  const word = `${PREFIX}${process.pid.toString(36)}`;
  // Of the networks for tests of networks (RFC 2544), one for each run.
  const net = `198.18.${process.pid % 256}`;
  const bridge = `${word}br`;
  const line = (machine: number) => `${word}l${machine}`;
  const space = (machine: number) => `${word}n${machine}`;
  const all = Array.from({ length: machines }, (_, machine) => machine);
  const address = (machine: number) => `${net}.${11 + machine}`;
  const ip = (...words: string[]) => run('ip', words);
  const close = () => remove(all.map(space), [bridge]);
  try {
    await removeAbandoned();
    await ip('link', 'add', bridge, 'type', 'bridge');
    await ip('addr', 'add', `${net}.1/24`, 'dev', bridge);
    await ip('link', 'set', bridge, 'up');
    for (const machine of all) {
      const [own, inside] = [line(machine), `${line(machine)}i`];
      await ip('netns', 'add', space(machine));
      await ip('link', 'add', own, 'type', 'veth', 'peer', 'name', inside);
      await ip('link', 'set', own, 'master', bridge, 'up');
      await ip('link', 'set', inside, 'netns', space(machine));
      await ip('-n', space(machine), 'addr', 'add', `${address(machine)}/24`, 'dev', inside);
      await ip('-n', space(machine), 'link', 'set', inside, 'up');
      await ip('-n', space(machine), 'link', 'set', 'lo', 'up');
    }
  } catch {
    await close();
    return null;
  }
  return {
    host: `${net}.1`,
    address,
    on: (machine) => ['ip', 'netns', 'exec', space(machine)],
    async part(parted) {
      for (const machine of parted)
        await run('bridge', ['link', 'set', 'dev', line(machine), 'isolated', 'on']);
    },
    async cut(machine) {
      await ip('link', 'set', line(machine), 'down');
    },
    async heal() {
      for (const machine of all) {
        await run('bridge', ['link', 'set', 'dev', line(machine), 'isolated', 'off']);
        await ip('link', 'set', line(machine), 'up');
      }
    },
    close,
  };
}

/** What is on one end of a line goes with the other, and with the network that it is in. */
async function remove(spaces: readonly string[], links: readonly string[]): Promise<void> {
  for (const space of spaces) await run('ip', ['netns', 'del', space]).catch(() => undefined);
  for (const link of links) await run('ip', ['link', 'del', link]).catch(() => undefined);
}

/** A run that was killed leaves its networks behind, which nobody else would ever take away. */
async function removeAbandoned(): Promise<void> {
  const abandoned = async (shape: RegExp, ...words: string[]) => {
    const { stdout } = await run('ip', words);
    return [...stdout.matchAll(shape)].flatMap(([, name = '', pid = '']) =>
      runs(Number.parseInt(pid, 36)) ? [] : [name],
    );
  };
  await remove(
    await abandoned(new RegExp(`^(${PREFIX}([0-9a-z]+)n\\d+)\\b`, 'gm'), 'netns', 'list'),
    await abandoned(new RegExp(`: (${PREFIX}([0-9a-z]+)br): `, 'g'), '-o', 'link', 'show', 'type', 'bridge'),
  );
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
