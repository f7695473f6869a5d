import { randomUUIDv7 } from 'node:crypto';
import {
  acknowledgement,
  type CreateRoundInput,
  emptyTagContent,
  plannedRound,
  revealPreview,
} from '@koersvast/contracts';
import { drawAssignments } from '@koersvast/core/round';
import { buildDocument, buildMember, editMember, type TestMember } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildStudy, codeOf, openTestApi, type Study, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';

let api: TestApi;
let study: Study;

beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const as = (member: TestMember) => api.as(member.personId);
const owner = () => as(study.project.owner);
const opId = () => randomUUIDv7();

interface Opening {
  blind?: boolean;
  documentIds?: string[];
  coders?: TestMember[];
}

/** Opens a round over the study's document, given to these coders. */
async function open({ blind = true, documentIds = [study.document.id], coders = [] }: Opening = {}) {
  const id = randomUUIDv7();
  const chosen = coders.flatMap((coder) =>
    documentIds.map((documentId) => ({ documentId, memberId: coder.id })),
  );
  await owner().round.create({
    opId: opId(),
    projectId: study.project.id,
    id,
    name: 'Second round',
    blind,
    documentIds,
    assignments: { kind: 'chosen', chosen },
  });
  return { projectId: study.project.id, roundId: id };
}
const place = (round: { roundId: string }) => ({ ...study.place, roundId: round.roundId });
const code = (member: TestMember, round: { roundId: string }, words = 'kabinet') =>
  as(member).annotation.create({ ...study.coding(words), ...place(round) });
const finish = (member: TestMember, round: { roundId: string }) =>
  as(member).assignment.setState({ opId: opId(), ...place(round), state: 'done' });
const reveal = (round: { projectId: string; roundId: string }, version = 1) =>
  owner().round.reveal({ opId: opId(), ...round, version });
const layersOf = async (member: TestMember, round: { roundId: string }) => {
  const { projectId, documentId } = study.place;
  const found = await as(member).annotation.list({ projectId, documentId });
  return found.layers.filter((layer) => layer.roundId === round.roundId);
};

