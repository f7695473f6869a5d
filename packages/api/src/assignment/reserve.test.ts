import { randomUUIDv7 } from 'node:crypto';
import { board, invitation } from '@koersvast/contracts';
import { buildDocument, buildMember, buildPerson, editMember, type TestMember } from '@koersvast/db/testing';
import { describe, expect, test } from 'vitest';
import { eraseAccount } from '../installation/erase.ts';
import { eachInAStudy } from '../testing/each.ts';
import { buildStudy, codeOf, countWaiting, refusalIn, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;
eachInAStudy((given) => {
  ({ api, study } = given);
});

const as = (member: TestMember) => api.as(member.personId);
const owner = () => as(study.project.owner);
const opId = () => randomUUIDv7();
const project = () => ({ projectId: study.project.id });

async function invite(note = '', role: 'coder' | 'viewer' = 'coder') {
  const id = randomUUIDv7();
  const made = await owner().member.invite({ opId: opId(), ...project(), id, role, note });
  return { id, token: made.path?.split('/').at(-1) ?? '', made };
}
async function open(memberIds: readonly string[], over: { planned?: boolean; blind?: boolean } = {}) {
  const id = randomUUIDv7();
  const documentIds = [study.document.id];
  const chosen = memberIds.map((memberId) => ({ documentId: study.document.id, memberId }));
  await owner().round.create({
    opId: opId(),
    ...project(),
    id,
    name: '',
    documentIds,
    assignments: { kind: 'chosen', chosen },
    ...over,
  });
  return { ...project(), roundId: id };
}
type Place = Awaited<ReturnType<typeof open>>;
const join = async (token: string, personId?: string) => {
  const person = personId ?? (await buildPerson(api.db)).id;
  await api.as(person).member.join({ token, newcomer: null });
  return person;
};
const assign = async (round: Place, memberId: string, assigned: boolean) => {
  const given = opId();
  const cells = [{ documentId: study.document.id, memberId, assigned }];
  await owner().assignment.assign({ opId: given, ...round, cells });
  return given;
};
const given = async (round: Place) =>
  (await owner().assignment.board(round)).cells
    .filter(({ assigned }) => assigned)
    .map(({ memberId }) => memberId);
const workOf = async (person: string, round: Place) =>
  (await api.as(person).assignment.work(project())).filter(({ roundId }) => roundId === round.roundId);

describe('work for somebody who is invited', () => {
  test('is shown to owners with the note, and becomes theirs on joining, under the same id', async () => {
    const els = await invite('Els, tweede codeur');
    const round = await open([els.id, study.coder.id]);
    const shown = await owner().assignment.board(round);
    expect(board.parse(shown)).toEqual(shown);
    expect(shown.invited).toMatchObject([{ id: els.id, note: 'Els, tweede codeur', expired: false }]);
    const listed = await owner().member.invitations(project());
    expect(invitation.parse(listed[0])).toMatchObject({ note: 'Els, tweede codeur', kept: 1 });
    const person = await join(els.token);
    const detail = await api.as(person).project.get(project());
    expect(detail.me.id).toBe(els.id);
    expect(JSON.stringify(detail)).not.toContain('tweede codeur');
    expect(await workOf(person, round)).toMatchObject([{ assignment: { state: 'todo', memberId: els.id } }]);
    expect((await owner().assignment.board(round)).invited).toEqual([]);
    // Blind from the first moment on: the others' work is not theirs to see.
    await as(study.coder).annotation.create({ ...study.coding('kabinet'), roundId: round.roundId });
    const place = { ...project(), documentId: study.document.id };
    expect((await api.as(person).annotation.list(place)).annotations).toEqual([]);
  });

  test('is drawn by a plan like that of members, and drawn again the same after they have joined', async () => {
    const documents = [study.document];
    for (let made = 0; made < 5; made += 1) documents.push(await buildDocument(api.db, study.project));
    const documentIds = documents.map(({ id }) => id);
    const els = await invite('Els');
    const plan = {
      codersPerDocument: 1,
      memberIds: [els.id, study.coder.id],
      doubleCodedPercent: null,
      stratifiedBy: null,
      seed: 7,
    };
    const planned = await owner().round.plan({ ...project(), documentIds, plan });
    const id = randomUUIDv7();
    const assignments = { kind: 'plan' as const, plan };
    await owner().round.create({ opId: opId(), ...project(), id, name: '', documentIds, assignments });
    await join(els.token);
    const cells = (await owner().assignment.board({ ...project(), roundId: id })).cells;
    const drawn = cells.map(({ documentId, memberId }) => `${documentId} ${memberId}`).sort();
    const promised = planned.assignments.map(({ documentId, memberId }) => `${documentId} ${memberId}`);
    expect(drawn).toEqual(promised.sort());
    expect((await owner().round.plan({ ...project(), documentIds, plan })).assignments).toEqual(
      planned.assignments,
    );
  });

  test('goes to whoever joins while it is taken back, or stays taken back: neither waits for the other in a circle', async () => {
    const els = await invite('Els');
    const round = await open([study.coder.id]);
    const target = await assign(round, els.id, true);
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM round WHERE id = $1 FOR UPDATE', [round.roundId]);
    const undone = refusalIn(owner().operation.undo({ opId: opId(), ...project(), target }));
    await expect.poll(() => countWaiting(api.db)).toBe(1);
    const joined = refusalIn(join(els.token));
    await expect.poll(() => countWaiting(api.db)).toBe(2);
    await holder.query('ROLLBACK');
    holder.release();
    expect(await Promise.all([undone, joined])).toEqual([null, null]);
    expect(await given(round)).toEqual([study.coder.id]);
  });

  test('comes to a member who returns under the id that they had', async () => {
    const back = await buildMember(api.db, study.project);
    await editMember(api.db, study.project, back, { removed: true });
    const els = await invite();
    const round = await open([els.id]);
    await join(els.token, back.personId);
    expect(await given(round)).toEqual([back.id]);
  });

  test('is free again when the invitation is revoked', async () => {
    const els = await invite();
    const round = await open([els.id]);
    expect(await given(round)).toEqual([els.id]);
    await owner().member.revokeInvitation({ opId: opId(), ...project(), invitationId: els.id });
    expect(await given(round)).toEqual([]);
    expect(await codeOf(assign(round, els.id, true))).toBe('assignment_not_valid');
  });

  test('is shown as expired when nobody came in time, and can be given to somebody else', async () => {
    const els = await invite('Els');
    const round = await open([els.id]);
    await api.db.pool.query("UPDATE invitation SET expires_at = now() - interval '1 hour' WHERE id = $1", [
      els.id,
    ]);
    expect((await owner().assignment.board(round)).invited).toMatchObject([{ id: els.id, expired: true }]);
    expect(await codeOf(open([els.id]))).toBe('assignment_not_valid');
    await assign(round, els.id, false);
    await assign(round, study.coder.id, true);
    expect(await given(round)).toEqual([study.coder.id]);
    expect((await owner().assignment.board(round)).invited).toEqual([]);
  });

  test('can be undone and done again until they have joined', async () => {
    const els = await invite();
    const round = await open([]);
    const target = await assign(round, els.id, true);
    const undone = opId();
    await owner().operation.undo({ opId: undone, ...project(), target });
    expect(await given(round)).toEqual([]);
    const redone = opId();
    await owner().operation.undo({ opId: redone, ...project(), target: undone });
    expect(await given(round)).toEqual([els.id]);
    await join(els.token);
    expect(await codeOf(owner().operation.undo({ opId: opId(), ...project(), target: redone }))).toBe(
      'nothing_to_undo',
    );
    expect(await given(round)).toEqual([els.id]);
  });

  test('is not kept for who may not code, nor by anybody but owners, nor in another project', async () => {
    const viewer = await invite('', 'viewer');
    expect(await codeOf(open([viewer.id]))).toBe('assignment_not_valid');
    const els = await invite();
    const round = await open([]);
    const cells = [{ documentId: study.document.id, memberId: els.id, assigned: true }];
    expect(await codeOf(as(study.coder).assignment.assign({ opId: opId(), ...round, cells }))).toBe(
      'not_allowed',
    );
    const other = await buildStudy(api.db);
    const foreign = { projectId: other.project.id, roundId: other.project.round.id };
    expect(
      await codeOf(
        as(other.project.owner).assignment.assign({
          opId: opId(),
          ...foreign,
          cells: [{ documentId: other.document.id, memberId: els.id, assigned: true }],
        }),
      ),
    ).toBe('not_found');
  });

  test('waits in a planned round, and is void in one that was revealed', async () => {
    const [els, jan] = [await invite('Els'), await invite('Jan')];
    const planned = await open([els.id], { planned: true });
    const revealed = await open([jan.id]);
    await owner().round.reveal({ opId: opId(), ...revealed, version: 1 });
    const first = await join(els.token);
    const second = await join(jan.token);
    expect(await workOf(first, planned)).toHaveLength(1);
    expect(await workOf(second, revealed)).toEqual([]);
  });

  test('is no longer kept in a letter that leaves the round, so that nothing keeps them from joining', async () => {
    const els = await invite();
    const round = await open([]);
    const extra = await buildDocument(api.db, study.project);
    const [added, freed] = [opId(), opId()];
    const change = { addedDocumentIds: [extra.id] };
    await owner().round.edit({ opId: added, ...round, version: 1, change });
    const cell = { documentId: extra.id, memberId: els.id };
    const undo = (target: string) =>
      refusalIn(owner().operation.undo({ opId: opId(), ...project(), target }));
    await owner().assignment.assign({ opId: opId(), ...round, cells: [{ ...cell, assigned: true }] });
    expect(await undo(added)).toBe('round_not_empty');
    await owner().assignment.assign({ opId: freed, ...round, cells: [{ ...cell, assigned: false }] });
    expect(await undo(added)).toBeNull();
    expect(await undo(freed)).toBe('document_not_in_round');
    // Where it was kept by an earlier version, it is passed over.
    await api.db.pool.query('UPDATE reservation SET removed_at = NULL WHERE invitation_id = $1', [els.id]);
    await join(els.token);
    expect(await given(round)).toEqual([]);
  });

  test.each(['removed', 'viewer', 'document'] as const)(
    'does not come back by undo to who could not be given it now: %s',
    async (what) => {
      const { coder, document } = study;
      const round = await open([coder.id]);
      const away = await assign(round, coder.id, false);
      if (what === 'removed') await editMember(api.db, study.project, coder, { removed: true });
      if (what === 'viewer') await editMember(api.db, study.project, coder, { role: 'viewer' });
      const gone = { opId: opId(), ...project(), documentId: document.id, version: 1 };
      if (what === 'document') await owner().document.edit({ ...gone, change: { removed: true } });
      const undone = owner().operation.undo({ opId: opId(), ...project(), target: away });
      expect(await codeOf(undone)).toBe(what === 'document' ? 'document_removed' : 'assignment_not_valid');
    },
  );

  test('is theirs or free, never both, when they join while it is taken away', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const els = await invite();
      const round = await open([els.id]);
      const person = (await buildPerson(api.db)).id;
      await Promise.allSettled([
        join(els.token, person),
        owner().member.revokeInvitation({ opId: opId(), ...project(), invitationId: els.id }),
      ]);
      const member = (await owner().project.get(project())).members.some(({ id }) => id === els.id);
      expect(await given(round)).toEqual(member ? [els.id] : []);
    }
  });

  test('leaves its note out of what is stored with the operation, and of what is kept of the erased', async () => {
    const els = await invite('Els Jansen');
    expect(els.made.invitation.note).toBe('Els Jansen');
    const stored = await api.db.pool.query('SELECT result FROM operation WHERE project_id = $1', [
      study.project.id,
    ]);
    expect(JSON.stringify(stored.rows)).not.toContain('Els Jansen');
    const person = await buildPerson(api.db);
    await join(els.token, person.id);
    await eraseAccount(api.db, person);
    const kept = await api.db.pool.query('SELECT note FROM invitation WHERE id = $1', [els.id]);
    expect(kept.rows).toEqual([{ note: '' }]);
  });

  test('has a note of one line, of at most 120 characters', async () => {
    expect(await codeOf(invite('x'.repeat(121)))).toBe('over_limit');
    expect(await codeOf(invite('a\nb'))).toBe('input_not_valid');
  });
});
