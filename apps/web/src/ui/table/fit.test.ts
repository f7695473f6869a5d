import { expect, it } from 'vitest';
import { withoutRoom } from './fit.ts';

const columns = [
  { id: 'title', width: 240 },
  { id: 'date', width: 100, keep: 2 },
  { id: 'author', width: 100 },
  { id: 'dossier', width: 100, keep: 1 },
  { id: 'state', width: 100 },
];

it.each([
  [640, []],
  [639.6, []],
  [639, ['state']],
  [540, ['state']],
  [539, ['state', 'author']],
  [439, ['state', 'author', 'dossier']],
  [100, ['state', 'author', 'dossier', 'date']],
])('in %i pixels these have no room: %s', (room, gone) => {
  expect([...withoutRoom(room, columns)]).toEqual(gone);
});