describe('create', () => {
  const input = (over: Partial<CreateRoundInput> = {}) => ({
    opId: opId(),
    projectId: study.project.id,
    id: randomUUIDv7(),
    name: 'Pilot',
    documentIds: [study.document.id],
    assignments: { kind: 'chosen' as const, chosen: [] },
    ...over,
  });

  test('is blind unless said otherwise, and gives the work in the same operation', async () => {
    const chosen = [{ documentId: study.document.id, memberId: study.coder.id }];
    const given = input({ assignments: { kind: 'chosen', chosen } });
    const done = await owner().round.create(given);
    expect(acknowledgement.parse(done)).toEqual(done);
    expect(done.changes.map((change) => change.noun)).toEqual(['round', 'assignment']);
    const detail = await as(study.coder).project.get({ projectId: study.project.id });
    expect(detail.rounds.at(-1)).toMatchObject({ number: 2, name: 'Pilot', blind: true, state: 'running' });
  });

  test('draws a plan as its preview said, and keeps it', async () => {
    const documents = [study.document];
    for (let made = 0; made < 5; made += 1) documents.push(await buildDocument(api.db, study.project));
    const documentIds = documents.map((document) => document.id);
    const plan = {
      codersPerDocument: 1,
      memberIds: [study.coder.id, study.colleague.id],
      doubleCodedPercent: 33,
      stratifiedBy: null,
      seed: 5,
    };
    const planned = await owner().round.plan({ projectId: study.project.id, documentIds, plan });
    expect(plannedRound.parse(planned)).toEqual(planned);
    expect(planned.sample).toHaveLength(2);
    expect(planned.strata).toEqual([{ value: '', documents: 6, sampled: 2 }]);
    expect(planned.coders.map((coder) => coder.documents)).toEqual([4, 4]);
    const done = await owner().round.create(input({ documentIds, assignments: { kind: 'plan', plan } }));
    const drawn = done.changes.flatMap(({ noun, after }) =>
      noun === 'assignment' && after ? [{ documentId: after.documentId, memberId: after.memberId }] : [],
    );
    expect(drawn).toEqual(planned.assignments);
    expect(done.changes[0]).toMatchObject({ noun: 'round', after: { plan } });
  });

  test('draws the documents of the round by its seed, and keeps from which', async () => {
    const documents = [study.document];
    for (let made = 0; made < 9; made += 1)
      documents.push(await buildDocument(api.db, study.project, { language: made < 5 ? 'nl' : 'en' }));
    const fromDocumentIds = documents.map((document) => document.id);
    const plan = {
      codersPerDocument: 2,
      memberIds: [study.coder.id, study.colleague.id],
      doubleCodedPercent: null,
      stratifiedBy: null,
      seed: 71,
      draw: { count: 4, fromDocumentIds, stratifiedBy: 'language' },
    };
    const asked = { projectId: study.project.id, documentIds: [], plan };
    const planned = await owner().round.plan(asked);
    expect(planned.documentIds).toHaveLength(4);
    expect(planned.assignments).toHaveLength(8);
    const turned = { ...plan.draw, fromDocumentIds: [...fromDocumentIds].reverse() };
    const again = await owner().round.plan({ ...asked, plan: { ...plan, draw: turned } });
    expect(again.assignments).toEqual(planned.assignments);
    const made = input({ documentIds: [], assignments: { kind: 'plan', plan } });
    const done = await owner().round.create(made);
    expect(done.changes[0]).toMatchObject({ after: { plan, documentIds: planned.documentIds, blind: true } });
    // Whoever has the round can draw it again, and what was drawn is in the file of who codes what.
    const { rounds } = await as(study.coder).project.get({ projectId: study.project.id });
    const kept = rounds.find(({ id }) => id === made.id)?.plan;
    if (!kept) throw new Error('no plan');
    expect(await owner().round.plan({ ...asked, plan: kept })).toEqual(planned);
    const code_ = (over: Partial<CreateRoundInput>) =>
      codeOf(owner().round.create({ ...made, opId: opId(), id: randomUUIDv7(), ...over }));
    expect(await code_({ documentIds: [study.document.id] })).toBe('assignment_not_valid');
    const strange = { ...plan, draw: { ...plan.draw, fromDocumentIds: [randomUUIDv7()] } };
    expect(await code_({ assignments: { kind: 'plan', plan: strange } })).toBe('not_found');
  });

  test('draws a large plan aside, the same for preview and round, and not while the project is held', async () => {
    const { projectId } = study.place;
    const documents = [];
    for (let made = 0; made < 51; made += 1) documents.push(await buildDocument(api.db, study.project));
    const documentIds = documents.map((document) => document.id);
    const coders = [study.coder.id, study.colleague.id];
    for (let made = 0; made < 48; made += 1) {
      const id = randomUUIDv7();
      await owner().member.invite({ opId: opId(), projectId, id, role: 'coder', note: '' });
      coders.push(id);
    }
    const plan = {
      codersPerDocument: 20,
      memberIds: coders,
      doubleCodedPercent: null,
      stratifiedBy: null,
      seed: 5,
    };
    const drawn = drawAssignments(
      documentIds.map((id) => ({ id, stratum: '' })),
      plan,
    );
    const aside = vi.spyOn(workHere, 'run');
    const planned = await owner().round.plan({ projectId, documentIds, plan });
    expect(planned.assignments).toEqual(drawn.assignments);
    const asked = input({ documentIds, assignments: { kind: 'plan', plan } });
    await owner().round.create(asked);
    expect(aside.mock.calls.map(([, name]) => name)).toEqual(['round.draw', 'round.draw']);
    const { rows } = await api.db.pool.query(
      `SELECT document_id AS "documentId", member_id AS "memberId" FROM assignment WHERE round_id = $1
       UNION ALL SELECT document_id, invitation_id FROM reservation WHERE round_id = $1 ORDER BY 1, 2`,
      [asked.id],
    );
    expect(rows).toEqual(drawn.assignments);
    aside.mockRestore();
  });

  test('stratifies by a field of the metadata, years of dates, and free fields', async () => {
    const { projectId } = study.place;
    const fields: { date: string | null; fields: Record<string, string> }[] = [
      { date: '2019-12-20', fields: { party: 'D66' } },
      { date: '2019-01', fields: { party: 'CDA' } },
      { date: null, fields: {} },
    ];
    const documentIds: string[] = [];
    for (const change of fields) {
      const { id, version } = await buildDocument(api.db, study.project);
      await owner().document.edit({ opId: opId(), projectId, documentId: id, version, change });
      documentIds.push(id);
    }
    const plan = { codersPerDocument: 1, memberIds: [study.coder.id, study.colleague.id], seed: 1 };
    const strata = async (stratifiedBy: string) => {
      const input = { projectId, documentIds, plan: { ...plan, doubleCodedPercent: 100, stratifiedBy } };
      return (await owner().round.plan(input)).strata.map((each) => [each.value, each.documents]);
    };
    expect(await strata('date')).toEqual([
      ['', 1],
      ['2019', 2],
    ]);
    expect(await strata('party')).toEqual([
      ['', 1],
      ['CDA', 1],
      ['D66', 1],
    ]);
    expect(await strata('constructor')).toEqual([['', 3]]);
  });

  test('takes no viewer, nobody who left, no removed document, and nothing of another project', async () => {
    const viewer = await buildMember(api.db, study.project, { role: 'viewer' });
    const left = await buildMember(api.db, study.project);
    await editMember(api.db, study.project, left, { removed: true });
    const other = await buildStudy(api.db);
    const give = (memberId: string, documentId = study.document.id, documentIds = [study.document.id]) =>
      codeOf(
        owner().round.create(
          input({ documentIds, assignments: { kind: 'chosen', chosen: [{ documentId, memberId }] } }),
        ),
      );
    expect(await give(viewer.id)).toBe('assignment_not_valid');
    expect(await give(left.id)).toBe('assignment_not_valid');
    expect(await give(other.coder.id)).toBe('not_found');
    expect(await give(study.coder.id, other.document.id)).toBe('not_found');
    expect(await give(study.coder.id, study.document.id, [other.document.id])).toBe('not_found');
    const elsewhere = await buildDocument(api.db, study.project);
    expect(await give(study.coder.id, elsewhere.id)).toBe('document_not_in_round');
    const { projectId } = study.place;
    const change = { removed: true };
    await owner().document.edit({ opId: opId(), projectId, documentId: elsewhere.id, version: 1, change });
    expect(await give(study.coder.id, elsewhere.id, [elsewhere.id])).toBe('document_removed');
  });

  test('gives rounds that are opened at once different numbers', async () => {
    await Promise.all([open(), open(), open()]);
    const { rounds } = await owner().project.get({ projectId: study.project.id });
    expect(rounds.map((round) => round.number)).toEqual([1, 2, 3, 4]);
  });
});

