import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryCoding, type ReadText } from './carry-coding.ts';

/** A text with its paragraphs as blocks. */
function read(...paragraphs: readonly string[]): ReadText {
  const blocks: { start: number; end: number }[] = [];
  let at = 0;
  for (const paragraph of paragraphs) {
    blocks.push({ start: at, end: at + paragraph.length });
    at += paragraph.length + 2;
  }
  return { text: paragraphs.join('\n\n'), blocks };
}

const nothing = { annotations: [], readings: [], proposals: [] };
const spanIn = ({ text }: ReadText, words: string) => {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
};
const coded = (in_: ReadText, words: string, tagId = 'pressure', layerId = 'els') => ({
  ...spanIn(in_, words),
  ...{ tagId, layerId },
});

const before = read('Het kabinet houdt druk op Rusland.', 'De sancties blijven van kracht.', 'Hoogachtend.');
const after = read('Vooraf.', 'Het kabinet houdt druk op Rusland.', 'Alle sancties blijven nog van kracht.');

describe('what was coded goes where its words went', () => {
  test('moved, changed and lost, each in its place', () => {
    const annotations = [
      coded(before, 'druk op Rusland'),
      coded(before, 'sancties blijven van kracht'),
      coded(before, 'Hoogachtend'),
    ];
    const carried = carryCoding(before, after, { ...nothing, annotations });
    const words = carried.annotations.map((each) =>
      each.fate === 'lost' ? 'lost' : `${each.fate}: ${after.text.slice(each.start, each.end)}`,
    );
    expect(words).toEqual(['moved: druk op Rusland', 'changed: sancties blijven nog van kracht', 'lost']);
  });

  test('two of one layer and tag never come to stand in one place, and who kept their words stays', () => {
    const short = read('De sancties blijven van kracht.');
    const shorter = read('De sancties blijven.');
    const annotations = [
      coded(short, 'De sancties blijven van kracht'),
      coded(short, 'De sancties blijven'),
      coded(short, 'De sancties blijven van kracht', 'pressure', 'jan'),
    ];
    const { annotations: fates } = carryCoding(short, shorter, { ...nothing, annotations });
    const places = fates.map((fate, at) =>
      fate.fate === 'lost' ? null : `${annotations[at]?.layerId} ${fate.start}-${fate.end}`,
    );
    expect(new Set(places.filter((each) => each !== null)).size).toBe(
      places.filter((each) => each !== null).length,
    );
    expect(fates[1]?.fate).toBe('moved');
  });

  test('a block that was read goes along as a whole block, unless something is coded there now', () => {
    const readings = [
      { layerId: 'els', block: 1 },
      { layerId: 'els', block: 2 },
      { layerId: 'jan', block: 1 },
      { layerId: 'jan', block: 99 },
    ];
    const annotations = [coded(before, 'druk op Rusland', 'pressure', 'jan')];
    const carried = carryCoding(before, after, { ...nothing, readings, annotations });
    expect(carried.readings).toEqual([2, null, null, null]);
  });

  test('boundaries that somebody proposes go along word for word, or not at all', () => {
    const proposals = [spanIn(before, 'Het kabinet'), spanIn(before, 'sancties blijven van')];
    const carried = carryCoding(before, after, { ...nothing, proposals });
    expect(carried.proposals).toEqual([spanIn(after, 'Het kabinet'), null]);
  });
});

test('property: what is placed lies within the text and is not empty, no place is taken twice, and nothing is dropped', () => {
  const paragraph = fc.array(fc.constantFrom('de', 'sancties', 'druk', '🙂', 'Rusland', 'blijven'), {
    minLength: 1,
    maxLength: 6,
  });
  const paragraphs = fc.array(
    paragraph.map((words) => words.join(' ')),
    { minLength: 1, maxLength: 5 },
  );
  const chosen = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 1 }), fc.nat({ max: 1 })), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(paragraphs, paragraphs, chosen, (old, fresh, spans) => {
      const [one, other] = [read(...old), read(...fresh)];
      const words = [...one.text.matchAll(/\S+/gu)].map(({ 0: word, index }) => [index, index + word.length]);
      const annotations = spans.map(([from, length, tag, layer]) => {
        const first = from % words.length;
        const last = Math.min(words.length - 1, first + (length % 4));
        const start = words[first]?.[0] ?? 0;
        return { start, end: words[last]?.[1] ?? 0, tagId: `${tag}`, layerId: `${layer}` };
      });
      const readings = one.blocks.map((_, at) => ({ layerId: `${at % 2}`, block: at + 1 }));
      const carried = carryCoding(one, other, { annotations, readings, proposals: [] });
      expect(carried.annotations).toHaveLength(annotations.length);
      const taken = new Set<string>();
      for (const [at, fate] of carried.annotations.entries()) {
        if (fate.fate === 'lost') continue;
        expect(fate.start).toBeLessThan(fate.end);
        expect(fate.end).toBeLessThanOrEqual(other.text.length);
        const { layerId, tagId, start, end } = annotations[at] ?? {
          layerId: '',
          tagId: '',
          start: 0,
          end: 0,
        };
        const place = `${layerId} ${tagId} ${fate.start}-${fate.end}`;
        expect(taken.has(place)).toBe(false);
        taken.add(place);
        const isSame = other.text.slice(fate.start, fate.end) === one.text.slice(start, end);
        expect(fate.fate === 'moved').toBe(isSame);
      }
      for (const [at, number] of carried.readings.entries()) {
        if (number === null) continue;
        const [was, is] = [one.blocks[at], other.blocks[number - 1]];
        expect(other.text.slice(is?.start, is?.end)).toBe(one.text.slice(was?.start, was?.end));
      }
    }),
    { seed: 20261129, numRuns: 300 },
  );
});
