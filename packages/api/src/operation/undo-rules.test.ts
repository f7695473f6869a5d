import { randomUUIDv7 } from 'node:crypto';
import { buildMember, type TestMember } from '@koersvast/db/testing';
import { codebookTable, writeTable } from '@koersvast/formats';
import { describe, expect, test } from 'vitest';
import { eachInAStudy } from '../testing/each.ts';
import { countWaiting, refusalIn, type Study, type TestApi } from '../testing/study.ts';

// What a command must not do by itself, undo must not do either.

let api: TestApi;
let study: Study;
eachInAStudy((given) => {
  ({ api, study } = given);
});

const opId = () => randomUUIDv7();
const as = (member: TestMember) => api.as(member.personId);
const owner = () => as(study.project.owner);
const projectId = () => study.project.id;
const undo = (member: TestMember, target: string) =>
  as(member).operation.undo({ opId: opId(), projectId: projectId(), target });
const tags = () => owner().tag.list({ projectId: projectId() });
const tag = async (id: string) => {
  const found = (await tags()).find((each) => each.id === id);
  if (!found) throw new Error('a tag that is not there');
  return found;
};
const list = () => owner().annotation.list({ projectId: projectId(), documentId: study.document.id });

/** A blind round over the letter, in which these code. */
async function openBlind(...coders: TestMember[]) {
  const round = { projectId: projectId(), roundId: randomUUIDv7() };
  await owner().round.create({
    opId: opId(),
    projectId: round.projectId,
    id: round.roundId,
    name: 'Blind',
    blind: true,
    documentIds: [study.document.id],
    assignments: {
      kind: 'chosen',
      chosen: coders.map((coder) => ({ documentId: study.document.id, memberId: coder.id })),
    },
  });
  return round;
}

async function code(coder: TestMember, round: { roundId: string }, words: string) {
  const input = { ...study.coding(words), roundId: round.roundId };
  await as(coder).annotation.create(input);
  return input;
}

const setState = (
  coder: TestMember,
  round: { roundId: string },
  state: 'in_progress' | 'done',
  id = opId(),
) => as(coder).assignment.setState({ opId: id, ...study.place, roundId: round.roundId, state });
const reveal = (round: { projectId: string; roundId: string }) =>
  owner().round.reveal({ opId: opId(), ...round, version: 1 });

describe('undo of coding', () => {
  test('after looking at the others’ work takes the independence away, as coding would', async () => {
    const principal = study.project.owner;
    const round = await openBlind(principal, study.coder);
    await code(study.coder, round, 'kabinet');
    await code(principal, round, 'kabinet');
    const second = await code(principal, round, 'nodig');
    await owner().round.lift({ opId: opId(), ...round });
    await undo(principal, second.opId);
    await setState(principal, round, 'done');
    await reveal(round);
    const layers = (await list()).layers.filter((layer) => layer.memberId === principal.id);
    expect(layers.map(({ kind, independent }) => [kind, independent]).sort()).toEqual([
      ['current', false],
      ['first_pass', false],
    ]);
  });

  test('is refused where the work was given to somebody else', async () => {
    const round = await openBlind(study.coder);
    const { opId: target } = await code(study.coder, round, 'kabinet');
    const cells = [{ documentId: study.document.id, memberId: study.coder.id, assigned: false }];
    await owner().assignment.assign({ opId: opId(), ...round, cells });
    expect(await refusalIn(undo(study.coder, target))).toBe('not_allowed');
  });

  test.each(['coding', 'progress'] as const)('of %s waits for a reveal that is under way', async (what) => {
    const round = await openBlind(study.coder);
    const coded = await code(study.coder, round, 'kabinet');
    const done = opId();
    if (what === 'progress') await setState(study.coder, round, 'done', done);
    // Whoever holds the project keeps the reveal from ending.
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM project WHERE id = $1 FOR NO KEY UPDATE', [projectId()]);
    const revealing = reveal(round);
    const waiting = () => countWaiting(api.db);
    await expect.poll(waiting).toBe(1);
    const undoing = refusalIn(undo(study.coder, what === 'coding' ? coded.opId : done));
    await expect.poll(waiting).toBe(2);
    await holder.query('COMMIT');
    holder.release();
    await revealing;
    expect(await undoing).toBe('nothing_to_undo');
  });
});

