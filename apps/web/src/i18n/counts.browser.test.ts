import { expect, it } from 'vitest';
import { words } from '../testing/show.tsx';
import { speak } from './index.ts';

it('writes what is counted as numbers are in the language, and other numbers as they are', async () => {
  const read = () => [
    words('export:total', { count: 2675 }),
    words('export:total', { count: 1 }),
    words('agreement:missing.round', { number: 2014 }),
  ];
  expect(read()).toEqual(['2,675 rows', '1 row', 'Round 2014 has not been revealed.']);
  await speak('nl');
  expect(read()).toEqual(['2.675 rijen', '1 rij', 'Ronde 2014 is nog niet onthuld.']);
  await speak('en');
});
