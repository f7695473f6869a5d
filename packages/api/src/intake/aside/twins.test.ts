import { expect, test } from 'vitest';
import { sketchTexts, twinsAmong, twinsTold } from './twins.ts';

test('of a text that is there a hundred times, each is told of the first twenty others', async () => {
  const [sketch] = await sketchTexts(['Een brief, honderd keer.']);
  if (!sketch) throw new Error('no sketch');
  const all = Array.from({ length: 100 }, (_, nth) => ({ ...sketch, id: `${nth}` }));
  const found = await twinsAmong(all.slice(0, 5), all.slice(5));
  const first = all.map(({ id }) => id);
  expect(found['99']?.same).toEqual(first.slice(0, twinsTold));
  expect(found['7']?.same).toEqual(first.filter((id) => id !== '7').slice(0, twinsTold));
  expect(Object.keys(found)).toHaveLength(95);
});
