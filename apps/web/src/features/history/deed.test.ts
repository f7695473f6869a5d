import type { Change } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { comesAlong, deedOf } from './deed.ts';

const els = 'els';

it.each([
  ['project', 'create', null, {}, 'project.create'],
  ['project', 'edit', { name: 'a' }, { name: 'b' }, null],
  ['member', 'create', null, { id: els }, 'member.join'],
  ['member', 'create', null, { id: 'jan' }, 'member.create'],
  ['member', 'edit', { id: 'jan', role: 'coder' }, { id: 'jan', role: 'owner' }, 'member.edit'],
  ['member', 'edit', { id: 'jan', training: null }, { id: 'jan', training: 'two days' }, 'member.tell'],
  ['member', 'edit', { id: els, removedAt: '2026' }, { id: els, removedAt: null }, 'member.rejoin'],
  ['member', 'remove', { id: 'jan', removedAt: null }, { id: 'jan', removedAt: '2026' }, 'member.remove'],
  ['member', 'remove', { id: els, removedAt: null }, { id: els, removedAt: '2026' }, 'member.leave'],
  ['assignment', 'create', null, { memberId: 'jan' }, 'assignment.create'],
  ['assignment', 'create', null, { memberId: els }, 'assignment.take'],
  [
    'assignment',
    'edit',
    { memberId: els, state: 'todo' },
    { memberId: els, state: 'done' },
    'assignment.progress',
  ],
  [
    'assignment',
    'edit',
    { memberId: 'jan', removedAt: null },
    { memberId: 'jan', removedAt: '2026' },
    'assignment.remove',
  ],
  [
    'round',
    'edit',
    { state: 'closed', revealedAt: null },
    { state: 'revealed', revealedAt: '2026' },
    'round.reveal',
  ],
  ['round', 'edit', { state: 'planned' }, { state: 'running' }, 'round.start'],
  ['round', 'edit', { state: 'running' }, { state: 'closed' }, 'round.close'],
  ['round', 'edit', { state: 'closed' }, { state: 'revealed' }, 'round.reopen'],
  ['round', 'edit', { state: 'running', name: 'a' }, { state: 'running', name: 'b' }, null],
  ['review', 'edit', { response: null }, { response: 'learned' }, 'review.respond'],
  ['review', 'edit', { supersededAt: null }, { supersededAt: '2026' }, 'review.replace'],
  ['review', 'remove', { withdrawnAt: null }, { withdrawnAt: '2026' }, 'review.remove'],
  ['tag', 'remove', { mergedIntoId: null }, { mergedIntoId: 'x' }, 'tag.merge'],
  ['tag', 'remove', { archivedAt: null }, { archivedAt: '2026' }, 'tag.remove'],
  ['layer', 'create', null, { kind: 'final' }, 'layer.final'],
  ['layer', 'edit', { finishedAt: '2026' }, { finishedAt: null }, 'layer.reopen'],
  ['annotation', 'restore', { deletedAt: '2026' }, { deletedAt: null }, null],
  ['annotation', 'undo', null, {}, null],
])('%s, %s, from %j to %j, is %s', (noun, action, before, after, deed) => {
  expect(
    deedOf({ change: { noun, action, before, after, memberId: els } as unknown as Change, kind: '' }),
  ).toBe(deed);
});

it.each([
  ['annotation.create', els, 'assignment.take'],
  ['assignment.set', 'jan', 'assignment.create'],
  ['member.join', els, 'assignment.receive'],
])('an assignment made by %s for %s is %s', (kind, memberId, deed) => {
  const change = { noun: 'assignment', action: 'create', before: null, after: { memberId }, memberId: els };
  expect(deedOf({ change: change as unknown as Change, kind })).toBe(deed);
});

it.each([
  ['annotation.create', 'annotation.create'],
  ['round.reveal', 'annotation.keep'],
  ['assignment.setState', 'annotation.keep'],
  ['adjudication.start', 'annotation.settle'],
  ['adjudication.decide', 'annotation.settle'],
])('an annotation made by %s is %s', (kind, deed) => {
  const change = { noun: 'annotation', action: 'create', before: null, after: {} } as unknown as Change;
  expect(deedOf({ change, kind })).toBe(deed);
});

it.each([
  ['document', 'create', 'document.readAgain', 'document.readAgain', false],
  ['annotation', 'create', 'document.readAgain', 'annotation.move', false],
  ['annotation', 'remove', 'document.readAgain', null, true],
  ['layer', 'create', 'document.readAgain', null, true],
  ['assignment', 'create', 'document.readAgain', 'assignment.move', false],
  ['annotation', 'create', 'document.placeLost', 'annotation.place', false],
  ['annotation', 'remove', 'document.placeLost', null, true],
  ['annotation', 'remove', 'document.leaveLost', null, false],
])('%s, %s, by %s, is %s; it comes along: %s', (noun, action, kind, deed, along) => {
  const change = {
    noun,
    action,
    before: null,
    after: { kind: 'current' },
    memberId: els,
  } as unknown as Change;
  expect([deedOf({ change, kind }), comesAlong({ change, kind })]).toEqual([deed, along]);
});
