import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles } from '../ability.ts';
import {
  type AssignmentView,
  canSeeChange,
  canSeeLayer,
  canSeePresence,
  canSeeSaid,
  type LiftView,
  type RoundView,
  scopeOf,
  sightOf,
} from './scope.ts';
import { auditStream, encodeCursor, finalStream, saidStream, sharedStream, workStream } from './stream.ts';

const projectId = 'project';
const me = 'me';
const open: RoundView = { id: 'open', blind: false, revealedAt: null };
const blind: RoundView = { id: 'blind', blind: true, revealedAt: null };
const second: RoundView = { id: 'second', blind: true, revealedAt: null };
const revealed: RoundView = { id: 'revealed', blind: true, revealedAt: '2026-11-24T08:00:00.000Z' };

const given = (memberId: string, unfinished: string[] = [], roundId = 'blind'): AssignmentView => ({
  roundId,
  memberId,
  unfinished,
});
const coders = [given('anna'), given('bert')];
const asCoder = [...coders, given(me)];

function scope(
  role: (typeof roles)[number],
  assignments: readonly AssignmentView[],
  lifted: readonly LiftView[] = [],
  rounds: readonly RoundView[] = [open, blind, second, revealed],
) {
  return scopeOf({ projectId, memberId: me, role, rounds, assignments, lifted });
}
const sightAt = (of: ReturnType<typeof scope>, roundId: string) =>
  of.rounds.find((round) => round.roundId === roundId)?.layers;

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

  test.each(cases)('a %s with assignments %# sees %s of a running blind round', (role, who, sight) => {
    const found = scope(role, who);
    expect(['open', 'blind', 'revealed'].map((id) => sightAt(found, id))).toEqual(['all', sight, 'all']);
  });

  test('what one codes or has lifted in another round changes nothing here', () => {
    expect(sightAt(scope('reviewer', [given(me, [], 'revealed')]), 'blind')).toBe('all');
    expect(sightAt(scope('owner', asCoder, [{ roundId: 'second', memberId: me }]), 'blind')).toBe('own');
  });

  test('an owner who lifted their own blindness sees all; nobody else can, and nobody for another', () => {
    const sight = (role: (typeof roles)[number], memberId: string) =>
      sightAt(scope(role, asCoder, [{ roundId: 'blind', memberId }]), 'blind');
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
    expect(scope(role, who, [], [open, blind]).audit).toBe(read);
  });

  test('what another coder does in a blind round changes nothing in a coder’s scope', () => {
    const assignment = fc.record({
      roundId: fc.constantFrom('open', 'blind', 'revealed'),
      memberId: fc.constantFrom('anna', 'bert', 'carla'),
      unfinished: fc.array(fc.constantFrom('a', 'b')),
    });
    fc.assert(
      fc.property(fc.constantFrom(...roles), fc.array(assignment), fc.boolean(), (role, others, assigned) => {
        const own = assigned ? [given(me, ['a'])] : [];
        const alone = scope(role, own);
        const together = scope(role, [...others, ...own]);
        expect(together).toEqual(alone);
        expect(sightOf(together)).toBe(sightOf(alone));
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});

describe('the letters that one codes blind', () => {
  const letters = (...args: Parameters<typeof scope>) => scope(...args).blindDocuments;

  test.each(roles)('are what a %s holds unfinished in rounds that are blind now', (role) => {
    const held = [given(me, ['b', 'a']), given(me, ['c', 'a'], 'second'), given('anna', ['d'])];
    expect(letters(role, held)).toEqual(['a', 'b', 'c']);
    expect(letters(role, [given(me, ['a'], 'revealed'), given(me, ['a'], 'open')])).toEqual([]);
  });

  test('are fewer by those of the rounds in which an owner lifted their blindness', () => {
    const held = [given(me, ['a', 'b']), given(me, ['b', 'c'], 'second')];
    const lift = [{ roundId: 'blind', memberId: me }];
    // What is in another unrevealed round of theirs too stays hidden until it is lifted there as well.
    expect(letters('owner', held, lift)).toEqual(['b', 'c']);
    expect(letters('owner', held, [...lift, { roundId: 'second', memberId: me }])).toEqual([]);
    expect(letters('reviewer', held, lift)).toEqual(['a', 'b', 'c']);
  });
});

describe('the letters that one codes again', () => {
  const again = { id: 'again', blind: true, revealedAt: null, repeats: true };
  const of = (held: AssignmentView[], rounds: RoundView[] = [open, blind, again]) =>
    scope('coder', held, [], rounds);
  const own = (roundId: string, documentId: string) =>
    ({ projectId, roundId, documentId, memberId: me, kind: 'current' }) as const;

  test('hide one’s own work on them everywhere else, until they are finished', () => {
    const held = of([given(me, ['letter'], 'again')]);
    expect(held.repeated).toEqual([{ roundId: 'again', documentId: 'letter' }]);
    for (const roundId of ['open', 'blind']) expect(canSeeLayer(held, own(roundId, 'letter'))).toBe(false);
    expect(canSeeLayer(held, own('again', 'letter'))).toBe(true);
    expect(canSeeLayer(held, own('open', 'other'))).toBe(true);
    const change = { noun: 'annotation', documentId: 'letter', workOf: me };
    expect(canSeeChange(held, { ...change, stream: workStream('open', 'letter', me) })).toBe(false);
    expect(canSeeChange(held, { ...change, stream: 'shared' })).toBe(false);
    expect(canSeeChange(held, { ...change, stream: workStream('again', 'letter', me) })).toBe(true);
    const finished = of([given(me, [], 'again')]);
    expect(finished.repeated).toEqual([]);
    expect(canSeeLayer(finished, own('open', 'letter'))).toBe(true);
    expect(sightOf(finished)).not.toBe(sightOf(held));
  });

  test('are none of others, nor of a round that is revealed or repeats nothing', () => {
    expect(of([given('anna', ['letter'], 'again')]).repeated).toEqual([]);
    const revealed = { ...again, revealedAt: '2026-11-24T08:00:00.000Z' };
    expect(of([given(me, ['letter'], 'again')], [open, revealed]).repeated).toEqual([]);
    expect(of([given(me, ['letter'])]).repeated).toEqual([]);
  });
});

describe('canSeeLayer', () => {
  const seen = scope('coder', [given(me, ['hers'])]);
  const cases = [
    ['my own layer in a blind round', 'blind', me, 'current', projectId, 'letter', true],
    ['another’s layer in a blind round', 'blind', 'anna', 'current', projectId, 'letter', false],
    ['the final layer of a blind round', 'blind', null, 'final', projectId, 'letter', false],
    ['a final layer that names me', 'blind', me, 'final', projectId, 'letter', false],
    ['another’s layer in an open round', 'open', 'anna', 'current', projectId, 'letter', true],
    ['another’s first pass after the reveal', 'revealed', 'anna', 'first_pass', projectId, 'letter', true],
    ['a final layer after the reveal', 'revealed', null, 'final', projectId, 'letter', true],
    ['a layer of a round that is not known', 'elsewhere', me, 'current', projectId, 'letter', false],
    ['my layer under the id of another project', 'open', me, 'current', 'other', 'letter', false],
    ['another’s layer of a letter that I code blind', 'open', 'anna', 'current', projectId, 'hers', false],
    ['another’s first pass of it', 'revealed', 'anna', 'first_pass', projectId, 'hers', false],
    ['the final layer of it', 'revealed', null, 'final', projectId, 'hers', false],
    ['my own layer of it in another round', 'open', me, 'current', projectId, 'hers', true],
    ['my own first pass of it', 'revealed', me, 'first_pass', projectId, 'hers', true],
  ] as const;

  test.each(cases)('%s', (_, roundId, memberId, kind, project, documentId, expected) => {
    expect(canSeeLayer(seen, { projectId: project, roundId, documentId, memberId, kind })).toBe(expected);
  });

  test('a viewer sees none of a blind round, their own of another time neither', () => {
    const view = {
      projectId,
      roundId: 'blind',
      documentId: 'letter',
      memberId: me,
      kind: 'current',
    } as const;
    expect(canSeeLayer(scope('viewer', []), view)).toBe(false);
  });
});

test('what is said of the coders’ work is seen where all work is, but not of a letter that one codes blind', () => {
  const seen = scope('coder', [given(me, ['hers'])]);
  const said = (roundId: string, documentId: string) => canSeeSaid(seen, { roundId, documentId });
  expect([said('open', 'letter'), said('open', 'hers'), said('blind', 'letter')]).toEqual([
    true,
    false,
    false,
  ]);
});

describe('canSeeChange', () => {
  const seen = scope('coder', [given(me, ['hers'])]);
  const work = (roundId: string, documentId: string, memberId: string) =>
    [workStream(roundId, documentId, memberId), 'annotation', documentId, memberId] as const;
  const cases = [
    [...work('open', 'letter', 'anna'), true],
    [...work('open', 'hers', 'anna'), false],
    [...work('open', 'hers', me), true],
    [...work('blind', 'letter', 'anna'), false],
    [...work('blind', 'hers', me), true],
    [saidStream('open', 'letter'), 'review', 'letter', null, true],
    [saidStream('open', 'hers'), 'review', 'hers', null, false],
    [finalStream('revealed', 'letter'), 'decision', 'letter', null, true],
    [finalStream('revealed', 'hers'), 'layer', 'hers', null, false],
    [sharedStream, 'document', 'hers', null, true],
    [sharedStream, 'tag', null, null, true],
    [auditStream, 'export', null, null, false],
    // As they were stored before each letter had streams of its own.
    [sharedStream, 'annotation', 'letter', 'anna', true],
    [sharedStream, 'annotation', 'hers', 'anna', false],
    [sharedStream, 'assignment', 'hers', 'anna', false],
    [sharedStream, 'assignment', 'hers', me, true],
    [sharedStream, 'annotation', 'hers', me, true],
    [sharedStream, 'reply', 'hers', null, false],
    ['coder:revealed:anna', 'annotation', 'hers', 'anna', false],
    ['coder:revealed:anna', 'annotation', 'letter', 'anna', true],
    [`coder:blind:${me}`, 'annotation', 'hers', me, true],
    ['final:revealed', 'decision', 'hers', null, false],
  ] as const;

  test.each(cases)('%s tells of %s of %s by %s: %s', (stream, noun, documentId, workOf, expected) => {
    expect(canSeeChange(seen, { stream, noun, documentId, workOf })).toBe(expected);
  });
});

test('presence is hidden from whoever is blind somewhere', () => {
  const of = (role: (typeof roles)[number], rounds: RoundView[], who: AssignmentView[]) =>
    canSeePresence(scope(role, who, [], rounds));
  expect(of('coder', [open], [])).toBe(true);
  expect(of('coder', [open, blind], asCoder)).toBe(false);
  expect(of('viewer', [blind], coders)).toBe(false);
  expect(of('owner', [open, blind], coders)).toBe(true);
  expect(of('coder', [revealed], asCoder)).toBe(true);
});

test('a cursor stays short with 500 letters coded blind and 20 rounds of 5 coders', () => {
  const rounds = Array.from({ length: 20 }, (_, at) => ({
    id: `round ${at}`,
    blind: true,
    revealedAt: null,
  }));
  const letters = Array.from({ length: 500 }, (_, at) => `0190a000-0000-7000-8000-${at}`);
  const who = rounds.flatMap(({ id }) => [me, 'a', 'b', 'c', 'd'].map((each) => given(each, letters, id)));
  const wide = scope('coder', who, [], rounds);
  expect(wide.blindDocuments).toHaveLength(500);
  expect(encodeCursor({ sight: sightOf(wide), seen: 10_000_000 }).length).toBeLessThan(100);
  expect(sightOf({ ...wide, blindDocuments: letters.slice(1) })).not.toBe(sightOf(wide));
});
