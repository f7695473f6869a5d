import { expect, test } from 'vitest';
import { tagAsSeen, withUnseen } from './quoted.ts';

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
