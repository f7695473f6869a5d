import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exclusive, overlapping, runs } from '../../testing/arbitraries.ts';
import { allMatchings, overlap, placesOf } from '../../testing/oracles.ts';
import { type Annotation, readDocument, selectCoders } from '../document/document.ts';
import { sumTallies } from '../tally.ts';
import { characterPassages } from './character-passages.ts';
import { type Confusion, characterConfusion, pairPassages, spanConfusion } from './confusion.ts';

const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const documentOf = (first: readonly Annotation[], second: readonly Annotation[], length = 20) =>
  readDocument({
    length,
    layers: [
      { coder: 'x', annotations: first },
      { coder: 'y', annotations: second },
    ],
  });

/** A confusion as a record from "row/column" to its cell; "-" is not marked. Cells of 0 are left out. */
function cellsOf(confusion: Confusion): Record<string, number> {
  const { labels } = confusion.scheme;
  const cells: [string, number][] = [['-/-', confusion.number('neither')]];
  labels.forEach((row, i) => {
    cells.push(
      [`${row}/-`, confusion.block('onlyFirst')[i] ?? 0],
      [`-/${row}`, confusion.block('onlySecond')[i] ?? 0],
    );
    labels.forEach((column, j) => {
      cells.push([`${row}/${column}`, confusion.block('both')[i * labels.length + j] ?? 0]);
    });
  });
  return Object.fromEntries(cells.filter(([, count]) => count !== 0));
}

describe('passages of characters', () => {
  test('stand behind exactly the cells that hold characters', () => {
    fc.assert(
      fc.property(overlapping(14, 4), overlapping(14, 4), (first, second) => {
        const document = documentOf(first, second);
        const cells = Object.keys(cellsOf(characterConfusion(document, 'x', 'y'))).filter(
          (key) => key !== '-/-',
        );
        const passages = characterPassages(document, 'x', 'y');
        const keys = passages.map((passage) => `${passage.first?.tag ?? '-'}/${passage.second?.tag ?? '-'}`);
        expect([...new Set(keys)].sort()).toEqual(cells.sort());
      }),
    );
  });
});

describe('passages', () => {
  const shared = ({ first, second }: { first: Annotation | null; second: Annotation | null }) =>
    first === null || second === null ? 0 : overlap(first, second);

  test('share the most characters, then the most tags; every annotation stands in one', () => {
    fc.assert(
      fc.property(overlapping(14, 4), overlapping(14, 4), (first, second) => {
        const passages = pairPassages(documentOf(first, second), 'x', 'y');
        expect(passages.flatMap((passage) => passage.first ?? []).length).toBe(first.length);
        expect(passages.flatMap((passage) => passage.second ?? []).length).toBe(second.length);
        const given = [
          passages.reduce((sum, passage) => sum + shared(passage), 0),
          passages.filter((passage) => shared(passage) > 0 && passage.first?.tag === passage.second?.tag)
            .length,
        ];
        for (const passage of passages)
          if (passage.first && passage.second) expect(shared(passage)).toBeGreaterThan(0);
        let best = [0, 0];
        const meets = (row: number, column: number) =>
          overlap(first[row] as Annotation, second[column] as Annotation) > 0;
        for (const matching of allMatchings(first.length, second.length, meets)) {
          const rank = [
            matching.reduce(
              (sum, [row, column]) => sum + overlap(first[row] as Annotation, second[column] as Annotation),
              0,
            ),
            matching.filter(([row, column]) => first[row]?.tag === second[column]?.tag).length,
          ] as const;
          if (rank[0] > (best[0] ?? 0) || (rank[0] === best[0] && rank[1] > (best[1] ?? 0))) best = [...rank];
        }
        expect(given).toEqual(best);
      }),
      runs(120),
    );
  });

  test('are the earliest of equals, with the same tag before that', () => {
    const long = note(0, 9);
    expect(pairPassages(documentOf([long], [note(0, 3, 'b'), note(3, 6, 'b')]), 'x', 'y')[0]).toEqual({
      first: long,
      second: note(0, 3, 'b'),
    });
    expect(pairPassages(documentOf([long], [note(0, 3, 'b'), note(3, 6, 'a')]), 'x', 'y')[0]?.second).toEqual(
      note(3, 6, 'a'),
    );
    expect(pairPassages(documentOf([long], [note(0, 3, 'a'), note(3, 7, 'b')]), 'x', 'y')[0]?.second).toEqual(
      note(3, 7, 'b'),
    );
    expect(pairPassages(documentOf([note(0, 3, 'b'), note(3, 6, 'b')], [long]), 'x', 'y')[0]).toEqual({
      first: note(0, 3, 'b'),
      second: long,
    });
  });

  test('stand in the order of the text', () => {
    const passages = pairPassages(
      documentOf([note(5, 6), note(9, 10)], [note(0, 2), note(7, 8), note(9, 11)]),
      'x',
      'y',
    );
    expect(passages.map(({ first, second }) => [first?.start ?? null, second?.start ?? null])).toEqual([
      [null, 0],
      [5, null],
      [null, 7],
      [9, 9],
    ]);
  });

  test('are none where a coder did not finish', () => {
    const document = documentOf([note(0, 3)], []);
    expect(pairPassages(selectCoders(document, ['x']), 'x', 'y')).toEqual([]);
    expect(() => pairPassages(document, 'x', 'x')).toThrow('Coder "x" cannot be compared with themselves');
  });
});