describe('edit', () => {
  test('renames, and adds documents while the round runs', async () => {
    const round = await open({ coders: [study.coder] });
    const added = await buildDocument(api.db, study.project);
    const edit = (
      version: number,
      change: Parameters<ReturnType<typeof owner>['round']['edit']>[0]['change'],
    ) => owner().round.edit({ opId: opId(), ...round, version, change });
    const renamed = await edit(1, { name: 'Main round' });
    expect(renamed.changes).toMatchObject([{ after: { name: 'Main round', version: 2 } }]);
    const more = await edit(2, { addedDocumentIds: [added.id, study.document.id] });
    expect(more.changes).toMatchObject([{ after: { documentIds: [study.document.id, added.id] } }]);
    expect(await codeOf(edit(1, { name: 'Late' }))).toBe('version_conflict');
    await reveal(round, 3);
    expect(await codeOf(edit(4, { addedDocumentIds: [added.id] }))).toBe('round_revealed');
    expect((await edit(4, { name: 'Old round' })).changes).toHaveLength(1);
  });
});

describe('reveal', () => {
  test('copies what was finished, keeps its ids, and leaves out what was not', async () => {
    const third = await buildMember(api.db, study.project);
    const round = await open({ coders: [study.coder, study.colleague, third] });
    await code(study.coder, round);
    const block = { id: randomUUIDv7(), block: 3, madeAt: '2026-11-24T08:00:00.000Z' };
    await as(study.coder).reading.create({ opId: opId(), ...place(round), reading: block });
    await code(third, round);
    await finish(study.coder, round);
    await finish(study.colleague, round);

    const preview = await owner().round.revealPreview(round);
    expect(revealPreview.parse(preview)).toEqual(preview);
    expect(preview).toEqual({
      hidden: false,
      coders: [
        { memberId: study.coder.id, assigned: 1, finished: 1, empty: 0, unfinishedDocumentIds: [] },
        { memberId: study.colleague.id, assigned: 1, finished: 1, empty: 1, unfinishedDocumentIds: [] },
        {
          memberId: third.id,
          assigned: 1,
          finished: 0,
          empty: 0,
          unfinishedDocumentIds: [study.document.id],
        },
      ],
      unassignedDocumentIds: [],
    });
    const done = await reveal(round);
    expect(done.changes).toMatchObject([{ noun: 'round', after: { state: 'revealed', version: 2 } }]);

    const { projectId, documentId } = study.place;
    const found = await as(study.colleague).annotation.list({ projectId, documentId });
    const firstPass = found.layers.filter((layer) => layer.kind === 'first_pass');
    expect(firstPass.map((layer) => [layer.memberId, layer.independent])).toEqual(
      expect.arrayContaining([
        [study.coder.id, true],
        [study.colleague.id, true],
      ]),
    );
    expect(firstPass).toHaveLength(2);
    const in_ = (member: TestMember, kind: string) => {
      const layer = found.layers.find((each) => each.memberId === member.id && each.kind === kind);
      const ofLayer = <Row extends { layerId: string; id: string }>(rows: Row[]) =>
        rows.filter((row) => row.layerId === layer?.id).map((row) => row.id);
      return [ofLayer(found.annotations), ofLayer(found.readings)];
    };
    expect(in_(study.coder, 'first_pass')).toEqual(in_(study.coder, 'current'));
    expect(in_(study.coder, 'first_pass')[1]).toEqual([block.id]);
    expect(in_(study.colleague, 'first_pass')).toEqual([[], []]);
  });

  test('is made once, of blind rounds, and of what was looked at', async () => {
    const round = await open({ coders: [study.coder] });
    const first = { projectId: study.project.id, roundId: study.project.round.id };
    expect(await codeOf(reveal(first))).toBe('round_nothing_to_reveal');
    expect(await codeOf(owner().round.revealPreview(first))).toBe('round_nothing_to_reveal');
    expect(await codeOf(reveal(round, 2))).toBe('version_conflict');
    const both = await Promise.allSettled([reveal(round), reveal(round)]);
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await codeOf(reveal(round, 2))).toBe('round_revealed');
    expect(await codeOf(owner().round.lift({ opId: opId(), ...round }))).toBe('round_revealed');
  });

  test('leaves the current layers to later edits, and the first pass as it was', async () => {
    const round = await open({ coders: [study.coder, study.colleague] });
    await code(study.coder, round);
    await finish(study.coder, round);
    await code(study.colleague, round);
    await reveal(round);
    await code(study.coder, round, 'druk');
    expect((await layersOf(study.coder, round)).map((layer) => [layer.kind, layer.independent])).toEqual(
      expect.arrayContaining([
        ['current', false],
        ['first_pass', true],
      ]),
    );
    const undone = as(study.coder).assignment.setState({
      opId: opId(),
      ...place(round),
      state: 'in_progress',
    });
    expect(await codeOf(undone)).toBe('round_revealed');
    // Whoever finishes afterwards has seen the others' work.
    await finish(study.colleague, round);
    const late = (await layersOf(study.colleague, round)).filter((layer) => layer.kind === 'first_pass');
    expect(late.map((layer) => [layer.memberId, layer.independent])).toEqual(
      expect.arrayContaining([
        [study.coder.id, true],
        [study.colleague.id, false],
      ]),
    );
  });

  test('copies nothing of what was taken away', async () => {
    const round = await open({ coders: [study.coder] });
    await code(study.coder, round);
    await finish(study.coder, round);
    const cells = [{ documentId: study.document.id, memberId: study.coder.id, assigned: false }];
    await owner().assignment.assign({ opId: opId(), ...round, cells });
    await reveal(round);
    expect((await layersOf(study.coder, round)).map((layer) => layer.kind)).toEqual(['current']);
  });
});

