import type { Answer, Question } from '../message.ts';

/** A process in which reading goes wrong in the way that the text says. */
const deeds: Readonly<Record<string, () => unknown>> = {
  'takes for ever': () => {
    for (;;);
  },
  'takes all memory': () => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, each) => `${each} ${kept.length}`));
  },
  ends: () => process.exit(3),
  breaks: () => {
    throw new Error('broken');
  },
};

process.on('message', ({ input: [deed] }: Question) => {
  try {
    const value = deeds[String(deed)]?.() ?? deed;
    process.send?.({ kind: 'done', value } satisfies Answer);
  } catch (error) {
    process.send?.({ kind: 'broken', reason: String(error) } satisfies Answer);
  }
});
