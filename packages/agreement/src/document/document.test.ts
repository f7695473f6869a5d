import { describe, expect, test } from 'vitest';
import { InputError } from '../check.ts';
import { compareAnnotations, layerOf, readDocument, selectCoders, tagsOf } from './document.ts';
import { lengthOf, mergeOverlaps } from './merge.ts';

const note = (start: number, end: number, tag = 'a') => ({ start, end, tag });
const layers = (...annotations: readonly ReturnType<typeof note>[]) => [{ coder: 'x', annotations }];

test('sorts annotations by start, end and tag', () => {
  const sorted = [note(0, 2, 'b'), note(0, 3, 'a'), note(0, 3, 'b'), note(1, 2, 'a')];
  const document = readDocument({ id: 'letter', length: 5, layers: layers(...sorted.toReversed()) });
  expect(document).toEqual({ id: 'letter', length: 5, layers: [{ coder: 'x', annotations: sorted }] });
  expect(compareAnnotations(note(1, 2), note(1, 2))).toBe(0);
});

test('takes a coder who marked nothing, a text without characters, and nobody', () => {
  expect(readDocument({ length: 0, layers: layers() }).layers).toEqual([{ coder: 'x', annotations: [] }]);
  expect(readDocument({ length: 0, layers: [] })).toMatchObject({ id: 'document', length: 0 });
});

test('takes a span of the whole text', () => {
  expect(readDocument({ length: 5, layers: layers(note(0, 5)) }).layers[0]?.annotations).toEqual([
    note(0, 5),
  ]);
});

describe('refuses', () => {
  test.each<[string, unknown, string]>([
    [
      'an empty span',
      { length: 5, layers: layers(note(2, 2)) },
      'document, coder "x": the span [2, 2) "a" is empty',
    ],
    [
      'a span backwards',
      { length: 5, layers: layers(note(3, 2)) },
      'document, coder "x": the span [3, 2) "a" is empty',
    ],
    [
      'a span after the text',
      { length: 5, layers: layers(note(3, 6)) },
      'document, coder "x": the span [3, 6) "a" ends after the text, at 5',
    ],
    [
      'an offset before the text',
      { length: 5, layers: layers(note(-1, 2)) },
      'document, coder "x": a start must be a whole number of at least 0, not -1',
    ],
    [
      'a start that is no number',
      { length: 5, layers: layers(note('1' as never, 2)) },
      'document, coder "x": a start must be a whole number of at least 0, not "1"',
    ],
    [
      'half a character',
      { length: 5, layers: layers(note(0, 1.5)) },
      'document, coder "x": an end must be a whole number of at least 0, not 1.5',
    ],
    [
      'a tag that is no text',
      { length: 5, layers: layers(note(0, 1, 7 as never)) },
      'document, coder "x": a tag must be text, not 7',
    ],
    [
      'an annotation twice',
      { id: 'D', length: 5, layers: layers(note(0, 1), note(1, 2), note(0, 1)) },
      'D, coder "x" has [0, 1) "a" twice',
    ],
    [
      'a coder twice',
      { id: 'D', length: 5, layers: [...layers(), ...layers()] },
      'The list of coders of D holds "x" twice',
    ],
    [
      'a length that is no number',
      { id: 'D', length: '5', layers: [] },
      'The length of D must be a whole number of at least 0, not "5"',
    ],
    [
      'layers that are no list',
      { id: 'D', length: 5, layers: {} },
      'The layers of D must be a list, not [object Object]',
    ],
    [
      'annotations that are no list',
      { length: 5, layers: [{ coder: 'x', annotations: 3 }] },
      'The annotations of document, coder "x" must be a list, not 3',
    ],
    ['text that is none', { text: 5, layers: [] }, 'The text must be text, not 5'],
  ])('%s', (_name, input, message) => {
    expect(() => readDocument(input as never)).toThrow(new InputError(message));
  });
});

test('keeps one of two equal annotations if asked', () => {
  const document = readDocument({
    length: 5,
    duplicates: 'keep-one',
    layers: layers(note(0, 1), note(0, 1), note(0, 1, 'b')),
  });
  expect(document.layers[0]?.annotations).toEqual([note(0, 1), note(0, 1, 'b')]);
});

describe('with a text', () => {
  const text = ' \u{1f600} één \n\u00a0b';
  const trimmed = (annotation: ReturnType<typeof note>, trim?: boolean) =>
    readDocument({ text, layers: layers(annotation), ...(trim !== undefined && { trim }) }).layers[0]
      ?.annotations[0];

  test('counts code points', () => {
    expect(readDocument({ text, layers: [] }).length).toBe(10);
    expect(() => readDocument({ text, layers: layers(note(9, 11)) })).toThrow('ends after the text, at 10');
  });

  test('moves ends inwards over white space, unless told not to', () => {
    expect(trimmed(note(0, 10))).toEqual(note(1, 10));
    expect(trimmed(note(2, 9))).toEqual(note(3, 6));
    expect(trimmed(note(1, 2))).toEqual(note(1, 2));
    expect(trimmed(note(0, 10), true)).toEqual(note(1, 10));
    expect(trimmed(note(0, 10), false)).toEqual(note(0, 10));
  });

  test('keeps a span of white space only', () => {
    expect(trimmed(note(6, 9))).toEqual(note(6, 9));
    expect(trimmed(note(0, 1))).toEqual(note(0, 1));
  });

  test('sorts again after trimming, and keeps one of what became equal', () => {
    const document = readDocument({
      text,
      layers: layers(note(2, 5), note(2, 6, 'b'), note(3, 5), note(2, 4)),
    });
    expect(document.layers[0]?.annotations).toEqual([note(3, 4), note(3, 5), note(3, 6, 'b')]);
  });
});

test('finds layers, chooses coders and lists tags', () => {
  const document = readDocument({
    length: 9,
    layers: [
      { coder: 'x', annotations: [note(0, 1, 'b'), note(0, 2, '\u{1f600}')] },
      { coder: 'y', annotations: [note(0, 1, '\uffff')] },
      { coder: 'z', annotations: [note(0, 1, 'c')] },
    ],
  });
  expect(layerOf(document, 'y')?.annotations).toEqual([note(0, 1, '\uffff')]);
  expect(layerOf(document, 'w')).toBeUndefined();
  const pair = selectCoders(document, ['y', 'x', 'w']);
  expect(pair.layers.map((layer) => layer.coder)).toEqual(['x', 'y']);
  expect(tagsOf([pair])).toEqual(['b', '\uffff', '\u{1f600}']);
  expect(tagsOf([document, pair])).toEqual(['b', 'c', '\uffff', '\u{1f600}']);
  expect(tagsOf([selectCoders(document, ['z'])])).toEqual([]);
});

test('merges spans that overlap and leaves those that touch', () => {
  expect(mergeOverlaps([note(0, 3), note(1, 2), note(2, 5), note(5, 6), note(8, 9)])).toEqual([
    note(0, 5),
    note(5, 6),
    note(8, 9),
  ]);
  expect(mergeOverlaps([note(0, 3, 'a'), note(0, 4, 'b')])).toEqual([note(0, 4, 'a')]);
  expect(mergeOverlaps([])).toEqual([]);
  expect(lengthOf([note(0, 5), note(8, 9)])).toBe(6);
});
