import type { Page } from '@playwright/test';

/** What hands did: keys that give commands, clicks, and characters of words. */
export interface Hands {
  readonly keys: number;
  readonly clicks: number;
  readonly characters: number;
}

interface Counting {
  hands?: { keys: number; clicks: number; characters: number };
  stopCounting?: () => void;
}

/** Counts, in the page itself, what hands do meanwhile. A key held with another counts as the one that it gives. */
export async function countHands(page: Page, act: () => Promise<void>): Promise<Hands> {
  await page.evaluate(() => {
    const counting = window as Counting;
    const hands = { keys: 0, clicks: 0, characters: 0 };
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (['Shift', 'Control', 'Meta', 'Alt'].includes(key)) return;
      const writes = target instanceof HTMLTextAreaElement && key.length === 1;
      hands[writes ? 'characters' : 'keys'] += 1;
    };
    const onPointer = () => {
      hands.clicks += 1;
    };
    addEventListener('keydown', onKey, true);
    addEventListener('pointerdown', onPointer, true);
    counting.hands = hands;
    counting.stopCounting = () => {
      removeEventListener('keydown', onKey, true);
      removeEventListener('pointerdown', onPointer, true);
    };
  });
  await act();
  return page.evaluate(() => {
    const counting = window as Counting;
    counting.stopCounting?.();
    return counting.hands ?? { keys: -1, clicks: -1, characters: -1 };
  });
}
