import { describe, expect, it } from 'vitest';
import { appearanceAt, appearanceCount, lineStyles, pages, type Theme, tagColours } from './appearance.ts';

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

  it.each<Sight>(['usual', 'protan', 'deutan'])('keeps the first five lines apart in %s sight', (sight) => {
    expect(
      smallest(
        colours.slice(0, 5).map((colour) => colour.line),
        sight,
      ),
    ).toBeGreaterThan(0.08);
  });
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
