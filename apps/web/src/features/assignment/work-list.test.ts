import type { DocumentListItem } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { nextWork, type WorkState, workOf } from './work-list.ts';

function item(name: string, state: WorkState | null, roundId = 'round'): DocumentListItem {
  const assignment = {
    id: name,
    roundId,
    documentId: name,
    memberId: 'me',
    version: 1,
    doneAt: null,
    removedAt: null,
  };
  return {
    document: { id: name, title: name } as DocumentListItem['document'],
    annotations: 0,
    paragraphs: 1,
    assignments: state === null ? [] : [{ ...assignment, state }],
  };
}
const open = { id: 'round', blind: false };
const blind = { id: 'round', blind: true };

describe('workOf', () => {
  it('puts each document under the state of its assignment in this round', () => {
    const work = workOf([item('a', 'done'), item('b', 'in_progress'), item('c', 'done', 'other')], open);
    expect(work.done.map(({ item }) => item.document.id)).toEqual(['a']);
    expect(work.in_progress.map(({ item }) => item.document.id)).toEqual(['b']);
    expect(work.todo.map(({ item }) => item.document.id)).toEqual(['c']);
  });

  it('leaves out what is not assigned in a blind round, and everything without a round', () => {
    expect(workOf([item('a', null), item('b', 'todo')], blind).todo).toHaveLength(1);
    expect(workOf([item('a', null)], null).todo).toHaveLength(0);
  });
});

it.each<[WorkState[], string | null]>([
  [['todo', 'done', 'in_progress'], '2'],
  [['todo', 'recheck'], '1'],
  [['done', 'todo', 'todo'], '1'],
  [['done'], null],
  [[], null],
])('of %j goes on with %s', (states, id) => {
  const work = workOf(
    states.map((state, at) => item(String(at), state)),
    open,
  );
  expect(nextWork(work)?.item.document.id ?? null).toBe(id);
});