describe('who could look before the work was given to them is not independent', () => {
  const give = (round: { roundId: string }, member: TestMember) =>
    owner().assignment.assign({
      opId: opId(),
      projectId: study.project.id,
      roundId: round.roundId,
      cells: [{ documentId: study.document.id, memberId: member.id, assigned: true }],
    });
  const roleOf = (member: TestMember, role: 'reviewer' | 'coder') =>
    editMember(api.db, study.project, member, { role });
  type Step = (round: { projectId: string; roundId: string }, late: TestMember) => Promise<unknown>;
  const begin: Step = (round) => code(study.coder, round);

  test.each<[string, 'reviewer' | 'coder', Step[], boolean]>([
    ['a reviewer who is given it after somebody began', 'reviewer', [begin, give], false],
    ['a reviewer who is given it before anybody began', 'reviewer', [give, begin], true],
    ['a coder who is given it late', 'coder', [begin, give], true],
    [
      'a reviewer of then who is a coder now',
      'reviewer',
      [begin, (_, late) => roleOf(late, 'coder'), give],
      false,
    ],
    [
      'a reviewer who became a coder before anybody began',
      'reviewer',
      [(_, late) => roleOf(late, 'coder'), begin, give],
      true,
    ],
    [
      'a coder who became a reviewer with the work in hand',
      'coder',
      [begin, give, (_, late) => roleOf(late, 'reviewer')],
      true,
    ],
    [
      'a coder of then and now who was a reviewer in between',
      'coder',
      [begin, (_, late) => roleOf(late, 'reviewer'), (_, late) => roleOf(late, 'coder'), give],
      false,
    ],
  ])('%s', async (_, role, steps, independent) => {
    const second = await buildDocument(api.db, study.project);
    const documentIds = [study.document.id, second.id];
    const late = await buildMember(api.db, study.project, { role });
    const round = await open({ documentIds, coders: [study.coder] });
    for (const step of steps) await step(round, late);
    const cell = { documentId: second.id, memberId: late.id, assigned: true };
    await owner().assignment.assign({ opId: opId(), ...round, cells: [cell] });
    await code(late, round, 'druk');
    const elsewhere = { ...place(round), documentId: second.id };
    await as(late).assignment.setState({ opId: opId(), ...elsewhere, state: 'done' });
    await finish(late, round);
    await reveal(round);
    const { rows } = await api.db.pool.query(
      `SELECT document_id = $3 AS coded, kind, independent FROM layer
       WHERE round_id = $1 AND member_id = $2 ORDER BY coded DESC, kind`,
      [round.roundId, late.id, study.document.id],
    );
    expect(rows).toEqual([
      { coded: true, kind: 'current', independent },
      { coded: true, kind: 'first_pass', independent },
      // Of that letter nobody had coded anything.
      { coded: false, kind: 'first_pass', independent: true },
    ]);
  });
});

