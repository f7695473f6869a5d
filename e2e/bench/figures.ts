import type { Page } from '@playwright/test';

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** Paragraphs of plain Dutch words with a fixed seed, so that every run reads the same text. */
export function longText(characters: number): string {
  const words =
    'het kabinet hecht aan de dialoog met Rusland en aan druk waar dat nodig is voor onze veiligheid'.split(
      ' ',
    );
  let state = 20261123;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  let text = 'Een lange brief\n\n';
  while (text.length < characters) {
    const count = 60 + next(60);
    const paragraph = Array.from({ length: count }, () => words[next(words.length)]).join(' ');
    text += `${paragraph}.\n\n`;
  }
  return text.trim();
}

/** The longest and the 98th percentile of what the browser counts as interactions, as INP does. */
export async function watchInteractions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = new Map<number, number>();
    const began = performance.now();
    const { interactionCount: before } = performance;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
        // What was done before this was asked is somebody else's.
        if (!entry.interactionId || entry.startTime < began) continue;
        seen.set(entry.interactionId, Math.max(seen.get(entry.interactionId) ?? 0, entry.duration));
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    Object.assign(window, { interactionDurations: seen, interactionsBefore: before });
  });
}

/**
 * How long each took. The browser counts them itself: a double click is two, and a key held for another is one more.
 * Of those that took less than 16 ms it tells nothing else, so they stand here as 0.
 */
export async function interactionDurations(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const { interactionDurations, interactionsBefore } = window as unknown as {
      interactionDurations: Map<number, number>;
      interactionsBefore: number;
    };
    const told = [...interactionDurations.values()];
    return [
      ...Array<number>(Math.max(0, performance.interactionCount - interactionsBefore - told.length)).fill(0),
      ...told,
    ];
  });
}

/** Milliseconds from a click on a link until the text of a letter, and its first annotation, are in the page. */
export async function openingOf(page: Page, title: string): Promise<{ readable: number; painted: number }> {
  const link = page.getByRole('link', { name: title });
  await link.waitFor();
  const [readable, painted] = await link.evaluate(
    (element: HTMLElement) =>
      new Promise<[number, number]>((resolve) => {
        const began = performance.now();
        let readableAt = 0;
        const look = () => {
          const now = performance.now() - began;
          if (!readableAt && document.querySelector('.kv-block')) readableAt = now;
          if (document.querySelector('.kv-mark')) resolve([readableAt, now]);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        element.click();
      }),
  );
  return { readable, painted };
}

/** The moment at which an annotation is marked in the text on the screen, with its layer or without; fails after `limit` milliseconds. */
export async function shownAt(page: Page, annotationId: string, limit: number): Promise<number> {
  return page.evaluate(
    ([id, longest]) =>
      new Promise<number>((resolve, reject) => {
        const look = () => {
          if (document.querySelector(`.kv-mark[data-id$="${id}"]`) === null) return;
          observer.disconnect();
          clearTimeout(given);
          requestAnimationFrame(() => resolve(Date.now()));
        };
        const observer = new MutationObserver(look);
        const given = setTimeout(() => {
          observer.disconnect();
          reject(new Error(`An annotation was not shown to another person within ${longest} ms.`));
        }, longest);
        observer.observe(document.body, { childList: true, subtree: true });
        look();
      }),
    [annotationId, limit] as const,
  );
}
