import { expect, it } from 'vitest';
import { passagesAddress } from './passages-address.ts';

const read = (address: string) =>
  Object.fromEntries(
    [...new URLSearchParams(address.split('?')[1])].map(([name, value]) => {
      try {
        return [name, JSON.parse(value) as unknown];
      } catch {
        return [name, value];
      }
    }),
  );

it('leads to the very selection that was counted, and to what is behind the mark', () => {
  const search = {
    ...({ layers: 'first-pass', round: 'r1', set: 's1', coders: ['c1', 'c2'], by: 'author' } as const),
    where: [['date', 'range', '2014', '2016']],
  };
  const behind = { tagId: 't1', condition: ['author', 'one_of', 'Minister'], coderId: 'c2' };
  expect(read(passagesAddress('p', search, behind))).toEqual({
    ...{
      tags: ['t1'],
      only: true,
      layer: 'first-pass',
      work: 'finished',
      roundIds: ['r1'],
      coders: ['c2'],
      set: 's1',
    },
    where: [
      ['date', 'range', '2014', '2016'],
      ['author', 'one_of', 'Minister'],
    ],
  });
});

it('has the part of a document, and what is below a tag where that was counted', () => {
  const behind = { tagId: 't1', documentId: 'd1', part: [5, 9] as const };
  expect(read(passagesAddress('p', { below: true, layers: 'final', coders: ['c1'] }, behind))).toEqual({
    ...{ tags: ['t1'], layer: 'final', work: 'finished', documents: ['d1'], part: [5, 9] },
  });
});