describe('lift', () => {
  test('opens the owner’s eyes, once, in the audit stream, and what they code then is not independent', async () => {
    const { owner: principal } = study.project;
    const round = await open({ coders: [study.coder, principal] });
    await code(principal, round);
    await code(study.coder, round, 'druk');
    expect((await layersOf(principal, round)).map((layer) => layer.memberId)).toEqual([principal.id]);

    const done = await owner().round.lift({ opId: opId(), ...round });
    expect(done.changes).toMatchObject([
      { noun: 'unblinding', after: { roundId: round.roundId, memberId: principal.id } },
    ]);
    expect(await codeOf(owner().round.lift({ opId: opId(), ...round }))).toBe('already_lifted');
    const seen = await layersOf(principal, round);
    expect(seen.map((layer) => [layer.memberId, layer.independent])).toEqual(
      expect.arrayContaining([
        [principal.id, true],
        [study.coder.id, true],
      ]),
    );
    await code(principal, round, 'nodig');
    const after = await layersOf(principal, round);
    expect(after.find((layer) => layer.memberId === principal.id)?.independent).toBe(false);
    // Nobody else hears of it.
    const heard = await as(study.coder).live.catchUp({ projectId: study.project.id, cursor: '' });
    expect(JSON.stringify(heard)).not.toContain('unblinding');
    await finish(principal, round);
    await reveal(round);
    const firstPass = (await layersOf(principal, round)).find((layer) => layer.kind === 'first_pass');
    expect(firstPass).toMatchObject({ memberId: principal.id, independent: false });
  });

  test.each([
    [true, false],
    [false, true],
  ])(
    'of an empty finished document, lifted before it was finished: %s, makes it independent: %s',
    async (before, independent) => {
      const { owner: principal } = study.project;
      const round = await open({ coders: [principal] });
      if (before) await owner().round.lift({ opId: opId(), ...round });
      await finish(principal, round);
      if (!before) {
        // By a server whose clock is an hour behind.
        const behind = { now: () => new Date(Date.now() - 3_600_000) };
        await api.as(principal.personId, behind).round.lift({ opId: opId(), ...round });
      }
      await reveal(round);
      expect(await layersOf(principal, round)).toMatchObject([{ kind: 'first_pass', independent }]);
    },
  );

  test('is for owners, in rounds that run blind', async () => {
    const first = { projectId: study.project.id, roundId: study.project.round.id };
    expect(await codeOf(owner().round.lift({ opId: opId(), ...first }))).toBe('round_nothing_to_reveal');
    const round = await open({ coders: [study.coder] });
    expect(await codeOf(as(study.coder).round.lift({ opId: opId(), ...round }))).toBe('not_allowed');
  });
});

