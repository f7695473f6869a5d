import { expect, vi } from 'vitest';
import { listenToPrinting } from '../lib/printing.ts';

listenToPrinting();

const moment = new Date(2019, 11, 20, 9, 30);
const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** Presses what prints. What `look` saw while the browser did, and the moment that it then was, in words. */
export async function printed<Seen>(
  press: () => Promise<unknown>,
  look: () => Seen,
): Promise<{ readonly seen: Seen; readonly now: string }> {
  const seen: Seen[] = [];
  const print = vi.spyOn(window, 'print').mockImplementation(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: moment });
    window.dispatchEvent(new Event('beforeprint'));
    seen.push(look());
    window.dispatchEvent(new Event('afterprint'));
    vi.useRealTimers();
  });
  await press();
  await expect.poll(() => seen.length).toBe(1);
  print.mockRestore();
  return { seen: seen[0] as Seen, now: format.format(moment) };
}
