import { readFile } from 'node:fs/promises';
import { carrySpans, findSentences, numberBlocks } from '@koersvast/core/text';
import { expect, test } from 'vitest';
import { readFile as readBytes } from './readers.ts';

async function read(name: string) {
  const bytes = await readFile(new URL(`../fixtures/files/${name}`, import.meta.url));
  return readBytes(new Uint8Array(bytes), name, { encoding: null });
}

test.each(['kamerstuk-senaat', 'brief-tabelhoofd', 'toezeggingen'])(
  'the sentences of %s go over from one reading of the letter to another',
  async (name) => {
    const [before, after] = await Promise.all([read(`${name}.docx`), read(`${name}.pdf`)]);
    const sentences = findSentences(before.text, numberBlocks(before.blocks ?? []), 'nl');
    const carried = carrySpans(before.text, after.text, sentences);
    const fates = Map.groupBy(carried, ({ fate }) => fate);
    expect(fates.get('moved')?.length ?? 0).toBeGreaterThan(sentences.length * 0.9);
    expect(fates.get('lost')?.length ?? 0).toBeLessThan(sentences.length * 0.02);
  },
);
