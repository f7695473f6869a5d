import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalText } from './canonical.ts';
import { createOffsetMap } from './offset.ts';
import { segmentPlainText } from './segment.ts';
import { checkSpan, quoteOf } from './span.ts';

const own = new URL('../../../../prisma/seed/', import.meta.url);
const others = new URL('../../../../../shared/samples/nl-kamerbrief-excerpts/', import.meta.url);
const more = existsSync(others);
if (!more) process.stdout.write('Left out: letters other than the own one, ../shared/samples is not here.\n');

function textsIn(folder: URL): [string, URL][] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.txt')).map((name) => [name, new URL(name, folder)]);
}

const letters = new Map([...textsIn(own), ...(more ? textsIn(others) : [])]);
const names = [...letters.keys()];

function readSample(name: string): string {
  const encoding = name.includes('cp1252') ? 'windows-1252' : 'utf-8';
  return canonicalText(new TextDecoder(encoding).decode(readFileSync(letters.get(name) ?? own))).text;
}

describe('real letters', () => {
  test('are the own one at least', () => {
    expect(names).toContain('nederland-koersvast-richting-rusland.txt');
  });

  test.each(names)('%s: no text is lost and no sentence runs through a whole letter', (name) => {
    const text = readSample(name);
    const { blocks, sentences } = segmentPlainText(text, 'nl');
    const visible = (value: string) => value.replace(/\s/gu, '');
    expect(visible(blocks.map((block) => quoteOf(text, block)).join(''))).toBe(visible(text));
    expect(visible(sentences.map((sentence) => quoteOf(text, sentence)).join(''))).toBe(visible(text));
    expect(blocks.length).toBeGreaterThan(4);
    expect(sentences.length).toBeGreaterThan(blocks.length);
    expect(Math.max(...sentences.map(({ start, end }) => end - start))).toBeLessThan(700);
  });

  test.each(names)('%s: every block is a span whose code points give the same quote', (name) => {
    const text = readSample(name);
    const map = createOffsetMap(text);
    const characters = [...text];
    for (const block of segmentPlainText(text, 'nl').blocks) {
      expect(checkSpan(text, block).ok).toBe(true);
      const from = map.toCodePoint(block.start);
      const to = map.toCodePoint(block.end);
      expect(characters.slice(from, to).join('')).toBe(quoteOf(text, block));
    }
  });

  test.each(names.filter((name) => name.includes('digitale-toegang')))(
    '%s: hard-wrapped lines are joined',
    (name) => {
      const text = readSample(name);
      const { blocks } = segmentPlainText(text, 'nl');
      const kinds = blocks.map(({ kind }) => kind);
      expect(kinds[0]).toBe('heading');
      expect(kinds.filter((kind) => kind === 'list_item')).toHaveLength(2);
      const longest = blocks.reduce((most, { start, end }) => Math.max(most, end - start), 0);
      expect(longest).toBeGreaterThan(400);
    },
  );
});
