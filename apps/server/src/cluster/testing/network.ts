import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

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
  const word = `kv${process.pid.toString(36)}`;
  // Of the networks for tests of networks (RFC 2544), one for each run.
  const net = `198.18.${process.pid % 256}`;
  const bridge = `${word}br`;
  const line = (machine: number) => `${word}l${machine}`;
  const space = (machine: number) => `${word}n${machine}`;
  const all = Array.from({ length: machines }, (_, machine) => machine);
  const address = (machine: number) => `${net}.${11 + machine}`;
  const ip = (...words: string[]) => run('ip', words);
  const close = async () => {
    for (const machine of all) await ip('netns', 'del', space(machine)).catch(() => undefined);
    await ip('link', 'del', bridge).catch(() => undefined);
  };
  try {
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
