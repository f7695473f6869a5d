import { describe, expect, test } from 'vitest';
import { limits } from '../limit.ts';
import { checkExampleCount, mostExamples, tagAsSeen, withUnseen } from './quoted.ts';

const of = (documentId: string | null, quote: string) => ({
  quote,
  note: '',
  source: documentId === null ? null : { documentId, start: 0, end: quote.length },
});
const scope = (...blindDocuments: string[]) => ({ blindDocuments });
const tag = {
  name: 'druk',
  examples: [of('a', 'een'), of('b', 'twee'), of(null, 'drie')],
  counterExamples: [of('a', 'vier')],
};

test('whoever is blind nowhere sees every example', () => {
  expect(tagAsSeen(scope(), tag)).toBe(tag);
});

test('an example out of a letter that is coded blind is not seen', () => {
  expect(tagAsSeen(scope('a'), tag)).toEqual({
    name: 'druk',
    examples: [of('b', 'twee'), of(null, 'drie')],
    counterExamples: [],
  });
});

test('of a part of a tag only what it has', () => {
  const named = (name: string): Partial<typeof tag> => ({ name });
  expect(tagAsSeen(scope('a'), named('druk'))).toEqual({ name: 'druk' });
  expect(withUnseen(scope('a'), named('spanning'), tag)).toEqual({ name: 'spanning' });
});

test('what was not seen stays, whatever is written', () => {
  expect(withUnseen(scope('a'), { examples: [] }, tag)).toEqual({ examples: [of('a', 'een')] });
  const written = tagAsSeen(scope('a', 'b'), tag);
  expect(withUnseen(scope('a', 'b'), written, tag)).toEqual({
    ...tag,
    examples: [of(null, 'drie'), of('a', 'een'), of('b', 'twee')],
  });
  expect(withUnseen(scope(), written, tag)).toBe(written);
});

describe('how many there may be', () => {
  const many = (count: number, documentId: string | null = null) =>
    Array.from({ length: count }, (_, nth) => of(documentId, `${nth}`));
  const examples = (count: number) => ({ examples: many(count) });
  const full = limits.examples;

  test('is the same for whoever is not shown all of them, so that it tells nothing', () => {
    const hidden = { examples: many(full, 'a') };
    expect(() => checkExampleCount(examples(full), tagAsSeen(scope('a'), hidden))).not.toThrow();
    expect(withUnseen(scope('a'), examples(full), hidden).examples.length).toBe(mostExamples);
    expect(() => checkExampleCount(examples(full + 1), tagAsSeen(scope('a'), hidden))).toThrow('over_limit');
  });

  test('is no more than was there, where that was more', () => {
    const seen = examples(full + 20);
    expect(() => checkExampleCount(examples(full + 20), seen)).not.toThrow();
    expect(() => checkExampleCount(examples(full + 21), seen)).toThrow('over_limit');
    expect(() => checkExampleCount({}, seen)).not.toThrow();
  });

  test('has an end for those that are not shown too', () => {
    const hidden = { examples: many(full + 1, 'a') };
    expect(() => withUnseen(scope('a'), examples(full), hidden)).toThrow('over_limit');
    expect(withUnseen(scope(), examples(mostExamples), hidden).examples.length).toBe(mostExamples);
  });
});
