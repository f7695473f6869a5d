import { randomUUIDv7 } from 'node:crypto';
import { type CreateRoundInput, openCoding } from '@koersvast/contracts';
import { buildDocument, buildMember, type TestMember } from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildStudy, codeOf, openTestApi, refusalIn, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;

beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const as = (member: TestMember) => api.as(member.personId);
const owner = () => as(study.project.owner);
const opId = () => randomUUIDv7();
const project = () => ({ projectId: study.project.id });

async function open(coders: readonly TestMember[], over: Partial<CreateRoundInput> = {}) {
  const id = randomUUIDv7();
  const documentIds = over.documentIds ?? [study.document.id];
  const chosen = coders.flatMap((coder) =>
    documentIds.map((documentId) => ({ documentId, memberId: coder.id })),
  );
  const given = opId();
  await owner().round.create({
    opId: given,
    ...project(),
    id,
    name: '',
    blind: true,
    documentIds,
    assignments: { kind: 'chosen', chosen },
    ...over,
  });
  return { ...project(), roundId: id, created: given };
}
type Opened = Awaited<ReturnType<typeof open>>;
const at = ({ roundId }: Opened) => ({ ...project(), roundId });
const find = async ({ roundId }: Opened) =>
  (await owner().project.get(project())).rounds.find((round) => round.id === roundId);
const versionOf = async (round: Opened) => (await find(round))?.version ?? 0;
const set = async (round: Opened, state: 'running' | 'closed', version?: number) => {
  const given = opId();
  await owner().round.setState({
    opId: given,
    ...at(round),
    version: version ?? (await versionOf(round)),
    state,
  });
  return given;
};
const remove = async (round: Opened, by = study.project.owner) => {
  const given = opId();
  await as(by).round.remove({ opId: given, ...at(round), version: await versionOf(round) });
  return given;
};
const reveal = async (round: Opened) =>
  owner().round.reveal({ opId: opId(), ...at(round), version: await versionOf(round) });
const code = (member: TestMember, round: Opened, words = 'kabinet') => {
  const input = { ...study.coding(words), roundId: round.roundId };
  return as(member).annotation.create(input);
};
const say = (member: TestMember, round: Opened, state: 'done' | 'in_progress') =>
  as(member).assignment.setState({ opId: opId(), ...study.place, roundId: round.roundId, state });
const undo = (target: string, by = study.project.owner) => {
  const given = opId();
  return as(by)
    .operation.undo({ opId: given, ...project(), target })
    .then(() => given);
};

