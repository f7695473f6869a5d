import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement, history, undoStack } from '@koersvast/contracts';
import { writeCodebookVersion } from '@koersvast/db';
import {
  buildAssignment,
  buildRound,
  command,
  editMember,
  editRow,
  revealRound,
  type TestMember,
} from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  buildStudy,
  codeOf,
  hashDatabase,
  openTestApi,
  refusalFrom,
  type Study,
  type TestApi,
} from '../testing/study.ts';

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
const undo = (target: string, member: TestMember = study.coder) =>
  as(member).operation.undo({ opId: randomUUIDv7(), projectId: study.project.id, target });
const stack = (member: TestMember = study.coder) => as(member).operation.undoStack(study.place);
const seen = async () => {
  const { projectId, documentId } = study.place;
  return (await as(study.coder).annotation.list({ projectId, documentId })).annotations;
};

async function annotate(words: string) {
  const input = study.coding(words);
  await as(study.coder).annotation.create(input);
  return { opId: input.opId, id: input.annotation.id };
}

async function retag(id: string, version: number) {
  const opId = randomUUIDv7();
  const change = { tagId: study.cooperation.id };
  await as(study.coder).annotation.edit({ opId, ...study.place, annotationId: id, version, change });
  return opId;
}

/** Renames a tag as the owner; what the tag router does, in little. */
function rename(tagId: string, name: string, by: TestMember = study.project.owner) {
  return command(
    api.db,
    study.project,
    'tag.edit',
    async (given) => {
      const current = await given.lock('tag', { id: tagId });
      await editRow(given, 'tag', current, { name });
      await writeCodebookVersion(given);
      return { opId: given.opId };
    },
    by,
  );
}

