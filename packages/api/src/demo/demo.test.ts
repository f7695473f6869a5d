import { driftOf, readDocument, tallyCoder } from '@koersvast/agreement';
import { plainBlocks } from '@koersvast/core/text';
import { beforeAll, describe, expect, test } from 'vitest';
import { codeLetters, codersOf, demoCoderCount, driftingCoder } from './coding.ts';
import { composeLetters, type DemoLetter } from './letters.ts';

import { demoSeed, demoTags, readDemoSeed } from './seed.ts';

let seed: Awaited<ReturnType<typeof readDemoSeed>>;
let letters: DemoLetter[];
beforeAll(async () => {
  seed = await readDemoSeed();
  letters = composeLetters(seed.letters, demoSeed);
});

describe('the letters', () => {
  test('are 24 of 250 to 500 words, each with title, date, sender and dossier of its own number', () => {
    expect(letters).toHaveLength(24);
    for (const { text, title } of letters) {
      const words = text.match(/\S+/gu)?.length ?? 0;
      expect([title, words >= 250 && words <= 500, words]).toEqual([title, true, words]);
      expect(text).not.toMatch(/[{}|]/u);
      expect(text.endsWith(seed.letters.notice)).toBe(true);
    }
    expect(new Set(letters.map(({ text }) => text)).size).toBe(24);
    expect(new Set(letters.map(({ title }) => title)).size).toBe(24);
    expect(new Set(letters.map(({ documentNumber }) => documentNumber)).size).toBe(24);
    expect(letters.map(({ date }) => date)).toEqual(letters.map(({ date }) => date).toSorted());
    expect(new Set(letters.map(({ field }) => field)).size).toBe(6);
  });

  test('have headings, paragraphs and lists, and passages that are whole sentences or lie within one', () => {
    for (const { text, kind, passages } of letters) {
      const blocks = plainBlocks(text);
      const kinds = new Set(blocks.map((block) => block.kind));
      expect([...kinds].toSorted()).toEqual(
        kind === 'beleidsbrief' ? ['heading', 'list_item', 'paragraph'] : ['heading', 'paragraph'],
      );
      if (kind === 'beleidsbrief') expect(blocks.filter((block) => block.kind === 'heading')).toHaveLength(4);
      expect(passages.length > 0).toBe(kind === 'beleidsbrief');
      for (const { start, end, inner, tag } of passages) {
        expect(demoTags).toContain(tag);
        const words = text.slice(start, end);
        if (inner) {
          expect(passages.some((each) => !each.inner && each.start < start && end < each.end)).toBe(true);
          expect(words).toContain('miljoen euro');
        } else expect(words).toMatch(/^[A-Z].+\.$/u);
        expect(blocks.some((block) => block.start <= start && end <= block.end)).toBe(true);
      }
    }
    const found = new Set(letters.flatMap(({ passages }) => passages.map(({ tag }) => tag)));
    expect(found.size).toBe(6);
  });

  test('are the same for the same seed, and others for another', () => {
    expect(composeLetters(seed.letters, demoSeed)).toEqual(letters);
    expect(composeLetters(seed.letters, demoSeed + 1)).not.toEqual(letters);
    expect(codeLetters(letters, demoSeed)).toEqual(codeLetters(letters, demoSeed));
    expect(codeLetters(letters, demoSeed)).not.toEqual(codeLetters(letters, demoSeed + 1));
  });
});

describe('the coding', () => {
  test('is double or triple, with differences of every kind', () => {
    const coded = codeLetters(letters, demoSeed);
    for (const at of letters.keys()) {
      expect(coded.filter(({ letter }) => letter === at).map(({ coder }) => coder)).toEqual(codersOf(at));
      expect(codersOf(at).length).toBeGreaterThan(1);
    }
    const marks = coded.flatMap((each) => each.marks.map((mark) => ({ ...mark, letter: each.letter })));
    for (const { letter, start, end } of marks) {
      const text = letters[letter]?.text ?? '';
      expect(start >= 0 && start < end && end <= text.length).toBe(true);
      expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    }
    const meant = marks.flatMap((mark) => (mark.meant ? [{ ...mark, meant: mark.meant }] : []));
    const passages = coded.reduce((sum, { letter }) => sum + (letters[letter]?.passages.length ?? 0), 0);
    expect(passages - meant.length).toBeGreaterThan(20);
    const confused = meant.filter((mark) => mark.tag !== mark.meant.tag);
    expect(confused.filter(({ tag }) => tag === 'voornemen' || tag === 'toezegging').length).toBeGreaterThan(
      10,
    );
    expect(meant.filter((mark) => mark.start > mark.meant.start).length).toBeGreaterThan(5);
    expect(meant.filter((mark) => mark.end < mark.meant.end).length).toBeGreaterThan(5);
    expect(meant.filter((mark) => mark.end > mark.meant.end).length).toBeGreaterThan(5);
    expect(meant.filter((mark) => mark.meant.inner).length).toBeGreaterThan(5);
    expect(marks.length - meant.length).toBeGreaterThan(0);
    const empty = coded.filter((each) => each.marks.length === 0);
    expect(empty.some(({ letter }) => letters[letter]?.passages.length === 0)).toBe(true);
  });

  test('the control chart tells of the third coder that they change, and of no other', () => {
    const coded = codeLetters(letters, demoSeed);
    const documents = letters.map(({ text }, at) =>
      readDocument({
        id: String(at),
        length: text.length,
        layers: coded
          .filter(({ letter }) => letter === at)
          .map(({ coder, marks }) => ({
            coder: String(coder),
            annotations: marks.map(({ start, end, tag }) => ({ start, end, tag })),
          })),
      }),
    );
    const told = Array.from({ length: demoCoderCount }, (_, coder) => {
      const inOrder = documents.flatMap((document) => tallyCoder(document, String(coder), demoTags) ?? []);
      return driftOf(inOrder, { replicates: 500, seed: 1 });
    });
    expect(told.map(({ drifts }) => drifts)).toEqual([0, 1, 2].map((coder) => coder === driftingCoder));
    const { points } = told[driftingCoder] ?? { points: [] };
    expect(points.slice(0, 8).some(({ outside }) => outside === 'below')).toBe(false);
    expect(points.at(-1)?.outside).toBe('below');
  });
});
