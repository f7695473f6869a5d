import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface SlowLine {
  /** Where the database is when it is reached by this line. */
  readonly url: string;
  /** How much later everything arrives that the database says, in milliseconds. */
  delayMs: number;
  close(): Promise<void>;
}

/** A line to a database that is far away: each answer comes later, and none overtakes another. */
export async function openSlowLine(databaseUrl: string): Promise<SlowLine> {
  const far = new URL(databaseUrl);
  const ends = new Set<Socket>();
  const proxy = createServer((near) => {
    const other = connect(Number(far.port), far.hostname);
    let said = Promise.resolve();
    const later = (say: () => void) => {
      const due = performance.now() + line.delayMs;
      said = said.then(() => wait(Math.max(0, due - performance.now()))).then(say);
    };
    near.pipe(other);
    other.on('data', (bytes) => later(() => near.write(bytes)));
    for (const [end, opposite] of [
      [near, other],
      [other, near],
    ] as const) {
      ends.add(end);
      end.on('error', () => undefined);
      end.once('close', () => {
        ends.delete(end);
        later(() => opposite.destroy());
      });
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (typeof address !== 'object' || !address) throw new Error('the line has no port');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${address.port}`;
  const line: SlowLine = {
    url: url.toString(),
    delayMs: 0,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const end of ends) end.destroy();
      }),
  };
  return line;
}
