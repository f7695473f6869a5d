import { expect, test } from 'vitest';
import { seeded } from '../../testing/random.ts';
import { fold } from '../fold/fold.ts';
import { find } from './find.ts';
import { LongPhrase } from './long-phrase.ts';

const WORDS = ['a', 'b', 'ab', 'ba', "a'b", 'é', 'ﬁ'];
const PATTERNS = ['a', 'b', '*', 'a*', '*b', 'ab', 'fi', 'e'];
const GAPS = [' ', ' ', ' ', '-', '\r\n', ', ', '\u00AD ', '/'];

test('a phrase found bit by bit is found where its words stand', () => {
  for (let seed = 0; seed < 500; seed += 1) {
    const random = seeded(seed);
    const text = Array.from({ length: 80 }, () => random.pick(WORDS) + random.pick(GAPS)).join('');
    // Longer than a limb, for some.
    const length = random.chance(20) ? 40 : 1 + random.whole(4);
    const words = Array.from({ length }, () => (length > 30 ? '*' : random.pick(PATTERNS)));
    const folded = fold(text);
    const found = find({ kind: 'words', typed: words.join(' '), words }, folded).hits;
    expect(new LongPhrase(words).findIn(folded), `${seed}`).toEqual(found);
  }
});

test('one that might begin at every word is found as quickly as others', () => {
  const text = fold('a '.repeat(100_000));
  const words = Array.from({ length: 200 }, () => 'a');
  const { hits } = find({ kind: 'words', typed: words.join(' '), words }, text);
  expect(hits.length / 2).toBe(100_000 - 199);
  expect([...hits.subarray(-2)]).toEqual([200_000 - 400, 199_999]);
});