describe('an owner who codes blind', () => {
  test('gives work to others and learns nothing of it', async () => {
    const { owner: principal } = study.project;
    const round = await open({ coders: [principal, study.coder] });
    await code(study.coder, round);
    await finish(study.coder, round);
    const cell = { documentId: study.document.id, memberId: study.coder.id };
    const given = { opId: opId(), ...round, cells: [{ ...cell, assigned: false }] };
    const taken = await owner().assignment.assign(given);
    expect(taken.changes).toEqual([]);
    expect(await owner().assignment.assign(given)).toEqual(taken);
    const stack = await owner().operation.undoStack({ ...round, documentId: null });
    expect(stack.undo.map((step) => [step.kind, step.changes])).toEqual([['assignment.assign', []]]);
    // Their own cell, and that the other is no longer assigned.
    const board = await owner().assignment.board(round);
    expect(board.hidden).toBe(true);
    expect(board.cells.map((each) => [each.memberId, each.assigned, each.state, each.annotations])).toEqual(
      expect.arrayContaining([
        [principal.id, true, 'todo', 0],
        [study.coder.id, false, null, null],
      ]),
    );
    const undone = await owner().operation.undo({
      opId: opId(),
      projectId: study.project.id,
      target: given.opId,
    });
    expect(undone.changes).toEqual([]);
    const mine = await as(study.coder).assignment.work({ projectId: study.project.id });
    expect(mine.find((item) => item.roundId === round.roundId)).toMatchObject({
      assignment: { state: 'done', removedAt: null },
      annotations: 1,
    });
    const preview = await owner().round.revealPreview(round);
    expect(preview.hidden).toBe(true);
    expect(preview.coders.find((each) => each.memberId === study.coder.id)).toEqual({
      memberId: study.coder.id,
      assigned: 1,
      finished: null,
      empty: null,
      unfinishedDocumentIds: null,
    });
  });

  test('sees all again in the answer to a repeat after the reveal', async () => {
    const { owner: principal } = study.project;
    const round = await open({ coders: [principal] });
    const cells = [{ documentId: study.document.id, memberId: study.coder.id, assigned: true }];
    const given = { opId: opId(), ...round, cells };
    expect((await owner().assignment.assign(given)).changes).toEqual([]);
    await reveal(round);
    expect((await owner().assignment.assign(given)).changes).toHaveLength(1);
  });
});

