import type { Assignment, ProjectDetail } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { mayCodeIn, ownAssignments, readingRound } from './reading-round.ts';

const round = (id: string, more: object = {}) => ({
  id,
  blind: true,
  state: 'running',
  revealedAt: null,
  documentIds: [] as string[],
  ...more,
});
const first = round('first', { blind: false });
const project = (rounds: object[], abilities = ['annotation.write']) =>
  ({ rounds, abilities, me: { id: 'me' }, project: { archivedAt: null } }) as unknown as ProjectDetail;
const given = (roundId: string, state: Assignment['state'] = 'todo', more: object = {}) =>
  ({ roundId, documentId: 'letter', memberId: 'me', state, removedAt: null, ...more }) as Assignment;

it.each<[string, object[], Assignment[], string | undefined, string | null]>([
  ['the one that is asked for', [first, round('pilot')], [given('pilot')], 'first', 'first'],
  ['not one that is not over it', [first, round('other', { documentIds: ['x'] })], [], 'other', 'first'],
  ['where work is unfinished', [first, round('pilot'), round('main')], [given('pilot')], undefined, 'pilot'],
  ['the last with unfinished work', [round('a'), round('b')], [given('a'), given('b')], undefined, 'b'],
  ['where one may code', [first, round('pilot')], [], undefined, 'first'],
  ['where one is done, when it runs', [first, round('pilot')], [given('pilot', 'done')], undefined, 'pilot'],
  ['the last, when one may code in none', [round('pilot'), round('main')], [], undefined, 'main'],
  ['none without a round', [round('other', { documentIds: ['x'] })], [], undefined, null],
])('reads in %s', (_what, rounds, own, asked, id) => {
  expect(readingRound(project(rounds), 'letter', own, asked)?.id ?? null).toBe(id);
});

it.each<[string, object, string[], Assignment[], boolean]>([
  ['a viewer', first, [], [], false],
  ['anybody in an open round', first, ['annotation.write'], [], true],
  ['who was given it in a blind round', round('b'), ['annotation.write'], [given('b')], true],
  ['who was not given it in a blind round', round('b'), ['annotation.write'], [], false],
  [
    'anybody after the reveal',
    round('b', { state: 'revealed', revealedAt: '2026-11-24T08:00:00.000Z' }),
    ['annotation.write'],
    [],
    true,
  ],
])('of who may code: %s', (_who, where, abilities, own, may) => {
  const detail = project([where], abilities);
  expect(mayCodeIn(detail, where as ProjectDetail['rounds'][number], 'letter', own)).toBe(may);
});

it('takes only one’s own assignments that were not taken away', () => {
  const others = given('a', 'todo', { memberId: 'you' });
  const gone = given('b', 'todo', { removedAt: '2026-01-01T00:00:00.000Z' });
  expect(ownAssignments(project([]), [others, gone, given('c')]).map((each) => each.roundId)).toEqual(['c']);
});
