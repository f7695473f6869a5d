import { expect, it } from 'vitest';
import { inARow } from './facts.ts';

it('keeps each number with what it counts', () => {
  expect(inARow(['Round 2 of 3', null, '20 December 2019', '1,200 paragraphs', '3 annotations'])).toBe(
    'Round 2 of 3 · 20\u00a0December 2019 · 1,200\u00a0paragraphs · 3\u00a0annotations',
  );
});