describe('the codebook while a round is coded blind', () => {
  test('is changed by owners alone, until the reveal', async () => {
    const reviewer = await buildMember(api.db, study.project, { role: 'reviewer' });
    const { projectId } = study.place;
    const making = (name: string) => ({
      opId: opId(),
      projectId,
      tag: { ...emptyTagContent, id: randomUUIDv7(), name },
    });
    const made = making('before');
    await as(reviewer).tag.create(made);
    const round = await open({ coders: [study.coder] });
    const csv = { projectId, csv: 'name\nfrom a file\n' };
    const attempts = (member: TestMember) => [
      () => as(member).tag.create(making(`by ${member.role}`)),
      () =>
        as(member).tag.edit({
          opId: opId(),
          projectId,
          tagId: made.tag.id,
          version: 1,
          change: { definition: `by ${member.role}` },
        }),
      () =>
        as(member).tag.order({
          opId: opId(),
          projectId,
          tagIds: [made.tag.id, study.pressure.id, study.cooperation.id],
        }),
      () => as(member).tag.importCodebook({ opId: opId(), ...csv, dryRun: true }),
      () => as(member).tag.importCodebook({ opId: opId(), ...csv, dryRun: false }),
      () => as(member).operation.undo({ opId: opId(), projectId, target: made.opId }),
    ];
    for (const attempt of attempts(reviewer)) expect(await codeOf(attempt())).toBe('codebook_closed');
    await owner().tag.create(making('by the owner'));
    await reveal(round);
    await as(reviewer).tag.create(making('after'));
  });

  test('gets no new quotations from what is being coded', async () => {
    const { projectId, documentId } = study.place;
    const start = study.text.indexOf('kabinet');
    const example = {
      quote: 'kabinet',
      note: '',
      source: { documentId, start, end: start + 'kabinet'.length },
    };
    const edit = (version: number, change: object) =>
      owner().tag.edit({ opId: opId(), projectId, tagId: study.pressure.id, version, change });
    await edit(1, { examples: [example] });
    const elsewhere = await buildDocument(api.db, study.project);
    const round = await open({ coders: [study.coder] });
    // What is quoted already can be quoted again.
    await edit(2, { counterExamples: [example] });
    const second = { ...example, quote: 'kabine', source: { ...example.source, end: start + 6 } };
    expect(await codeOf(edit(3, { examples: [example, second] }))).toBe('codebook_closed');
    // Nor without their place, however their lines are broken; in words of one's own.
    for (const quote of ['kabine', study.text.slice(start, start + 60).replaceAll(' ', '\n ')])
      expect(await codeOf(edit(3, { examples: [example, { quote, note: '', source: null }] }))).toBe(
        'codebook_closed',
      );
    const csv = `tag,examples\npressure,kabine | | ${documentId}:${start}-${start + 6}\n`;
    const { problems } = await owner().tag.importCodebook({ opId: opId(), projectId, csv, dryRun: true });
    expect(problems).toMatchObject([{ line: 2, code: 'codebook_closed' }]);
    const invented = { quote: 'Nobody wrote this.', note: '', source: null };
    await edit(3, { examples: [{ ...example, source: null }, invented], definition: 'sharper' });
    const other = { ...second, source: { ...second.source, documentId: elsewhere.id } };
    await edit(4, { examples: [example, other] });
    await reveal(round);
    await edit(5, { examples: [example, second] });
  });
});