describe('the life of a round', () => {
  test('a planned one is not coded in before it is started, and starting can be undone', async () => {
    const round = await open([study.coder], { planned: true, deadline: '2026-12-24' });
    expect(await find(round)).toMatchObject({ state: 'planned', deadline: '2026-12-24', name: '' });
    expect(await codeOf(code(study.coder, round))).toBe('round_planned');
    expect(await codeOf(say(study.coder, round, 'done'))).toBe('round_planned');
    expect(await codeOf(reveal(round))).toBe('round_planned');
    expect(await codeOf(set(round, 'closed'))).toBe('round_planned');
    const work = await as(study.coder).assignment.work(project());
    expect(work.some(({ roundId }) => roundId === round.roundId)).toBe(true);
    const started = await set(round, 'running');
    await code(study.coder, round);
    const undone = await undo(started);
    expect(await codeOf(code(study.coder, round, 'Druk'))).toBe('round_planned');
    await undo(undone);
    await code(study.coder, round, 'Druk');
  });

  test('a closed one is read and not coded in, stays blind, and opens again', async () => {
    const round = await open([study.coder, study.colleague]);
    const coded = await code(study.coder, round);
    const closed = await set(round, 'closed');
    expect(await codeOf(code(study.coder, round, 'Druk'))).toBe('round_closed');
    expect(await codeOf(say(study.coder, round, 'done'))).toBe('round_closed');
    expect(await codeOf(undo(coded.opId, study.coder))).toBe('round_closed');
    const cells = [{ documentId: study.document.id, memberId: study.coder.id, assigned: false }];
    expect(await codeOf(owner().assignment.assign({ opId: opId(), ...at(round), cells }))).toBe(
      'round_closed',
    );
    const place = { ...project(), documentId: study.document.id };
    const seenBy = async (member: TestMember) =>
      (await as(member).annotation.list(place)).annotations.filter(({ id }) =>
        coded.changes.some(({ after }) => after !== null && 'id' in after && after.id === id),
      ).length;
    expect([await seenBy(study.coder), await seenBy(study.colleague)]).toEqual([1, 0]);
    await undo(closed);
    await code(study.coder, round, 'Druk');
  });

  test('a revealed one closes and opens as revealed, and undo never makes it blind', async () => {
    const round = await open([study.coder]);
    const closed = await set(round, 'closed');
    await reveal(round);
    expect(await codeOf(undo(closed))).toBe('nothing_to_undo');
    await code(study.coder, round);
    await set(round, 'closed');
    expect(await codeOf(code(study.coder, round, 'Druk'))).toBe('round_closed');
    expect((await find(round))?.revealedAt).not.toBeNull();
    expect(await codeOf(reveal(round))).toBe('round_revealed');
    await set(round, 'running');
    expect((await find(round))?.state).toBe('revealed');
    await code(study.coder, round, 'Druk');
  });

  test('two owners at once: the later one sees what the other did', async () => {
    const second = await buildMember(api.db, study.project, { role: 'owner' });
    const round = await open([study.coder]);
    const version = await versionOf(round);
    const both = await Promise.all(
      [study.project.owner, second].map((by) =>
        refusalIn(as(by).round.setState({ opId: opId(), ...at(round), version, state: 'closed' })),
      ),
    );
    expect(both.sort()).toEqual(['version_conflict', null].sort());
    expect(await codeOf(set(round, 'running', version))).toBe('version_conflict');
  });

  test('a new name does not stand in the way of undoing that it was closed', async () => {
    const second = await buildMember(api.db, study.project, { role: 'owner' });
    const round = await open([study.coder]);
    const closed = await set(round, 'closed');
    const change = { name: 'Pilot' };
    await as(second).round.edit({ opId: opId(), ...at(round), version: await versionOf(round), change });
    await undo(closed);
    expect(await find(round)).toMatchObject({ state: 'running', name: 'Pilot' });
  });

  test('whoever begins while it is closed comes before, or is refused', async () => {
    for (const blind of [true, false]) {
      const round = await open(blind ? [study.coder] : [], { blind });
      const version = await versionOf(round);
      const [coded] = await Promise.all([
        refusalIn(code(study.coder, round)),
        owner().round.setState({ opId: opId(), ...at(round), version, state: 'closed' }),
      ]);
      expect([null, 'round_closed']).toContain(coded);
      const { rows } = await api.db.pool.query<{ late: boolean }>(
        `SELECT max(rev) FILTER (WHERE noun = 'annotation' AND layer_id IN (SELECT id FROM layer WHERE round_id = $1))
           > max(rev) FILTER (WHERE noun = 'round' AND entity_id = $1) AS late FROM change WHERE project_id = $2`,
        [round.roundId, study.project.id],
      );
      expect(rows[0]?.late).not.toBe(true);
    }
  });
});

describe('delete', () => {
  test('takes an empty round away, frees its number, and comes back under the next one', async () => {
    const round = await open([], { blind: false });
    const number = (await find(round))?.number;
    const removed = await remove(round);
    expect(await find(round)).toBeUndefined();
    expect(await codeOf(code(study.coder, round))).toBe('round_removed');
    const next = await open([], { blind: false });
    expect((await find(next))?.number).toBe(number);
    await undo(removed);
    expect((await find(round))?.number).toBe((number ?? 0) + 1);
  });

  test('is refused where something was done, and its undo where something was done since', async () => {
    const round = await open([study.coder], { blind: false });
    await say(study.coder, round, 'in_progress');
    expect(await codeOf(remove(round))).toBe('round_not_empty');
    const other = await open([study.coder], { blind: false });
    await code(study.coder, other);
    expect(await codeOf(undo(other.created))).toBe('round_not_empty');
  });

  test('tells an owner who codes blind nothing: it is refused the same whether others have begun', async () => {
    const codes = [];
    for (const begun of [false, true]) {
      const round = await open([study.project.owner, study.coder]);
      if (begun) await code(study.coder, round);
      codes.push(await codeOf(remove(round)), await codeOf(undo(round.created)));
      // The same letter in an open round is hidden from who has still to code it blind.
      const beside = await open([], { blind: false });
      if (begun) await code(study.colleague, beside);
      codes.push(await codeOf(remove(beside)));
      await reveal(round);
    }
    expect(new Set(codes)).toEqual(new Set(['round_not_yours_to_empty']));
  });

  test('of what was only planned needs no looking', async () => {
    const round = await open([study.project.owner, study.coder], { planned: true });
    await undo(round.created);
    expect(await find(round)).toBeUndefined();
  });
});

