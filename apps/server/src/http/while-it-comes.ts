import type { Readable } from 'node:stream';
import { DomainError } from '@koersvast/core/error';

/** Whoever sends nothing for so long, or less than so much in a second, has gone, or keeps a place from others. */
const IDLE_MS = 30_000;
const LEAST_PER_SECOND = 2_000;

/** Bytes as they come, from somebody who goes on sending. */
export async function* whileItComes(body: Readable): AsyncGenerator<Buffer> {
  const from = performance.now();
  let came = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => body.destroy(new DomainError('busy')), IDLE_MS);
  };
  try {
    wait();
    for await (const chunk of body) {
      // Not while it is being stored: that this server is slow is nobody's fault.
      clearTimeout(timer);
      came += chunk.length;
      const late = (performance.now() - from - IDLE_MS) / 1_000;
      if (late > 0 && came < late * LEAST_PER_SECOND) throw new DomainError('busy');
      yield chunk;
      wait();
    }
  } finally {
    clearTimeout(timer);
  }
}
