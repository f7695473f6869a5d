import { randomUUIDv7 } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Answer, Browser } from '../../src/testing/browser.ts';
import type { Place } from './study.ts';

/** One deed of somebody; null where there is nothing to do. */
export type Deed = (nth: number) => Promise<Answer> | null;

/** Somebody who does something all the time; `longest` is how long one of their deeds took. */
export class Writer {
  longest = 0;
  written = 0;
  refused = new Map<string, number>();
  readonly #deed: Deed;
  #going = true;
  readonly #work: Promise<void>;

  constructor(deed: Deed) {
    this.#deed = deed;
    this.#work = this.#goOn();
  }

  async #goOn(): Promise<void> {
    for (let nth = 0; this.#going; nth += 1) {
      const from = performance.now();
      const doing = this.#deed(nth);
      if (doing === null) continue;
      const answer = await doing.catch(() => null);
      if (answer === null) return;
      this.longest = Math.max(this.longest, performance.now() - from);
      if (answer.status === 200) this.written += 1;
      else {
        const code = /"code":"([a-z_]+)"/.exec(answer.text)?.[1] ?? String(answer.status);
        this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Begins to measure anew. */
  begin(): void {
    this.longest = 0;
    this.written = 0;
  }

  async stop(): Promise<void> {
    this.#going = false;
    await this.#work;
  }
}

/** Codes. */
export function coding(
  browser: Browser,
  { place, tagId, text }: { place: Place; tagId: string; text: string },
): Deed {
  return (nth) => {
    const start = nth % (text.length - 200);
    const end = start + 9 + (Math.floor(nth / (text.length - 200)) % 150);
    const quote = text.slice(start, end);
    if (!quote.isWellFormed()) return null;
    const dated = { memo: null, certainty: null, madeAt: new Date().toISOString() };
    const annotation = { id: randomUUIDv7(), tagId, start, end, quote, ...dated };
    const { documentId, roundId } = place;
    return browser.post('/trpc/annotation.create', {
      opId: randomUUIDv7(),
      projectId: place.projectId,
      documentId,
      roundId,
      annotation,
    });
  };
}