describe('undo', () => {
  test('takes back a making, a change and a removal, and each again', async () => {
    const { id, opId } = await annotate('kabinet');
    const [created] = await seen();
    const tagged = await retag(id, 1);
    const back = await undo(tagged);
    expect(acknowledgement.parse(back)).toEqual(back);
    expect(back.changes).toMatchObject([{ action: 'undo', noun: 'annotation', after: { version: 3 } }]);
    expect(await seen()).toEqual([{ ...created, version: 3, updatedAt: expect.any(String) }]);
    await undo(opId);
    expect(await seen()).toEqual([]);
    const [latest] = (await stack()).redo;
    const again = await undo(latest?.opId ?? '');
    expect(again.changes).toMatchObject([{ action: 'redo', after: { deletedAt: null, version: 5 } }]);
    expect(await seen()).toEqual([{ ...created, version: 5, updatedAt: expect.any(String) }]);
    await as(study.coder).annotation.remove({
      opId: randomUUIDv7(),
      ...study.place,
      annotationId: id,
      version: 5,
    });
    const [removal] = (await stack()).undo;
    await undo(removal?.opId ?? '');
    expect(await seen()).toHaveLength(1);
  });

  test('leaves the layer and the assignment that came along', async () => {
    const { opId } = await annotate('kabinet');
    await undo(opId);
    const { projectId, documentId } = study.place;
    const list = await as(study.coder).annotation.list({ projectId, documentId });
    expect(list).toMatchObject({ layers: [{}], assignments: [{ state: 'in_progress' }], annotations: [] });
  });

  test('is refused, with the name of who changed it, when somebody has, and changes nothing', async () => {
    const { opId } = await rename(study.pressure.id, 'druk');
    const reviewer = study.colleague;
    await editMember(api.db, study.project, reviewer, { role: 'reviewer' });
    await rename(study.pressure.id, 'Druk!', reviewer);
    const { rows } = await api.db.pool.query<{ name: string }>('SELECT name FROM "user" WHERE id = $1', [
      reviewer.personId,
    ]);
    const before = await hashDatabase(api.db);
    expect(await refusalFrom(undo(opId, study.project.owner))).toEqual({
      code: 'undo_changed_since',
      details: { who: rows[0]?.name, memberId: reviewer.id, noun: 'tag' },
    });
    const stored = await api.db.pool.query('SELECT result FROM operation WHERE undoes = $1', [opId]);
    expect(stored.rows).toMatchObject([
      { result: { refusal: { details: { memberId: reviewer.id, noun: 'tag' } } } },
    ]);
    expect(JSON.stringify(stored.rows)).not.toContain('who');
    expect(await hashDatabase(api.db)).toBe(before);
  });

  test('is possible again when the other one has taken theirs back', async () => {
    const { opId } = await rename(study.pressure.id, 'druk');
    await editMember(api.db, study.project, study.colleague, { role: 'reviewer' });
    const theirs = await rename(study.pressure.id, 'Druk!', study.colleague);
    await undo(theirs.opId, study.colleague);
    const done = await undo(opId, study.project.owner);
    expect(done.changes[0]).toMatchObject({ noun: 'tag', after: { name: 'pressure', version: 5 } });
  });

  test('of a tag is a new version of the codebook, and what others did to other tags stays', async () => {
    const { opId } = await rename(study.pressure.id, 'druk');
    await rename(study.cooperation.id, 'samenwerking');
    const done = await undo(opId, study.project.owner);
    expect(done.changes.map((change) => [change.noun, change.action])).toEqual([
      ['tag', 'undo'],
      ['project', 'edit'],
    ]);
    const { rows } = await api.db.pool.query<{ tags: { name: string }[] }>(
      'SELECT tags FROM codebook_version WHERE project_id = $1 ORDER BY version DESC LIMIT 1',
      [study.project.id],
    );
    expect(rows[0]?.tags.map((tag) => tag.name)).toEqual(['pressure', 'samenwerking']);
  });

  test('of the project’s name does not mind the codebook', async () => {
    const named = await command(api.db, study.project, 'project.edit', async (given) => {
      const current = await given.lock('project', { id: study.project.id });
      await editRow(given, 'project', current, { name: 'Renamed' });
      return { opId: given.opId };
    });
    const tag = await rename(study.pressure.id, 'druk');
    await undo(tag.opId, study.project.owner);
    const done = await undo(named.opId, study.project.owner);
    expect(done.changes).toMatchObject([{ noun: 'project', after: { name: 'Study' } }]);
  });

  test('of something done in bulk is one step, taken back in the reverse order', async () => {
    const swap = await command(api.db, study.project, 'tag.order', async (given) => {
      const first = await given.lock('tag', study.pressure);
      const second = await given.lock('tag', study.cooperation);
      const freed = await editRow(given, 'tag', first, { key: null });
      await editRow(given, 'tag', second, { key: 'p' });
      await editRow(given, 'tag', freed, { key: 's' });
      return { opId: given.opId };
    });
    await undo(swap.opId, study.project.owner);
    const { rows } = await api.db.pool.query('SELECT key FROM tag WHERE project_id = $1 ORDER BY position', [
      study.project.id,
    ]);
    expect(rows).toEqual([{ key: 'p' }, { key: 's' }]);
  });

  test('refuses what is not there, not one’s own, refused, done already, or of another project', async () => {
    const { opId } = await annotate('kabinet');
    const refused = study.coding('kabinet');
    expect(await codeOf(as(study.coder).annotation.create(refused))).toBe('annotation_twice');
    expect(await codeOf(undo(randomUUIDv7()))).toBe('not_found');
    expect(await codeOf(undo(opId, study.colleague))).toBe('not_found');
    expect(await codeOf(undo(refused.opId))).toBe('nothing_to_undo');
    await undo(opId);
    expect(await codeOf(undo(opId))).toBe('nothing_to_undo');
    const other = await buildStudy(api.db);
    const elsewhere = { opId: randomUUIDv7(), projectId: other.project.id, target: opId };
    expect(await codeOf(as(study.coder).operation.undo(elsewhere))).toBe('not_found');
    expect(await codeOf(as(other.coder).operation.undo(elsewhere))).toBe('not_found');
  });

  test('two undos of one operation at the same time: one succeeds', async () => {
    const { opId } = await annotate('kabinet');
    const both = await Promise.allSettled([undo(opId), undo(opId), undo(opId)]);
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await seen()).toEqual([]);
  });

  test('asks for the ability and the conditions of what it undoes', async () => {
    const { opId } = await annotate('kabinet');
    const { projectId, documentId, roundId } = study.place;
    const setState = (state: 'done' | 'in_progress') =>
      as(study.coder).assignment.setState({ opId: randomUUIDv7(), projectId, documentId, roundId, state });
    await setState('done');
    expect(await codeOf(undo(opId))).toBe('document_done');
    await setState('in_progress');
    await editMember(api.db, study.project, study.coder, { role: 'viewer' });
    expect(await codeOf(undo(opId))).toBe('not_allowed');
    await editMember(api.db, study.project, study.coder, { role: 'coder' });
    await undo(opId);
  });

  test('never brings the same annotation twice to life', async () => {
    const { id } = await annotate('kabinet');
    const opId = randomUUIDv7();
    await as(study.coder).annotation.remove({ opId, ...study.place, annotationId: id, version: 1 });
    await annotate('kabinet');
    expect(await codeOf(undo(opId))).toBe('annotation_twice');
  });

  test('never crosses a reveal', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    await buildAssignment(api.db, study.project, { round, document: study.document, member: study.coder });
    const input = { ...study.coding('kabinet'), roundId: round.id };
    await as(study.coder).annotation.create(input);
    await revealRound(api.db, study.project, round);
    expect(await codeOf(undo(input.opId))).toBe('nothing_to_undo');
    const place = { ...study.place, roundId: round.id };
    expect(await as(study.coder).operation.undoStack(place)).toEqual({ undo: [], redo: [] });
  });

  test('of a state of an assignment', async () => {
    const { projectId, documentId, roundId } = study.place;
    const opId = randomUUIDv7();
    await annotate('kabinet');
    await as(study.coder).assignment.setState({ opId, projectId, documentId, roundId, state: 'done' });
    const done = await undo(opId);
    expect(done.changes).toMatchObject([
      { noun: 'assignment', after: { state: 'in_progress', doneAt: null } },
    ]);
    const untouched = await as(study.colleague).assignment.setState({
      opId: randomUUIDv7(),
      projectId,
      documentId,
      roundId,
      state: 'done',
    });
    expect((await undo(untouched.opId, study.colleague)).changes).toMatchObject([
      { noun: 'assignment', after: { state: 'todo', doneAt: null } },
    ]);
  });
});

