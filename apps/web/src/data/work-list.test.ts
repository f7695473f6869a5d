import type { ProjectDetail, WorkItem } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { countWork, nextWork, workOf } from './work-list.ts';

type State = NonNullable<WorkItem['assignment']>['state'];

const rounds = [
  { id: 'open', blind: false, state: 'running', revealedAt: null, plan: null },
  { id: 'blind', blind: true, state: 'running', revealedAt: null, plan: null },
  { id: 'shown', blind: true, state: 'revealed', revealedAt: '2026-11-24T08:00:00.000Z', plan: null },
  { id: 'planned', blind: true, state: 'planned', revealedAt: null, plan: null },
  { id: 'closed', blind: true, state: 'closed', revealedAt: null, plan: null },
] as ProjectDetail['rounds'];

function item(documentId: string, state: State | null, roundId = 'open', recheck = 0): WorkItem {
  const assignment = {
    id: documentId,
    roundId,
    documentId,
    memberId: 'me',
    version: 1,
    doneAt: null,
    removedAt: null,
  };
  const counts = { paragraphs: 1, annotations: recheck, readings: 0, recheck };
  return {
    roundId,
    documentId,
    documentTitle: documentId,
    documentDate: null,
    documentLanguage: 'nl',
    assignment: state === null ? null : { ...assignment, state },
    ...counts,
  };
}

const ids = (items: readonly WorkItem[]) => items.map(({ documentId }) => documentId);

describe('workOf', () => {
  it('puts each document under the state in which its coder left it', () => {
    const work = workOf(
      [item('a', 'done'), item('b', 'in_progress'), item('c', 'todo'), item('d', null)],
      rounds,
    );
    expect(ids(work.done)).toEqual(['a']);
    expect(ids(work.in_progress)).toEqual(['b']);
    expect(ids(work.todo)).toEqual(['c', 'd']);
  });

  it('asks to look again where a tag has changed its meaning, unless the reveal has closed the document', () => {
    const work = workOf(
      [item('a', 'done', 'open', 2), item('b', 'in_progress', 'open', 1), item('c', 'done', 'shown', 1)],
      rounds,
    );
    expect(ids(work.recheck)).toEqual(['a', 'b']);
    expect(ids(work.done)).toEqual(['c']);
  });

  it('sets apart what was given to nobody while there is blind work', () => {
    const work = workOf([item('a', 'todo', 'blind'), item('a', null), item('b', null)], rounds);
    expect(ids(work.todo)).toEqual(['a']);
    expect(ids(work.free)).toEqual(['a', 'b']);
    // It is never led to: that would be out of the blind round.
    const done = [item('a', 'done', 'blind'), item('a', null)];
    expect(nextWork(done, rounds, { documentId: 'a', roundId: 'blind' })).toBeNull();
  });
});

describe('what is asked of nobody now', () => {
  it('is what comes, what was left open in a closed round, and a shared round beside blind work', () => {
    const items = [
      item('a', 'todo', 'planned'),
      item('b', 'in_progress', 'closed'),
      item('c', 'done', 'closed'),
      item('d', 'done', 'shown'),
      item('e', null, 'open'),
    ];
    const work = workOf(items, rounds);
    expect([ids(work.coming), ids(work.closed), ids(work.done), ids(work.free)]).toEqual([
      ['a'],
      ['b'],
      ['c', 'd'],
      ['e'],
    ]);
    // Who finished the blind round is done, whatever shared round nobody gave them.
    expect(countWork(work)).toEqual({ done: 2, all: 2 });
    expect(nextWork(items, rounds)).toBeNull();
  });

  it('is the whole of a shared round for nobody but those who were given blind work', () => {
    const items = [item('a', 'in_progress'), item('b', null)];
    expect(countWork(workOf(items, rounds))).toEqual({ done: 0, all: 2 });
  });
});

describe('nextWork', () => {
  it.each<[State[], string | null]>([
    [['todo', 'done', 'in_progress'], '2'],
    [['todo', 'recheck'], '1'],
    [['done', 'todo', 'todo'], '1'],
    [['done'], null],
    [[], null],
  ])('of %j begins with %s', (states, id) => {
    const items = states.map((state, at) => item(String(at), state));
    expect(nextWork(items, rounds)?.documentId ?? null).toBe(id);
  });

  it.each([
    ['b', 'c'],
    ['c', 'a'],
  ])('goes on after %s with %s, in the same round', (from, to) => {
    const items = [
      item('x', 'in_progress', 'open'),
      item('a', 'todo', 'blind'),
      item('b', 'done', 'blind'),
      item('c', 'todo', 'blind'),
    ];
    expect(nextWork(items, rounds, { documentId: from, roundId: 'blind' })?.documentId).toBe(to);
  });

  it('goes on in another round when this one is finished, and never with the document itself', () => {
    const items = [item('x', 'todo', 'open'), item('a', 'in_progress', 'blind')];
    expect(nextWork(items, rounds, { documentId: 'a', roundId: 'blind' })?.documentId).toBe('x');
    expect(nextWork([item('a', 'todo')], rounds, { documentId: 'a', roundId: 'open' })).toBeNull();
  });
});
