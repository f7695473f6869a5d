import { describe, expect, it } from 'vitest';
import { anchorAt, columnOf, gap, heightOf, pageAt } from './page-column.ts';
import { type PageLine, PageLines } from './page-lines.ts';

const line = (start: number, end: number, page: number, top: number, left = 50): PageLine => ({
  start,
  end,
  page,
  box: [left, top, left + 10 * (end - start), top + 12],
});
// Two lines, a note that stands at the foot of the first page and late in the text, and one on the next page.
const lines = new PageLines([
  line(40, 50, 1, 700),
  line(0, 10, 1, 100),
  line(10, 20, 1, 115),
  line(22, 32, 2, 90),
]);

describe('where words stand', () => {
  it.each([
    ['within a line', { start: 2, end: 5 }, [[1, 62, 108]]],
    [
      'over two lines',
      { start: 8, end: 12 },
      [
        [1, 122, 150],
        [1, 50, 78],
      ],
    ],
    [
      'over two pages',
      { start: 18, end: 24 },
      [
        [1, 122, 150],
        [2, 50, 78],
      ],
    ],
    ['a note', { start: 40, end: 50 }, [[1, 50, 150]]],
  ])('%s', (_name, span, expected) => {
    expect(
      lines
        .boxesOf(span)
        .map(({ page, box: [left, , right] }) => [page, Math.round(left), Math.round(right)]),
    ).toEqual(expected);
  });

  it.each([
    ['a place between letters', { start: 5, end: 5 }, 100],
    ['a space that stands nowhere', { start: 20, end: 21 }, 115],
    ['before all', { start: -3, end: -1 }, 100],
    ['behind all', { start: 90, end: 95 }, 700],
  ])('takes the line for %s', (_name, span, top) => {
    expect(lines.boxesOf(span).map(({ box }) => box[1])).toEqual([top]);
  });

  it('knows no place where there are no lines', () => {
    const none = new PageLines([]);
    expect(none.boxesOf({ start: 0, end: 4 })).toEqual([]);
    expect(none.at(1, 10, 10)).toBeNull();
    expect(none.firstOn(1)).toBeNull();
  });
});

describe('what stands at a place', () => {
  it.each([
    ['in a line', 1, 60, 105, 0],
    ['beside it', 1, 165, 105, 0],
    ['between two', 1, 60, 114.5, 10],
    ['on the other page', 2, 60, 95, 22],
  ])('%s', (_name, page, x, y, start) => {
    expect(lines.at(page, x, y)?.start).toBe(start);
  });

  it('is nothing far from all lines, and on a page without', () => {
    expect(lines.at(1, 60, 400)).toBeNull();
    expect(lines.at(3, 60, 100)).toBeNull();
  });

  it('is a letter of the line, wherever one points beside it', () => {
    const first = line(0, 10, 1, 100);
    expect([0, 50, 59, 61, 149, 400].map((x) => lines.offsetIn(first, x))).toEqual([0, 0, 0, 1, 9, 9]);
  });
});

describe('letters that are not equally wide', () => {
  // As Arial sets it in 10 points: `ill` is narrow, `wm` is wide.
  const text = 'illegible willing little bills WWMMWWMM and more of the usual words here';
  const arial: Readonly<Record<string, number>> = { i: 2.2, l: 2.2, W: 9.4, M: 8.3, ' ': 2.8 };
  const widthTo = (end: number) =>
    [...text.slice(0, end)].reduce((sum, each) => sum + (arial[each] ?? 5.3), 0);
  const set: PageLine = {
    start: 0,
    end: text.length,
    page: 1,
    box: [50, 100, 50 + widthTo(text.length), 112],
  };
  const [start, end] = [text.indexOf('WW'), text.indexOf(' and')];
  const boxOf = (known: PageLines) => known.boxesOf({ start, end })[0]?.box ?? [0, 0, 0, 0];

  it('are pointed out to within two letters', () => {
    const [left, , right] = boxOf(new PageLines([set], text));
    const letter = 5.3;
    expect(Math.abs(left - 50 - widthTo(start))).toBeLessThan(2 * letter);
    expect(Math.abs(right - 50 - widthTo(end))).toBeLessThan(2 * letter);
    // By their number alone it is words away.
    expect(Math.abs(boxOf(new PageLines([set]))[0] - 50 - widthTo(start))).toBeGreaterThan(4 * letter);
  });

  it('are found where one points', () => {
    const known = new PageLines([set], text);
    for (const at of [3, start + 2, end + 4])
      expect(Math.abs(known.offsetIn(set, 50 + widthTo(at) + 1) - at)).toBeLessThan(3);
  });

  it('are taken as they are counted on a page that was set on a typewriter', () => {
    const typed = ['iiiiiiiiiiiiiiiiiiiiiiii', 'mmmmmmmmmmmmmmmmmmmmmmmm', 'words of another kind mm'];
    const all = typed.join('\n');
    const rows = typed.map((_, nth): PageLine => line(nth * 25, nth * 25 + 24, 1, 100 + nth * 12));
    const [box] = new PageLines(rows, all).boxesOf({ start: 50, end: 55 });
    expect(box?.box[2]).toBeCloseTo(50 + 10 * 5.8);
  });
});

describe('pages under one another', () => {
  const column = columnOf(3000, 100, 1.4, new Map([[2, 0.7]]));

  it('lie without overlapping, each as high as it is', () => {
    expect([...column.tops.slice(0, 4)]).toEqual([12, 164, 246, 398]);
    expect(column.height).toBeCloseTo(gap + 2999 * 152 + 82);
  });

  it.each([
    [-50, 1],
    [0, 1],
    [12, 1],
    [163, 1],
    [164, 2],
    [246, 3],
    [1e9, 3000],
  ])('at %d is page %d', (y, page) => {
    expect(Math.min(3000, pageAt(column, y))).toBe(page);
  });

  it('keep a place when they become larger', () => {
    const larger = columnOf(3000, 250, 1.4, new Map());
    for (const page of [1, 2, 57, 3000]) {
      const anchor = { page, share: 0.25 };
      const again = anchorAt(larger, heightOf(larger, anchor));
      expect(again.page).toBe(page);
      expect(again.share).toBeCloseTo(0.25);
    }
  });
});
