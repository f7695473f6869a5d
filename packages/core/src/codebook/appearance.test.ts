import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appearanceAt,
  appearanceCount,
  captionOf,
  coderAppearanceAt,
  coderColours,
  firstCoderColour,
  lineStyles,
  nextAppearance,
  pages,
  type Theme,
  tagColours,
} from './appearance.ts';

type Triple = readonly [number, number, number];

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

function rgb(hex: string): Triple {
  const channel = (at: number) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

/** The contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [light, dark] = [one, other]
    .map(rgb)
    .map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
    .sort((a, b) => b - a);
  return (light ?? 0) / (dark ?? 1);
}

function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Without red or green cones, in linear light, after Machado, Oliveira and Fernandes (2009), severity 1. */
const missing = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const;
type Sight = 'usual' | keyof typeof missing;

function seen(hex: string, sight: Sight): Triple {
  const [r, g, b] = rgb(hex);
  if (sight === 'usual') return [r, g, b];
  const [x, y, z] = missing[sight].map((row) =>
    Math.min(1, Math.max(0, row[0] * r + row[1] * g + row[2] * b)),
  );
  return [x ?? 0, y ?? 0, z ?? 0];
}

function distance(one: string, other: string, sight: Sight): number {
  const [a, b] = [oklab(seen(one, sight)), oklab(seen(other, sight))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function smallest(colours: readonly string[], sight: Sight): number {
  return Math.min(
    ...colours.flatMap((one, at) => colours.slice(at + 1).map((other) => distance(one, other, sight))),
  );
}

describe.each<Theme>(['light', 'dark'])('on the %s page', (theme) => {
  const { page, text } = pages[theme];
  const colours = tagColours.map((colour) => colour[theme]);

  it.each(colours)('$line on $tint can be seen and read', ({ line, tint }) => {
    expect(contrast(line, page)).toBeGreaterThanOrEqual(3);
    expect(contrast(line, tint)).toBeGreaterThanOrEqual(3);
    expect(contrast(text, tint)).toBeGreaterThanOrEqual(7);
  });

  it('has words of 7:1 on the page', () => {
    expect(contrast(text, page)).toBeGreaterThanOrEqual(7);
  });

  it('keeps all lines apart', () => {
    expect(
      smallest(
        colours.map((colour) => colour.line),
        'usual',
      ),
    ).toBeGreaterThan(0.12);
  });

  it('keeps all tints apart', () => {
    const tints = colours.map((colour) => colour.tint);
    expect(smallest(tints, 'usual')).toBeGreaterThan(0.028);
  });

  // In the order one and the next differ in line too; every fifth place has the same line.
  it.each<Sight>(['usual', 'protan', 'deutan'])(
    'keeps neighbours in the order apart in %s sight',
    (sight) => {
      for (let place = 0; place < appearanceCount; place += 1) {
        for (const step of [1, 5]) {
          const [one, other] = [place, place + step].map(
            (at) => colours[appearanceAt(at).colour]?.line ?? '',
          );
          expect(distance(one ?? '', other ?? '', sight)).toBeGreaterThan(0.08);
        }
      }
    },
  );

  it.each<Sight>(['usual', 'protan', 'deutan'])('keeps the first five lines apart in %s sight', (sight) => {
    expect(
      smallest(
        colours.slice(0, 5).map((colour) => colour.line),
        sight,
      ),
    ).toBeGreaterThan(0.08);
  });
});

describe.each<Theme>(['light', 'dark'])('the colours of coders on the %s page', (theme) => {
  const { page, text } = pages[theme];
  const colours = coderColours.map((colour) => colour[theme]);

  it.each(colours)('$line on $tint can be seen and read, and is no tag’s', ({ line, tint }) => {
    expect(contrast(line, page)).toBeGreaterThanOrEqual(3);
    expect(contrast(line, tint)).toBeGreaterThanOrEqual(3);
    expect(contrast(text, tint)).toBeGreaterThanOrEqual(7);
    for (const tag of tagColours) expect(distance(line, tag[theme].line, 'usual')).toBeGreaterThan(0.06);
  });

  it.each<Sight>(['usual', 'protan', 'deutan'])('keeps neighbours apart in %s sight', (sight) => {
    for (const [at, { line }] of colours.entries()) {
      const next = colours[(at + 1) % colours.length]?.line ?? '';
      expect(distance(line, next, sight)).toBeGreaterThan(0.08);
    }
  });
});

it('coders come round again after the last colour, and are numbered apart from tags', () => {
  expect(coderAppearanceAt(coderColours.length + 1)).toEqual(coderAppearanceAt(1));
  expect(firstCoderColour).toBeGreaterThan(tagColours.length);
});

function hue(hex: string): number {
  const [, a, b] = oklab(rgb(hex));
  return (Math.atan2(b, a) * 180) / Math.PI;
}

it('every colour has one hue, as line and as tint, on both pages', () => {
  for (const { light, dark } of tagColours) {
    const hues = [light.line, light.tint, dark.line, dark.tint].map(hue);
    for (const one of hues)
      for (const other of hues) {
        const apart = Math.abs(one - other) % 360;
        expect(Math.min(apart, 360 - apart)).toBeLessThan(18);
      }
  }
});

describe('the fixed order', () => {
  const all = Array.from({ length: appearanceCount }, (_, index) => appearanceAt(index));

  it('has 60 pairs, each once', () => {
    expect(appearanceCount).toBe(60);
    expect(new Set(all.map(({ colour, line }) => `${colour} ${line}`)).size).toBe(60);
  });

  it('begins with five that differ in colour and in line', () => {
    expect(new Set(all.slice(0, 5).map(({ colour }) => colour)).size).toBe(5);
    expect(all.slice(0, 5).map(({ line }) => line)).toEqual(lineStyles);
  });

  it.each([
    [60, 0],
    [-1, 59],
    [61.9, 1],
  ])('%d wraps to %d', (index, place) => {
    expect(appearanceAt(index)).toEqual(appearanceAt(place));
  });
});

interface Made {
  readonly id: string;
  readonly parentId: string | null;
  readonly appearance: number;
}

/** Makes a codebook tag by tag: each stands under one made before it, or under none. */
function grow(parents: readonly (number | null)[]): Made[] {
  const made: Made[] = [];
  for (const [at, above] of parents.entries()) {
    const parentId = above === null ? null : (made[above % Math.max(1, at)]?.id ?? null);
    made.push({ id: `t${at}`, parentId, appearance: nextAppearance(made, parentId) });
  }
  return made;
}

const looks = ({ appearance }: Made) => {
  const { colour, line } = appearanceAt(appearance);
  return `${colour} ${line}`;
};
const shape = fc.array(fc.oneof(fc.constant(null), fc.nat(500)), { minLength: 1, maxLength: 500 });

describe('the place that a new tag gets', () => {
  it('is the next of the order in a codebook without a tree', () => {
    const made = grow(Array.from({ length: 60 }, () => null));
    expect(made.map(({ appearance }) => appearance)).toEqual(Array.from({ length: 60 }, (_, at) => at));
  });

  it('is its own, and of the first sixty no two look alike', () => {
    fc.assert(
      fc.property(shape, (parents) => {
        const made = grow(parents);
        expect(new Set(made.map(({ appearance }) => appearance)).size).toBe(made.length);
        expect(new Set(made.slice(0, 60).map(looks)).size).toBe(Math.min(60, made.length));
        // Whatever looks alike is told apart by what is written at it.
        const written = made.map((tag) => `${looks(tag)} ${captionOf({ ...tag, key: null })}`);
        expect(new Set(written).size).toBe(made.length);
      }),
      { seed: 20_191_220, numRuns: 20 },
    );
  });

  it('looks other than the tag above it, and has its colour when it shares one', () => {
    fc.assert(
      fc.property(shape, (parents) => {
        const made = grow(parents);
        const byId = new Map(made.map((tag) => [tag.id, tag]));
        for (const tag of made) {
          const parent = byId.get(tag.parentId ?? '');
          if (parent === undefined) continue;
          expect(looks(tag)).not.toBe(looks(parent));
          if (tag.appearance >= 60)
            expect(appearanceAt(tag.appearance).colour).toBe(appearanceAt(parent.appearance).colour);
        }
      }),
      { seed: 20_191_221, numRuns: 20 },
    );
  });

  it('has another colour than its parent and its siblings while there are such', () => {
    const made = grow([
      null,
      null,
      ...Array.from({ length: 9 }, () => 0),
      ...Array.from({ length: 9 }, () => 1),
    ]);
    const colours = (tags: readonly Made[]) =>
      new Set(tags.map((tag) => appearanceAt(tag.appearance).colour));
    for (const parent of made.slice(0, 2)) {
      const children = made.filter(({ parentId }) => parentId === parent.id);
      expect(colours([parent, ...children]).size).toBe(children.length + 1);
    }
  });

  it('stays when others go: what is free is given again, and nothing moves', () => {
    const made = grow(Array.from({ length: 70 }, () => null));
    const left = made.filter(({ appearance }) => appearance !== 13);
    expect(nextAppearance(left, null)).toBe(13);
  });
});

it.each([
  [{ appearance: 59, key: null }, null],
  [{ appearance: 59, key: 'ab' }, null],
  [{ appearance: 60, key: 'ab' }, 'ab'],
  [{ appearance: 60, key: null }, 'AAB'],
  [{ appearance: 29_999, key: null }, 'ATF'],
])('what is written at %j: %s', (tag, caption) => {
  expect(captionOf(tag)).toBe(caption);
});
