import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Truth } from '../fixtures/truth.ts';
import { readFile } from './readers.ts';

const fixtures = new URL('../fixtures/', import.meta.url);

/** Each letter as its words say it and as it is drawn, but for the long report, which takes longer than all others. */
const names = readdirSync(new URL('files/', fixtures)).filter(
  (name) => /^[^.]+\.(?:docx|pdf)$/.test(name) && !name.startsWith('rapport'),
);

const keys = [
  'date',
  'our_reference',
  'your_reference',
  'subject',
  'dossier',
  'number',
  'addressee',
  'sender',
  'sender_function',
] as const;

/** An article before a name or a function is no part of it. */
const bare = (value: string) =>
  value
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .replace(/^(?:de|het|the) /, '');

describe('the details that a letter says of itself', () => {
  it('are read from letters whose truth is known: precision .98, recall .95', async () => {
    const tally = { right: 0, said: 0, true: 0 };
    const wrong: string[] = [];
    for (const name of names) {
      const letter = name.slice(0, name.indexOf('.'));
      const truth: Truth = JSON.parse(readFileSync(new URL(`truth/${letter}.json`, fixtures), 'utf8'));
      const { function: sender_function, ...rest } = truth.metadata;
      const stated: Partial<Record<string, string>> = { ...rest, sender_function };
      const { metadata } = await readFile(readFileSync(new URL(`files/${name}`, fixtures)), name, {
        encoding: null,
      });
      for (const key of keys) {
        const [said, is] = [metadata[key]?.value, stated[key]];
        if (said !== undefined) tally.said += 1;
        if (is !== undefined) tally.true += 1;
        if (said !== undefined && is !== undefined && bare(said) === bare(is)) tally.right += 1;
        else if (said !== is) wrong.push(`${name}: ${key} is ${is ?? 'none'}, read as ${said ?? 'none'}`);
      }
    }
    expect(tally.true).toBeGreaterThan(150);
    expect(tally.right / tally.said, wrong.join('\n')).toBeGreaterThanOrEqual(0.98);
    expect(tally.right / tally.true, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
  });
});