describe('undoStack', () => {
  test('walks back and forth as one expects', async () => {
    const first = await annotate('kabinet');
    const second = await retag(first.id, 1);
    const third = await annotate('druk');
    const names = async () => {
      const found = await stack();
      expect(undoStack.parse(found)).toEqual(found);
      return [found.undo.map((step) => step.kind), found.redo.map((step) => step.kind)];
    };
    expect((await stack()).undo.map((step) => step.opId)).toEqual([third.opId, second, first.opId]);
    const press = async (key: 'undo' | 'redo') => undo((await stack())[key][0]?.opId ?? '');
    await press('undo');
    await press('undo');
    expect(await names()).toEqual([['annotation.create'], ['annotation.edit', 'annotation.create']]);
    await press('redo');
    expect(await names()).toEqual([['annotation.edit', 'annotation.create'], ['annotation.create']]);
    await annotate('nodig');
    expect((await names())[1]).toEqual([]);
    for (let step = 0; step < 3; step += 1) await press('undo');
    expect(await names()).toEqual([[], ['annotation.create', 'annotation.edit', 'annotation.create']]);
    expect(await seen()).toEqual([]);
  });

  test('holds only one’s own, of this place, without what was refused', async () => {
    await annotate('kabinet');
    expect(await codeOf(as(study.coder).annotation.create(study.coding('kabinet')))).toBe('annotation_twice');
    await rename(study.pressure.id, 'druk');
    expect((await stack()).undo).toHaveLength(1);
    expect(await stack(study.colleague)).toEqual({ undo: [], redo: [] });
    const general = { projectId: study.project.id, documentId: null, roundId: null };
    const owners = await as(study.project.owner).operation.undoStack(general);
    expect(owners.undo.map((step) => step.kind)).toEqual([
      'tag.edit',
      'tag.create',
      'tag.create',
      'document.add',
    ]);
  });

  test('reaches a hundred operations', async () => {
    const { id } = await annotate('kabinet');
    for (let version = 1; version <= 104; version += 1) {
      await as(study.coder).annotation.edit({
        opId: randomUUIDv7(),
        ...study.place,
        annotationId: id,
        version,
        change: { memo: `note ${version}` },
      });
    }
    expect((await stack()).undo).toHaveLength(100);
  });
});

describe('history', () => {
  test('tells what happened to one thing, oldest first, and nothing of what may not be seen', async () => {
    const { id } = await annotate('kabinet');
    await undo(await retag(id, 1));
    const { projectId, documentId } = study.place;
    const [layer] = (await as(study.coder).annotation.list({ projectId, documentId })).layers;
    const input = { projectId, noun: 'annotation' as const, layerId: layer?.id ?? '', entityId: id };
    const told = await as(study.colleague).operation.history(input);
    expect(history.parse(told)).toEqual(told);
    expect(told.map((change) => change.action)).toEqual(['create', 'edit', 'undo']);

    const round = await buildRound(api.db, study.project, { blind: true });
    await buildAssignment(api.db, study.project, { round, document: study.document, member: study.coder });
    const hidden = { ...study.coding('Druk'), roundId: round.id };
    const made = await as(study.coder).annotation.create(hidden);
    const layerId = made.changes.find((change) => change.noun === 'layer')?.after?.id ?? '';
    const ask = (member: TestMember, over = {}) =>
      as(member).operation.history({ ...input, layerId, entityId: hidden.annotation.id, ...over });
    expect(await ask(study.coder)).toHaveLength(1);
    expect(await refusalFrom(ask(study.colleague))).toEqual({ code: 'not_found', details: {} });
    expect(await refusalFrom(ask(study.colleague, { entityId: randomUUIDv7() }))).toEqual({
      code: 'not_found',
      details: {},
    });
  });
});
