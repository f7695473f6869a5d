import { describe, expect, it } from 'vitest';
import { estimateOf, likenessOf, nearFrom, signatureOf, Twins } from './twins.ts';

/** Numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const vocabulary = Array.from({ length: 4_000 }, (_, at) => `woord${at.toString(36)}`);
function letterOf(next: () => number, words = 700): string[] {
  return Array.from({ length: words }, () => vocabulary[Math.floor(next() ** 2 * vocabulary.length)] ?? '');
}
/** The letter with other words in so many places. */
function changed(letter: readonly string[], places: number, next: () => number): string[] {
  const copy = [...letter];
  for (let each = 0; each < places; each += 1)
    copy[Math.floor(next() * copy.length)] = `anders${Math.floor(next() * 1e6)}`;
  return copy;
}

describe('likenessOf', () => {
  // By hand: n words have n − 2 runs of three; a changed word within is in three of them.
  it.each<[string, string, number]>([
    ['a b c d e', 'a b c d e', 1],
    ['a b c d e', 'A, b\nc  d-e.', 1],
    ['a b c d e f g h i j', 'a b c d X f g h i j', 5 / 11],
    ['a b c d', 'b c d e', 1 / 3],
    ['a b c', 'x y z', 0],
    ['a b', 'a b', 1],
    ['a b', 'a c', 0],
    ['', '', 1],
  ])('of %j and %j', (left, right, expected) => {
    expect(likenessOf(left, right)).toBeCloseTo(expected, 12);
    expect(likenessOf(right, left)).toBeCloseTo(expected, 12);
  });
});

describe('signatureOf', () => {
  it('is the same for texts that differ in white space and what is not seen', () => {
    const one = signatureOf('De samen\u00ADwerking in 36 600,\n\nnr. 1');
    expect(signatureOf('De  samenwerking\u00A0in 36\u00A0600, nr. 1 ').same).toBe(one.same);
    expect(signatureOf('De samenwerking in 36 600, nr. 2').same).not.toBe(one.same);
    expect(one.same).toMatch(/^[\da-f]{26}$/);
    expect(one.bytes.length).toBe(256);
  });

  it('stays what it is, so that what was kept can be compared', () => {
    const { same, bytes } = signatureOf('Aan de Voorzitter van de Tweede Kamer der Staten-Generaal');
    expect([same, [...bytes.subarray(0, 8)]]).toEqual([
      '81d42f2db2b5309f6ad2d52d7a',
      [53, 17, 34, 11, 35, 111, 18, 41],
    ]);
  });

  it('estimates as exactly as MinHash with 64 orders can: mean error 0, variance J(1 − J)/64', () => {
    const next = random(64);
    for (const places of [3, 8, 25, 60]) {
      const errors: number[] = [];
      let variance = 0;
      for (let pair = 0; pair < 150; pair += 1) {
        const letter = letterOf(next, 400);
        const [left, right] = [letter.join(' '), changed(letter, places, next).join(' ')];
        const exact = likenessOf(left, right);
        variance += (exact * (1 - exact)) / 64 / 150;
        errors.push(estimateOf(signatureOf(left), signatureOf(right)) - exact);
      }
      const mean = errors.reduce((sum, each) => sum + each, 0) / errors.length;
      const square = errors.reduce((sum, each) => sum + each * each, 0) / errors.length;
      // Four standard errors of a mean, and of a variance of 150 nearly normal values.
      expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / errors.length));
      expect(square / variance).toBeGreaterThan(1 - 4 * Math.sqrt(2 / errors.length));
      expect(square / variance).toBeLessThan(1 + 4 * Math.sqrt(2 / errors.length));
    }
  });
});

describe('Twins', () => {
  const letters = new Map<string, string>();
  const twins = new Twins<string>();
  const add = (id: string, text: string) => {
    letters.set(id, text);
    twins.add(id, signatureOf(text));
  };
  const of = (text: string) => twins.of(text, signatureOf(text), (id) => letters.get(id) ?? null);
  const next = random(7);
  const first = letterOf(next);
  add('first', first.join(' '));
  add('again', `${first.join('\n')}\n`);
  add('near', changed(first, 5, next).join(' '));
  add('further', changed(first, 60, next).join(' '));
  for (let at = 0; at < 200; at += 1) add(`other ${at}`, letterOf(next).join(' '));

  it('finds the same and the near, and says how alike they are', async () => {
    const found = await of(first.join(' '));
    expect(found.map(({ id, kind }) => [id, kind])).toEqual([
      ['first', 'same'],
      ['again', 'same'],
      ['near', 'near'],
    ]);
    expect(found[2]?.likeness).toBe(likenessOf(letters.get('first') ?? '', letters.get('near') ?? ''));
    expect(await of(letterOf(next).join(' '))).toEqual([]);
  });

  it('leaves out what is gone', async () => {
    const text = changed(first, 2, next).join(' ');
    const gone = new Twins<string>();
    gone.add('near', signatureOf(first.join(' ')));
    expect(gone.candidates(signatureOf(text)).map(({ id }) => id)).toEqual(['near']);
    expect(await gone.of(text, signatureOf(text), () => null)).toEqual([]);
  });

  it('misses none of a thousand near pairs, and finds no pair that is not', async () => {
    const many = new Twins<number>();
    const seeded = random(11);
    const texts: string[] = [];
    const pairs: string[] = [];
    for (let at = 0; at < 1_000; at += 1) {
      const letter = letterOf(seeded, 120);
      texts.push(letter.join(' '));
      pairs.push(changed(letter, 1 + (at % 4), seeded).join(' '));
    }
    texts.forEach((text, at) => {
      many.add(at, signatureOf(text));
    });
    for (const [at, pair] of pairs.entries()) {
      const found = await many.of(pair, signatureOf(pair), (id) => texts[id] ?? null);
      const exact = likenessOf(texts[at] ?? '', pair);
      expect(found.map(({ id }) => id)).toEqual(exact >= nearFrom ? [at] : []);
    }
  });

  it('stays quick where many letters are alike', async () => {
    const seeded = random(5);
    const form = letterOf(seeded);
    const many = new Twins<number>();
    const texts = Array.from({ length: 300 }, (_, at) =>
      (at % 2 === 0 ? letterOf(seeded) : changed(form, 3, seeded)).join(' '),
    );
    const begin = process.threadCpuUsage();
    for (const [at, text] of texts.entries()) {
      const signature = signatureOf(text);
      await many.of(text, signature, (id) => texts[id] ?? null);
      many.add(at, signature);
    }
    expect(process.threadCpuUsage(begin).user).toBeLessThan(10_000_000);
  });
});
