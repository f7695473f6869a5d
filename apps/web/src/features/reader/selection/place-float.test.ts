import { computePosition } from '@floating-ui/react-dom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, type Box, placing, rectOf, roomBeside } from './place-float.ts';

const box = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const room = box(0, 0, 800, 600);
const size = { width: 240, height: 160 };

/** Where it is placed, in a page that is nothing but these boxes. */
async function placeFloat(lines: readonly Box[]): Promise<{ left: number; top: number }> {
  const { x, y } = await computePosition({} as Element, {} as HTMLElement, {
    placement: 'bottom-start',
    middleware: placing(lines, room),
    platform: {
      getElementRects: () => ({ reference: rectOf(around(lines)), floating: { x: 0, y: 0, ...size } }),
      getDimensions: () => size,
      getOffsetParent: () => ({}) as Element,
      getDocumentElement: () => ({}) as HTMLElement,
      getClientRects: () => [],
      convertOffsetParentRelativeRectToViewportRelativeRect: ({ rect }) => rect,
      isElement: () => true,
      getScale: () => ({ x: 1, y: 1 }),
      isRTL: () => false,
      getClippingRect: ({ rootBoundary }) => (typeof rootBoundary === 'string' ? rectOf(room) : rootBoundary),
    },
  });
  return { left: x, top: y };
}

describe('placeFloat', () => {
  it.each([
    ['under a word', [box(100, 100, 80, 24)], { left: 100, top: 132 }],
    ['over it at the foot', [box(100, 500, 80, 24)], { left: 100, top: 332 }],
    ['inside the room at the right', [box(700, 100, 80, 24)], { left: 552, top: 132 }],
    [
      'beside lines that fill the height',
      [box(100, 10, 300, 24), box(100, 570, 300, 24)],
      { left: 408, top: 10 },
    ],
  ])('goes %s', async (_name, lines, expected) => {
    expect(await placeFloat(lines)).toEqual(expected);
  });

  it('is placed anew beside other lines with the same box around them', () => {
    const one = placing([box(100, 100, 300, 24), box(100, 124, 200, 24)], room);
    const other = placing([box(100, 100, 300, 24), box(100, 124, 20, 24)], room);
    // As the library compares them: by what they are given, and the source of what they do.
    const compared = (given: typeof one) =>
      JSON.stringify(given.map(({ name, options }) => ({ name, options })));
    expect(compared(one)).not.toBe(compared(other));
    expect(compared(placing([box(100, 100, 300, 24), box(100, 124, 20, 24)], room))).toBe(compared(other));
  });

  it('never covers the lines', async () => {
    const line = fc.record({
      left: fc.integer({ min: 0, max: 700 }),
      top: fc.integer({ min: 0, max: 2000 }),
      width: fc.integer({ min: 1, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async (drawn) => {
        const lines = drawn
          .map(({ left, top, width }) => box(left, top, width, 24))
          .sort((one, other) => one.top - other.top);
        const { left, top } = await placeFloat(lines);
        for (const each of lines) {
          const apart =
            left >= each.right ||
            left + size.width <= each.left ||
            top >= each.bottom ||
            top + size.height <= each.top;
          expect(apart).toBe(true);
        }
      }),
      { seed: 20260103 },
    );
  });
});

it.each([
  ['a line high up: what is under it', 100, 680],
  ['a line low down: what is over it', 700, 628],
  ['a selection over the whole window: all of it', null, 748],
])('%s', (_name, at, height) => {
  const line = { left: 0, right: 100, top: at ?? 60, bottom: at === null ? 790 : at + 24 };
  expect(roomBeside([line], { left: 0, top: 56, right: 700, bottom: 820 - (at === 700 ? 20 : 0) })).toBe(
    height,
  );
});