describe('undo in the codebook', () => {
  const quote = () => ({
    quote: study.text.slice(0, 36),
    source: { documentId: study.document.id, start: 0, end: 36 },
  });

  test('brings no quotation of a letter back that is being coded blind', async () => {
    const added = opId();
    const example = { tagId: study.pressure.id, counter: false, note: '', ...quote() };
    await owner().tag.addExample({ opId: added, projectId: projectId(), ...example });
    const undone = opId();
    await owner().operation.undo({ opId: undone, projectId: projectId(), target: added });
    await openBlind(study.coder);
    expect(await refusalIn(undo(study.project.owner, undone))).toBe('codebook_closed');
    expect((await tag(study.pressure.id)).examples).toEqual([]);
  });

  test('takes a whole import back that let two tags change names', async () => {
    const [pressure, cooperation] = [await tag(study.pressure.id), await tag(study.cooperation.id)];
    const rowOf = (row: typeof pressure, name: string) => ({
      ...row,
      name,
      path: name,
      parent: null,
      archived: false,
    });
    const csv = writeTable('data', codebookTable, [
      rowOf(pressure, cooperation.name),
      rowOf(cooperation, pressure.name),
    ]);
    const imported = opId();
    await owner().tag.importCodebook({ opId: imported, projectId: projectId(), csv, dryRun: false });
    expect((await tag(pressure.id)).name).toBe(cooperation.name);
    await undo(study.project.owner, imported);
    expect([(await tag(pressure.id)).name, (await tag(cooperation.id)).name]).toEqual([
      pressure.name,
      cooperation.name,
    ]);
  });

  test('makes no loop in the tree', async () => {
    const second = await buildMember(api.db, study.project, { role: 'owner' });
    const put = async (by: TestMember, id: string, parentId: string | null) => {
      const { version } = await tag(id);
      const given = opId();
      await as(by).tag.edit({
        opId: given,
        projectId: projectId(),
        tagId: id,
        version,
        change: { parentId },
      });
      return given;
    };
    const [a, b] = [study.pressure.id, study.cooperation.id];
    await put(study.project.owner, a, b);
    const toTheTop = await put(study.project.owner, a, null);
    await put(second, b, a);
    expect(await refusalIn(undo(study.project.owner, toTheTop))).toBe('tag_parent_not_valid');
  });

  test('of a merge leaves no annotation where its coder has said since that nothing applies', async () => {
    const [first, double] = [study.coding('kabinet'), study.coding('kabinet', study.cooperation)];
    for (const input of [first, double]) await as(study.coder).annotation.create(input);
    const { version } = await tag(study.pressure.id);
    const merge = { tagId: study.pressure.id, version, intoId: study.cooperation.id };
    const merged = opId();
    await owner().tag.merge({ opId: merged, projectId: projectId(), ...merge });
    const annotationId = double.annotation.id;
    await as(study.coder).annotation.remove({ opId: opId(), ...study.place, annotationId, version: 1 });
    const { blocks } = await owner().document.text({
      projectId: projectId(),
      documentId: study.document.id,
    });
    const block = blocks.find(
      ({ start, end }) => start <= first.annotation.start && first.annotation.end <= end,
    );
    await as(study.coder).reading.create({
      opId: opId(),
      ...study.place,
      reading: { id: randomUUIDv7(), block: block?.index ?? -1, madeAt: first.annotation.madeAt },
    });
    await undo(study.project.owner, merged);
    const { annotations, readings } = await list();
    expect([annotations.map(({ id }) => id), readings]).toEqual([[first.annotation.id], []]);
  });
});
