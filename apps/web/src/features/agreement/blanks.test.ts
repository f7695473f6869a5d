import { expect, it } from 'vitest';
import { piecesOf } from './blanks.ts';

const shortly = (paragraphs: readonly string[], blanks: readonly string[]) =>
  piecesOf(paragraphs, blanks).map((pieces) =>
    pieces.map(({ text, isBlank }) => (isBlank ? { blank: text } : text)),
  );

it('tells blanks from text, over paragraphs, in their order', () => {
  expect(shortly(['By [who]: [how].', 'Nothing.', '[where]'], ['who', 'how', 'where'])).toEqual([
    ['By ', { blank: 'who' }, ': ', { blank: 'how' }, '.'],
    ['Nothing.'],
    [{ blank: 'where' }],
  ]);
});

it('takes intervals, and brackets that people wrote, for text', () => {
  expect(shortly(['uα = .74 [.66, .80], by [sic] hand: [who] and [who].', ''], ['who', 'who'])).toEqual([
    ['uα = .74 [.66, .80], by [sic] hand: ', { blank: 'who' }, ' and ', { blank: 'who' }, '.'],
    [],
  ]);
});