describe('the confusion matrix in spans', () => {
  test('counts every annotation once', () => {
    const first = [note(0, 3, 'a'), note(10, 12, 'c'), note(5, 8, 'b')];
    const second = [note(0, 2, 'a'), note(6, 8, 'c'), note(15, 16, 'b')];
    const confusion = spanConfusion(documentOf(first, second), 'x', 'y');
    expect(cellsOf(confusion)).toEqual({ 'a/a': 1, 'b/c': 1, 'c/-': 1, '-/b': 1 });
    expect(confusion.scheme).toMatchObject({
      kind: 'confusion in spans',
      settings: 'rows "x", columns "y"',
      labels: ['a', 'b', 'c'],
    });
    expect(confusion.coders).toEqual(['x', 'y']);
  });

  test('lists tags by code point, however they come', () => {
    const confusion = spanConfusion(
      documentOf([note(0, 3, 'z')], [note(0, 3, 'b'), note(5, 6, 'a')]),
      'x',
      'y',
    );
    expect(confusion.scheme.labels).toEqual(['a', 'b', 'z']);
    expect(cellsOf(confusion)).toEqual({ 'z/b': 1, '-/a': 1 });
    const alone = spanConfusion(selectCoders(documentOf([note(0, 3, 'z')], []), ['x']), 'x', 'y');
    expect(alone.scheme.labels).toEqual([]);
  });

  test('adds up over documents with other tags', () => {
    const one = spanConfusion(documentOf([note(0, 3, 'b')], [note(0, 3, 'b')]), 'x', 'y');
    const two = spanConfusion(documentOf([note(0, 3, 'a')], [note(0, 3, 'b')]), 'x', 'y');
    const sum = sumTallies([one, two, one]);
    expect(cellsOf(sum)).toEqual({ 'b/b': 2, 'a/b': 1 });
    expect(sum.number('documents')).toBe(3);
  });
});

describe('the confusion matrix in characters', () => {
  test('counts every character for each pair of tags that it carries', () => {
    fc.assert(
      fc.property(overlapping(14), overlapping(14), (first, second) => {
        const wanted: Record<string, number> = {};
        for (let at = 0; at < 20; at++) {
          const tagsAt = (annotations: readonly Annotation[]) => {
            const tags = ['a', 'b', 'c'].filter((tag) => placesOf(annotations, tag).has(at));
            return tags.length === 0 ? ['-'] : tags;
          };
          for (const a of tagsAt(first))
            for (const b of tagsAt(second)) wanted[`${a}/${b}`] = (wanted[`${a}/${b}`] ?? 0) + 1;
        }
        expect(cellsOf(characterConfusion(documentOf(first, second), 'x', 'y'))).toEqual(wanted);
      }),
      runs(100),
    );
  });

  test('sums to the length of the text if no coder lets tags overlap', () => {
    fc.assert(
      fc.property(exclusive(14), exclusive(14), (first, second) => {
        const cells = Object.values(cellsOf(characterConfusion(documentOf(first, second), 'x', 'y')));
        expect(cells.reduce((sum, cell) => sum + cell, 0)).toBe(20);
      }),
      runs(100),
    );
  });

  test('is empty where a coder did not finish', () => {
    const alone = characterConfusion(selectCoders(documentOf([note(0, 3)], []), ['x']), 'x', 'y');
    expect(cellsOf(alone)).toEqual({});
    expect(alone.number('documents')).toBe(0);
    expect(alone.coders).toEqual([]);
    expect(alone.scheme.kind).toBe('confusion in characters');
  });
});
