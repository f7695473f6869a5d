import { beforeEach, expect, test } from 'vitest';
import { keepPlace, readPlace } from './last-place.ts';

beforeEach(() => localStorage.clear());

test('each person has a place of their own in each document', () => {
  keepPlace('anna', 'brief', 12);
  keepPlace('anna', 'verslag', 3);
  keepPlace('bert', 'brief', 40);
  expect([readPlace('anna', 'brief'), readPlace('anna', 'verslag'), readPlace('bert', 'brief')]).toEqual([
    12, 3, 40,
  ]);
  keepPlace('anna', 'brief', null);
  expect([readPlace('anna', 'brief'), readPlace('bert', 'brief')]).toEqual([null, 40]);
});

test('only the last are kept, and what somebody else wrote there does no harm', () => {
  for (let at = 0; at < 400; at += 1) keepPlace('anna', `brief ${at}`, at + 1);
  expect([readPlace('anna', 'brief 0'), readPlace('anna', 'brief 399')]).toEqual([null, 400]);
  for (const odd of ['{', '{"a":1}', '[["brief","x"],7,["brief"]]']) {
    localStorage.setItem('koersvast-places:anna', odd);
    expect(readPlace('anna', 'brief')).toBeNull();
  }
});
