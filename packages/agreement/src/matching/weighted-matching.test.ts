import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/arbitraries.ts';
import { allMatchings } from '../../testing/oracles.ts';
import { Heap } from './heap.ts';
import { type Edge, matchByWeight } from './weighted-matching.ts';

const graphs = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
  .chain(([rows, columns]) =>
    fc.tuple(
      fc.constant(rows),
      fc.constant(columns),
      fc
        .array(
          fc.option(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -2, max: 3 })), { freq: 3 }),
          { minLength: rows * columns, maxLength: rows * columns },
        )
        .map((cells) =>
          cells.flatMap((cell, at): Edge[] =>
            cell === null
              ? []
              : [{ row: Math.floor(at / columns), column: at % columns, weight: cell[0], tieBreak: cell[1] }],
          ),
        ),
    ),
  );

const total = (edges: readonly Edge[], of: 'weight' | 'tieBreak') =>
  edges.reduce((sum, edge) => sum + edge[of], 0);

describe('matching by weight', () => {
  test('finds the largest weight and then the largest tie-break of all matchings', () => {
    fc.assert(
      fc.property(graphs, ([rows, columns, edges]) => {
        const find = (row: number, column: number) =>
          edges.find((edge) => edge.row === row && edge.column === column);
        let best = { weight: 0, tieBreak: 0 };
        for (const pairs of allMatchings(rows, columns, (row, column) => find(row, column) !== undefined)) {
          const taken = pairs.flatMap(([row, column]) => find(row, column) ?? []);
          const [weight, tieBreak] = [total(taken, 'weight'), total(taken, 'tieBreak')];
          if (weight > best.weight || (weight === best.weight && tieBreak > best.tieBreak))
            best = { weight, tieBreak };
        }
        const found = matchByWeight(rows, columns, edges);
        expect(new Set(found.map((edge) => edge.row)).size).toBe(found.length);
        expect(new Set(found.map((edge) => edge.column)).size).toBe(found.length);
        for (const edge of found) expect(edges).toContain(edge);
        expect({ weight: total(found, 'weight'), tieBreak: total(found, 'tieBreak') }).toEqual(best);
      }),
      runs(300),
    );
  });

  test('is still the best where many compete for few', () => {
    const size = 5;
    const cell = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
    const full = fc.array(cell, { minLength: size ** 2, maxLength: size ** 2 });
    const every = [...allMatchings(size, size, () => true)];
    fc.assert(
      fc.property(full, (cells) => {
        const valueAt = (row: number, column: number) => cells[row * size + column] ?? [0, 0];
        const edges = cells.map(
          ([weight, tieBreak], at): Edge => ({
            row: Math.floor(at / size),
            column: at % size,
            weight,
            tieBreak,
          }),
        );
        const best = every.reduce((most, pairs) => {
          const sum = pairs.reduce((all, [row, column]) => {
            const [weight, tieBreak] = valueAt(row, column);
            return all + 1000 * weight + tieBreak;
          }, 0);
          return Math.max(most, sum);
        }, 0);
        const found = matchByWeight(size, size, edges);
        expect(1000 * total(found, 'weight') + total(found, 'tieBreak')).toBe(best);
      }),
      { ...runs(80), numRuns: 80 },
    );
  });

  test('takes a lone pair only if it is worth something', () => {
    const lone = (weight: number, tieBreak: number) => [{ row: 1, column: 0, weight, tieBreak }];
    expect(matchByWeight(2, 1, lone(1, -5))).toEqual(lone(1, -5));
    expect(matchByWeight(2, 1, lone(0, 1))).toEqual(lone(0, 1));
    expect(matchByWeight(2, 1, lone(0, 0))).toEqual([]);
    expect(matchByWeight(2, 1, lone(0, -1))).toEqual([]);
    expect(matchByWeight(2, 1, lone(-1, 9))).toEqual([]);
  });

  test('gives each of many rows its own place, though one could have them all', () => {
    const count = 300;
    const edges: Edge[] = [];
    for (let i = 0; i < count; i++) {
      edges.push({ row: 0, column: i, weight: 1, tieBreak: 0 });
      edges.push({ row: i + 1, column: i, weight: 2, tieBreak: 0 });
    }
    const found = matchByWeight(count + 1, count, edges);
    expect(found.length).toBe(count);
    expect(total(found, 'weight')).toBe(2 * count);
  });

  test('matches nothing without edges', () => {
    expect(matchByWeight(2, 2, [])).toEqual([]);
  });
});

test('a heap gives its items back in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.array(fc.integer({ min: 0, max: 20 })),
      (first, second) => {
        const heap = new Heap<number>((a, b) => a < b);
        for (const item of first) heap.push(item);
        const early = first.length > 0 ? heap.pop() : undefined;
        expect(early).toBe(first.length > 0 ? Math.min(...first) : undefined);
        for (const item of second) heap.push(item);
        const rest = [...first, ...second].sort((a, b) => a - b);
        if (early !== undefined) rest.splice(rest.indexOf(early), 1);
        expect(rest.map(() => heap.pop())).toEqual(rest);
        expect(heap.pop()).toBeUndefined();
      },
    ),
    runs(200),
  );
});