describe('the open round of a new project', () => {
  const found = async () => {
    const id = randomUUIDv7();
    await owner().project.create({ opId: opId(), id, name: 'New', language: 'nl' });
    const document = await buildDocument(api.db, { ...study.project, id, owner: await ownerOf(id) });
    return { id, document };
  };
  const ownerOf = async (id: string) => ({
    ...study.project.owner,
    id: (await owner().project.get({ projectId: id })).me.id,
  });
  const blindIn = (projectId: string, documentId: string, given = opId()) =>
    owner().round.create({
      opId: given,
      projectId,
      id: randomUUIDv7(),
      name: '',
      blind: true,
      documentIds: [documentId],
      assignments: { kind: 'chosen', chosen: [] },
    });
  const roundsOf = async (projectId: string) =>
    (await owner().project.get({ projectId })).rounds.map(({ number, blind }) => ({ number, blind }));

  test('goes when a blind one is opened first, and comes back with its undo', async () => {
    const { id, document } = await found();
    const preview = await owner().round.openCoding({ projectId: id, documentIds: [document.id] });
    expect(preview.goesRoundId).not.toBeNull();
    const given = opId();
    await blindIn(id, document.id, given);
    expect(await roundsOf(id)).toEqual([{ number: 1, blind: true }]);
    const undone = opId();
    await owner().operation.undo({ opId: undone, projectId: id, target: given });
    expect(await roundsOf(id)).toEqual([{ number: 1, blind: false }]);
    await owner().operation.undo({ opId: opId(), projectId: id, target: undone });
    expect(await roundsOf(id)).toEqual([{ number: 1, blind: true }]);
  });

  test('stays when somebody has begun in it, or has named it', async () => {
    for (const touch of ['code', 'name'] as const) {
      const { id, document } = await found();
      const [round] = (await owner().project.get({ projectId: id })).rounds;
      const place = { projectId: id, roundId: round?.id ?? '' };
      if (touch === 'code')
        await owner().assignment.setState({
          opId: opId(),
          ...place,
          documentId: document.id,
          state: 'in_progress',
        });
      else await owner().round.edit({ opId: opId(), ...place, version: 1, change: { name: 'Trial' } });
      await blindIn(id, document.id);
      expect(await roundsOf(id)).toHaveLength(2);
    }
  });

  test('a round over no documents is not opened', async () => {
    const id = randomUUIDv7();
    await owner().project.create({ opId: opId(), id, name: 'Empty', language: 'nl' });
    for (const blind of [true, false]) {
      const round = { id: randomUUIDv7(), name: '', blind, documentIds: [] };
      const assignments = { kind: 'chosen' as const, chosen: [] };
      expect(await codeOf(owner().round.create({ opId: opId(), projectId: id, ...round, assignments }))).toBe(
        'round_without_documents',
      );
    }
  });
});

describe('before a blind round is opened', () => {
  test('it is told which letters were coded openly, and by whom', async () => {
    const letter = await buildDocument(api.db, study.project);
    const other = await buildDocument(api.db, study.project);
    const documentIds = [letter.id, other.id];
    const round = await open([], { blind: false, documentIds });
    const input = { ...study.coding('kabinet'), documentId: letter.id, roundId: round.roundId };
    const before = await owner().round.openCoding({ ...project(), documentIds });
    expect(before.idleRoundIds).toContain(round.roundId);
    await as(study.colleague).annotation.create(input);
    const told = await owner().round.openCoding({ ...project(), documentIds });
    expect(openCoding.parse(told)).toEqual(told);
    expect(told.rounds).toEqual([
      {
        roundId: round.roundId,
        runs: true,
        documents: [{ documentId: letter.id, memberIds: [study.colleague.id] }],
      },
    ]);
    await set(round, 'closed');
    const after = await owner().round.openCoding({ ...project(), documentIds });
    expect(after.rounds.map(({ runs }) => runs)).toEqual([false]);
  });

  test('of letters that one codes blind oneself nothing is told', async () => {
    const letter = await buildDocument(api.db, study.project);
    const documentIds = [letter.id];
    const round = await open([], { blind: false, documentIds });
    const mine = await open([study.project.owner], { documentIds });
    const ask = () => owner().round.openCoding({ ...project(), documentIds });
    const before = await ask();
    const input = { ...study.coding('kabinet'), documentId: letter.id, roundId: round.roundId };
    await as(study.colleague).annotation.create(input);
    expect(await ask()).toEqual(before);
    expect(before).toMatchObject({ rounds: [], hiddenDocumentIds: [letter.id] });
    await reveal(mine);
    expect((await ask()).rounds).toHaveLength(1);
  });
});
