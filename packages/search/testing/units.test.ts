import { createOffsetMap } from '@koersvast/core/text';
import { expect, test } from 'vitest';
import { find, fold, parseQuery } from '../src/index.ts';
import { seeded } from './random.ts';
import { drawCase } from './random-query.ts';

test('a hit is the same slice of the text in both units', () => {
  let hitsSeen = 0;
  for (let seed = 0; seed < 600; seed += 1) {
    const { query, text } = drawCase(seeded(seed));
    const parsed = parseQuery(query);
    if (!parsed.ok || query.includes('in:')) continue;
    const { hits } = find(parsed.query, fold(text.text));
    const map = createOffsetMap(text.text);
    const points = [...text.text];
    for (let at = 0; at < hits.length; at += 2) {
      const [start, end] = [hits[at] ?? 0, hits[at + 1] ?? 0];
      const slice = points.slice(map.toCodePoint(start), map.toCodePoint(end)).join('');
      expect(slice, `${seed}`).toBe(text.text.slice(start, end));
      hitsSeen += 1;
    }
  }
  expect(hitsSeen).toBeGreaterThan(300);
});
