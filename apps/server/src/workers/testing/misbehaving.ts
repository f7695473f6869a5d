import { connect } from 'node:net';
import type { Answer, Question } from '../message.ts';

/** A process in which reading goes wrong in the way that the text says, with the port or time that stands behind it. */
const deeds: Readonly<Record<string, (number: number) => unknown>> = {
  'takes for ever': () => {
    for (;;);
  },
  'does nothing for': (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  'takes all memory': () => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, each) => `${each} ${kept.length}`));
  },
  'fetches from': (port) => fetch(`http://127.0.0.1:${port}/`),
  'connects to': (port) =>
    new Promise((resolve, reject) =>
      connect(port, '127.0.0.1', () => resolve('connected')).on('error', reject),
    ),
  ends: () => process.exit(3),
  breaks: () => {
    throw new Error('broken');
  },
};

process.on('message', async ({ input: [text] }: Question) => {
  const [, deed = '', port] = /^(.*?)(?: (\d+))?$/.exec(String(text)) ?? [];
  try {
    const value = (await deeds[deed]?.(Number(port))) ?? text;
    process.send?.({ kind: 'done', value } satisfies Answer);
  } catch (error) {
    process.send?.({ kind: 'broken', reason: String(error) } satisfies Answer);
  }
});
