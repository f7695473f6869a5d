import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles } from './ability.ts';
import { type AssignmentView, canSeeLayer, canSeePresence, type RoundView, scopeOf } from './scope.ts';
import { auditStream, coderStream, finalStream, sharedStream } from './stream.ts';

const projectId = 'project';
const me = 'me';
const open: RoundView = { id: 'open', blind: false, revealedAt: null };
const blind: RoundView = { id: 'blind', blind: true, revealedAt: null };
const revealed: RoundView = { id: 'revealed', blind: true, revealedAt: '2026-11-24T08:00:00.000Z' };
const coders: AssignmentView[] = [
  { roundId: 'blind', memberId: 'anna' },
  { roundId: 'blind', memberId: 'bert' },
];
const asCoder = [...coders, { roundId: 'blind', memberId: me }];

describe('scopeOf', () => {
  const cases = [
    // role, assignments, what is seen of the running blind round
    ['owner', coders, 'all'],
    ['owner', asCoder, 'own'],
    ['reviewer', coders, 'all'],
    ['reviewer', asCoder, 'own'],
    ['coder', coders, 'own'],
    ['coder', asCoder, 'own'],
    ['viewer', coders, 'none'],
    ['viewer', asCoder, 'none'],
  ] as const;

  test.each(cases)(
    'a %s with assignments %# sees %s of a running blind round',
    (role, assignments, sight) => {
      const scope = scopeOf({
        projectId,
        memberId: me,
        role,
        rounds: [open, blind, revealed],
        coders: assignments,
        lifted: [],
      });
      expect(scope.rounds.map((round) => round.layers)).toEqual(['all', sight, 'all']);
    },
  );

  test('what one codes or has lifted in another round changes nothing here', () => {
    const elsewhere = [{ roundId: 'revealed', memberId: me }];
    const sight = (role: (typeof roles)[number], coders: AssignmentView[], lifted: AssignmentView[]) =>
      scopeOf({ projectId, memberId: me, role, rounds: [blind, revealed], coders, lifted }).rounds[0]?.layers;
    expect(sight('reviewer', elsewhere, [])).toBe('all');
    expect(sight('owner', asCoder, elsewhere)).toBe('own');
  });

  test('an onlooker reads the stream of each coder and the final stream', () => {
    const scope = scopeOf({
      projectId,
      memberId: me,
      role: 'owner',
      rounds: [blind],
      coders: [...coders, { roundId: 'open', memberId: 'carla' }],
      lifted: [],
    });
    expect(scope.streams).toEqual([
      sharedStream,
      auditStream,
      coderStream('blind', 'anna'),
      coderStream('blind', 'bert'),
      finalStream('blind'),
    ]);
  });

  test('an owner who lifted their own blindness sees all; nobody else can, and nobody for another', () => {
    const sight = (role: (typeof roles)[number], memberId: string) =>
      scopeOf({
        projectId,
        memberId: me,
        role,
        rounds: [blind],
        coders: asCoder,
        lifted: [{ roundId: 'blind', memberId }],
      }).rounds[0]?.layers;
    expect(sight('owner', me)).toBe('all');
    expect(sight('owner', 'anna')).toBe('own');
    expect(sight('reviewer', me)).toBe('own');
    expect(sight('coder', me)).toBe('own');
  });

  test.each([
    ['owner', coders, true],
    ['owner', asCoder, false],
    ['reviewer', coders, false],
    ['coder', asCoder, false],
    ['viewer', coders, false],
  ] as const)('what owners look back on is read by a %s with assignments %#: %s', (role, who, read) => {
    const scope = scopeOf({ projectId, memberId: me, role, rounds: [open, blind], coders: who, lifted: [] });
    expect(scope.streams.includes(auditStream)).toBe(read);
  });

  test('a coder reads the shared stream and their own, and learns no other name', () => {
    const scope = scopeOf({
      lifted: [],
      projectId,
      memberId: me,
      role: 'coder',
      rounds: [blind],
      coders: asCoder,
    });
    expect(scope.streams).toEqual([sharedStream, coderStream('blind', me)]);
  });

  test('a viewer reads the shared stream only, until the reveal', () => {
    const before = scopeOf({ lifted: [], projectId, memberId: me, role: 'viewer', rounds: [blind], coders });
    expect(before.streams).toEqual([sharedStream]);
    const after = scopeOf({
      projectId,
      memberId: me,
      role: 'viewer',
      rounds: [{ ...blind, revealedAt: '2026-11-24T08:00:00.000Z' }],
      coders,
      lifted: [],
    });
    expect(after.streams).toHaveLength(4);
  });

  test('what another coder does in a blind round changes nothing in a coder’s scope', () => {
    const assignment = fc.record({
      roundId: fc.constantFrom('open', 'blind', 'revealed'),
      memberId: fc.constantFrom('anna', 'bert', 'carla'),
    });
    fc.assert(
      fc.property(fc.constantFrom(...roles), fc.array(assignment), fc.boolean(), (role, others, assigned) => {
        const own = assigned ? [{ roundId: 'blind', memberId: me }] : [];
        const blinded = role === 'coder' || role === 'viewer' || assigned;
        fc.pre(blinded);
        const input = { projectId, memberId: me, role, rounds: [open, blind], lifted: [] };
        const alone = scopeOf({ ...input, coders: own });
        const together = scopeOf({ ...input, coders: [...others, ...own] });
        expect(together).toEqual(alone);
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});

describe('canSeeLayer', () => {
  const scope = scopeOf({
    projectId,
    memberId: me,
    role: 'coder',
    rounds: [open, blind, revealed],
    coders: asCoder,
    lifted: [],
  });
  const cases = [
    ['my own layer in a blind round', 'blind', me, 'current', projectId, true],
    ['another’s layer in a blind round', 'blind', 'anna', 'current', projectId, false],
    ['the final layer of a blind round', 'blind', null, 'final', projectId, false],
    ['a final layer that names me', 'blind', me, 'final', projectId, false],
    ['another’s layer in an open round', 'open', 'anna', 'current', projectId, true],
    ['another’s first pass after the reveal', 'revealed', 'anna', 'first_pass', projectId, true],
    ['a final layer after the reveal', 'revealed', null, 'final', projectId, true],
    ['a layer of a round that is not known', 'elsewhere', me, 'current', projectId, false],
    ['my layer under the id of another project', 'open', me, 'current', 'other', false],
  ] as const;

  test.each(cases)('%s', (_, roundId, memberId, kind, project, seen) => {
    expect(canSeeLayer(scope, { projectId: project, roundId, memberId, kind })).toBe(seen);
  });
});

test('presence is hidden from whoever is blind somewhere', () => {
  const of = (role: (typeof roles)[number], rounds: RoundView[], who: AssignmentView[]) =>
    canSeePresence(scopeOf({ lifted: [], projectId, memberId: me, role, rounds, coders: who }));
  expect(of('coder', [open], [])).toBe(true);
  expect(of('coder', [open, blind], asCoder)).toBe(false);
  expect(of('viewer', [blind], coders)).toBe(false);
  expect(of('owner', [open, blind], coders)).toBe(true);
  expect(of('coder', [revealed], asCoder)).toBe(true);
});
