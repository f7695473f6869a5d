import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement, emptyTagContent, recodeOutput, tagImpact } from '@koersvast/contracts';
import { buildAssignment, buildMember, buildRound, buildTag, revealRound } from '@koersvast/db/testing';
import { describe, expect, test } from 'vitest';
import { eachInAStudy } from '../testing/each.ts';
import { buildStudy, codeOf, countWaiting, refusalIn, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;
eachInAStudy((given) => {
  ({ api, study } = given);
});

const owner = () => api.as(study.project.owner.personId);
const coder = () => api.as(study.coder.personId);
const colleague = () => api.as(study.colleague.personId);
const projectId = () => study.project.id;
const ofProject = () => ({ opId: randomUUIDv7(), projectId: projectId() });
const merge = (goes = study.pressure, stays = study.cooperation) =>
  owner().tag.merge({ ...ofProject(), tagId: goes.id, version: goes.version, intoId: stays.id });
const annotations = async () =>
  (await owner().annotation.list({ projectId: projectId(), documentId: study.document.id })).annotations;
const tagNames = async () => {
  const tags = await owner().tag.list({ projectId: projectId() });
  return (id: string) => tags.find((tag) => tag.id === id)?.name;
};

/** The coder has both tags on one passage, and the first on another; the colleague the first on a third. */
async function codeSome() {
  const double = study.coding('kabinet');
  await coder().annotation.create(study.coding('kabinet', study.cooperation));
  await coder().annotation.create({
    ...double,
    annotation: { ...double.annotation, memo: 'why I chose it' },
  });
  await coder().annotation.create(study.coding('nodig'));
  await colleague().annotation.create(study.coding('druk'));
  return double.annotation.id;
}

describe('merging', () => {
  test('says beforehand what it will touch', async () => {
    await codeSome();
    const impact = await owner().tag.impact({
      projectId: projectId(),
      tagId: study.pressure.id,
      intoId: study.cooperation.id,
    });
    expect(tagImpact.parse(impact)).toEqual({
      ...{ annotations: 3, finals: 0, removed: 0 },
      ...{ documents: 1, coders: 2, doubles: 1 },
    });
    const alone = await owner().tag.impact({
      projectId: projectId(),
      tagId: study.pressure.id,
      intoId: null,
    });
    expect(alone).toMatchObject({ annotations: 3, documents: 1, coders: 2, doubles: 0 });
  });

  test('says how much of that the usage of a tag leaves out', async () => {
    await codeSome();
    for (const member of [coder(), colleague()])
      await member.assignment.setState({ ...ofProject(), ...study.place, state: 'done' });
    const rule = { kind: 'one_coder' as const, memberId: study.coder.id };
    await owner().adjudication.start({ ...ofProject(), ...study.place, rule });
    const impact = () =>
      owner().tag.impact({ projectId: projectId(), tagId: study.pressure.id, intoId: null });
    const usage = async () =>
      (await owner().tag.usage({ projectId: projectId() })).find(({ tagId }) => tagId === study.pressure.id);
    expect(await impact()).toMatchObject({ annotations: 5, finals: 2, removed: 0 });
    expect((await usage())?.annotations).toBe(3);
    const place = { ...ofProject(), documentId: study.document.id, version: 1 };
    await owner().document.edit({ ...place, change: { removed: true } });
    expect(await impact()).toMatchObject({ annotations: 5, finals: 0, removed: 5 });
    expect(await usage()).toBeUndefined();
  });

  test('gives every annotation the tag that stays, collapses doubles with a report, and archives the other', async () => {
    const double = await codeSome();
    const report = await merge();
    expect(recodeOutput.parse(report)).toMatchObject({
      annotations: 3,
      doubles: [{ annotationId: double, memberId: study.coder.id, quote: 'kabinet', memo: 'why I chose it' }],
    });
    const living = await annotations();
    expect(living).toHaveLength(3);
    expect(new Set(living.map((each) => each.tagId))).toEqual(new Set([study.cooperation.id]));
    const tags = await owner().tag.list({ projectId: projectId() });
    expect(tags.find((tag) => tag.id === study.pressure.id)).toMatchObject({
      archivedAt: expect.any(String),
      mergedIntoId: study.cooperation.id,
    });
  });

  test('waits for a coder who is coding, and leaves nothing of theirs behind', async () => {
    await colleague().annotation.create(study.coding('druk'));
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN');
    // Keeps the coder from ending.
    await holder.query('SELECT 1 FROM project WHERE id = $1 FOR NO KEY UPDATE', [projectId()]);
    const coding = refusalIn(coder().annotation.create(study.coding('nodig')));
    await expect.poll(() => countWaiting(api.db)).toBe(1);
    const merging = refusalIn(merge());
    await expect.poll(() => countWaiting(api.db)).toBe(2);
    await holder.query('COMMIT');
    holder.release();
    expect(await Promise.all([coding, merging])).toEqual([null, null]);
    expect((await annotations()).filter(({ tagId }) => tagId === study.pressure.id)).toEqual([]);
  });

  test('keeps nobody from coding while it is long, not with the tag that goes either, and takes that along', async () => {
    const held = study.coding('druk');
    await colleague().annotation.create(held);
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN');
    // Keeps the merge from ending.
    await holder.query('SELECT 1 FROM annotation WHERE id = $1 FOR UPDATE', [held.annotation.id]);
    const merging = refusalIn(merge());
    await expect.poll(() => countWaiting(api.db)).toBe(1);
    await coder().annotation.create(study.coding('nodig'));
    await coder().annotation.create(study.coding('kabinet', study.cooperation));
    await holder.query('COMMIT');
    holder.release();
    expect(await merging).toBe(null);
    expect(await annotations()).toHaveLength(3);
    expect((await annotations()).filter(({ tagId }) => tagId === study.pressure.id)).toEqual([]);
    expect(await codeOf(coder().annotation.create(study.coding('Rusland')))).toBe('tag_archived');
  });

  test('lets a coder put the other tag on the same words meanwhile, and makes it one', async () => {
    const held = study.coding('druk');
    const same = study.coding('nodig', study.cooperation);
    await coder().annotation.create(study.coding('nodig'));
    await colleague().annotation.create(held);
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM annotation WHERE id = $1 FOR UPDATE', [held.annotation.id]);
    const merging = merge();
    await expect.poll(() => countWaiting(api.db)).toBe(1);
    const coding = refusalIn(coder().annotation.create(same));
    // Where the merge has moved the other already, the coder waits for it, and finds the words taken.
    await expect
      .poll(
        async () => (await countWaiting(api.db)) > 1 || (await Promise.race([coding, 'waits'])) !== 'waits',
      )
      .toBe(true);
    await holder.query('COMMIT');
    holder.release();
    await merging;
    expect([null, 'annotation_twice']).toContain(await coding);
    const living = (await annotations()).filter(({ quote }) => quote === 'nodig');
    expect(living.map(({ tagId }) => tagId)).toEqual([study.cooperation.id]);
  });

  test('leaves no annotation with the tag that goes when it is done again, whatever was coded between', async () => {
    await codeSome();
    const { opId } = await merge();
    const undone = await owner().operation.undo({ ...ofProject(), target: opId });
    const later = study.coding('selectieve');
    await coder().annotation.create(later);
    const redone = await owner().operation.undo({ ...ofProject(), target: undone.opId });
    expect(acknowledgement.parse(redone)).toEqual(redone);
    expect(redone.reread).toEqual([study.document.id]);
    const living = await annotations();
    expect(living).toHaveLength(4);
    expect(living.filter(({ tagId }) => tagId === study.pressure.id)).toEqual([]);
    await owner().operation.undo({ ...ofProject(), target: redone.opId });
    expect((await annotations()).find(({ id }) => id === later.annotation.id)?.tagId).toBe(study.pressure.id);
    expect(await annotations()).toHaveLength(5);
  });

  test.each(['removal', 'other tag'])(
    'refuses to bring the tag that went back by undo of a %s',
    async (what) => {
      const coding = study.coding('nodig');
      await coder().annotation.create(coding);
      const of = { ...study.place, annotationId: coding.annotation.id, version: 1 };
      const { opId } =
        what === 'removal'
          ? await coder().annotation.remove({ opId: randomUUIDv7(), ...of })
          : await coder().annotation.edit({
              opId: randomUUIDv7(),
              ...of,
              change: { tagId: study.cooperation.id },
            });
      await merge();
      expect(await codeOf(coder().operation.undo({ ...ofProject(), target: opId }))).toBe('tag_archived');
      expect((await annotations()).filter(({ tagId }) => tagId === study.pressure.id)).toEqual([]);
    },
  );

  test('refuses to bring it back by undo of a split', async () => {
    const coding = study.coding('nodig');
    const made = await coder().annotation.create(coding);
    const layerId = made.changes.flatMap(({ noun, after }) => (noun === 'layer' && after ? after.id : []))[0];
    const split = await owner().tag.split({
      ...ofProject(),
      tagId: study.pressure.id,
      version: study.pressure.version,
      tag: { ...emptyTagContent, id: randomUUIDv7(), name: 'part', names: {} },
      annotations: [{ layerId: layerId ?? '', annotationId: coding.annotation.id }],
    });
    await merge();
    expect(await codeOf(owner().operation.undo({ ...ofProject(), target: split.opId }))).toBe('tag_archived');
  });

  test('tells its history in one line, and in each annotation’s own', async () => {
    const double = await codeSome();
    await merge();
    const { entries } = await owner().history.list({
      projectId: projectId(),
      documentId: null,
      memberId: null,
      noun: 'annotation',
    });
    expect(entries.slice(0, 2).map(({ change, set }) => [change.action, set])).toEqual([
      ['edit', { annotations: 2, documents: 1 }],
      ['remove', { annotations: 1, documents: 1 }],
    ]);
    const [living] = await annotations();
    const { layerId = '' } = (await annotations()).find(({ quote }) => quote === 'nodig') ?? living ?? {};
    const history = await owner().operation.history({
      projectId: projectId(),
      noun: 'annotation',
      layerId,
      entityId: double,
    });
    expect(history.map(({ action }) => action)).toEqual(['create', 'remove']);
    expect(history[1]?.after).toMatchObject({ id: double, quote: 'kabinet', deletedAt: expect.any(String) });
  });

  test('is one step to undo, doubles and all, and to redo', async () => {
    await codeSome();
    const before = await annotations();
    const { opId } = await merge();
    const undone = await owner().operation.undo({ ...ofProject(), target: opId });
    expect(acknowledgement.parse(undone)).toEqual(undone);
    const said = ({ id, tagId, deletedAt }: (typeof before)[number]) => ({ id, tagId, deletedAt });
    expect((await annotations()).map(said)).toEqual(before.map(said));
    const tags = await owner().tag.list({ projectId: projectId() });
    expect(tags.every((tag) => tag.archivedAt === null && tag.mergedIntoId === null)).toBe(true);
    await owner().operation.undo({ ...ofProject(), target: undone.opId });
    expect(await annotations()).toHaveLength(3);
  });

  test('is not undone over what a coder has changed since', async () => {
    await codeSome();
    const { opId } = await merge();
    const changed = (await annotations()).find((each) => each.quote === 'druk');
    await colleague().annotation.edit({
      opId: randomUUIDv7(),
      ...study.place,
      annotationId: changed?.id ?? '',
      version: changed?.version ?? 0,
      change: { start: 0, end: 9, quote: study.text.slice(0, 9) },
    });
    expect(await codeOf(owner().operation.undo({ ...ofProject(), target: opId }))).toBe('undo_changed_since');
  });

  test('moves what stood under the tag that goes', async () => {
    const child = await buildTag(api.db, study.project, { parentId: study.pressure.id, appearance: 7 });
    await merge();
    const tags = await owner().tag.list({ projectId: projectId() });
    expect(tags.find((tag) => tag.id === child.id)?.parentId).toBe(study.cooperation.id);
  });

  test('leaves the first pass as it was', async () => {
    await coder().annotation.create(study.coding('nodig'));
    await coder().assignment.setState({ opId: randomUUIDv7(), ...study.place, state: 'done' });
    await merge();
    const name = await tagNames();
    expect((await annotations()).map((each) => name(each.tagId)).sort()).toEqual([
      'pressure',
      'selective cooperation',
    ]);
  });

  test('refuses itself, what stands under it, an old version, and a tag of another project', async () => {
    const child = await buildTag(api.db, study.project, { parentId: study.pressure.id, appearance: 7 });
    expect(await codeOf(merge(study.pressure, study.pressure))).toBe('tag_merge_not_valid');
    expect(await codeOf(merge(study.pressure, child))).toBe('tag_merge_not_valid');
    expect(await codeOf(merge({ ...study.pressure, version: 9 }))).toBe('version_conflict');
    const other = await buildStudy(api.db);
    expect(await codeOf(merge(study.pressure, other.pressure))).toBe('not_found');
    expect(await annotations()).toEqual([]);
  });

  test('of a blind round tells an owner who codes there nothing of the others, and touches all', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const place = { ...study.place, roundId: round.id };
    for (const member of [study.coder, study.project.owner])
      await buildAssignment(api.db, study.project, { round, document: study.document, member });
    await coder().annotation.create({ ...study.coding('nodig'), ...place });
    await owner().annotation.create({ ...study.coding('druk'), ...place });
    const impact = await owner().tag.impact({
      projectId: projectId(),
      tagId: study.pressure.id,
      intoId: study.cooperation.id,
    });
    expect(impact).toMatchObject({ annotations: 1, coders: 1 });
    expect(await merge()).toMatchObject({ annotations: 1, doubles: [] });
    const theirs = await coder().annotation.list({ projectId: projectId(), documentId: study.document.id });
    expect(theirs.annotations.map((each) => each.tagId)).toEqual([study.cooperation.id]);
  });

  test('is undone by an owner who codes blind without telling them what a coder has changed since', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const place = { ...study.place, roundId: round.id };
    for (const member of [study.coder, study.project.owner])
      await buildAssignment(api.db, study.project, { round, document: study.document, member });
    const [touched, untouched] = [study.coding('nodig'), study.coding('druk')];
    for (const input of [touched, untouched]) await coder().annotation.create({ ...input, ...place });
    const { opId } = await merge();
    await coder().annotation.edit({
      opId: randomUUIDv7(),
      ...place,
      annotationId: touched.annotation.id,
      version: 2,
      change: { start: 0, end: 9, quote: study.text.slice(0, 9) },
    });
    const undone = await owner().operation.undo({ ...ofProject(), target: opId });
    expect(undone.changes.filter((change) => change.noun === 'annotation')).toEqual([]);
    const theirs = await coder().annotation.list({ projectId: projectId(), documentId: study.document.id });
    expect(new Map(theirs.annotations.map((each) => [each.id, each.tagId]))).toEqual(
      new Map([
        [touched.annotation.id, study.cooperation.id],
        [untouched.annotation.id, study.pressure.id],
      ]),
    );
  });

  test('is undone whole by an owner who codes blind, however much was changed and changed back since', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const place = { ...study.place, roundId: round.id };
    for (const member of [study.coder, study.project.owner])
      await buildAssignment(api.db, study.project, { round, document: study.document, member });
    const input = study.coding('kabinet');
    // More than are read at a time.
    const many = 201;
    for (let nth = 0; nth < many; nth += 1) {
      const [start, end] = [nth % 50, 60 + Math.floor(nth / 50)];
      const annotation = {
        ...input.annotation,
        id: randomUUIDv7(),
        start,
        end,
        quote: study.text.slice(start, end),
      };
      await coder().annotation.create({ ...input, ...place, opId: randomUUIDv7(), annotation });
    }
    const { opId: target } = await merge();
    const another = api.as((await buildMember(api.db, study.project, { role: 'owner' })).personId);
    const third = await buildTag(api.db, study.project);
    const again = { tagId: study.cooperation.id, version: 1, intoId: third.id };
    const theirs = await another.tag.merge({ ...ofProject(), ...again });
    await another.operation.undo({ ...ofProject(), target: theirs.opId });
    await owner().operation.undo({ ...ofProject(), target });
    const list = await coder().annotation.list({ projectId: projectId(), documentId: study.document.id });
    expect(list.annotations).toHaveLength(many);
    expect(new Set(list.annotations.map(({ tagId }) => tagId))).toEqual(new Set([study.pressure.id]));
  });

  test('is not undone across a reveal', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    await buildAssignment(api.db, study.project, { round, document: study.document, member: study.coder });
    await coder().annotation.create({ ...study.coding('nodig'), roundId: round.id });
    const { opId } = await merge();
    await revealRound(api.db, study.project, round);
    expect(await codeOf(owner().operation.undo({ ...ofProject(), target: opId }))).toBe('nothing_to_undo');
  });
});

describe('splitting', () => {
  const split = (chosen: readonly { layerId: string; id: string }[], name = 'economic pressure') =>
    owner().tag.split({
      ...ofProject(),
      tagId: study.pressure.id,
      version: study.pressure.version,
      tag: { ...emptyTagContent, id: randomUUIDv7(), name },
      annotations: chosen.map(({ layerId, id }) => ({ layerId, annotationId: id })),
    });

  test('gives the chosen annotations a new tag and leaves the others, as one step of undo', async () => {
    await codeSome();
    const chosen = (await annotations()).filter((each) => each.quote === 'druk');
    const { opId, annotations: count } = await split(chosen);
    expect(count).toBe(1);
    const name = await tagNames();
    const shown = async () =>
      (await annotations()).map((each) => `${each.quote}: ${name(each.tagId)}`).sort();
    expect(await shown()).toEqual([
      'druk: economic pressure',
      'kabinet: pressure',
      'kabinet: selective cooperation',
      'nodig: pressure',
    ]);
    await owner().operation.undo({ ...ofProject(), target: opId });
    expect(await shown()).toContain('druk: pressure');
  });

  test('does nothing at all where one of them does not have the tag any more', async () => {
    await codeSome();
    const [first] = (await annotations()).filter((each) => each.quote === 'druk');
    if (!first) throw new Error('nothing to choose');
    expect(await codeOf(split([first, { layerId: first.layerId, id: randomUUIDv7() }]))).toBe(
      'tag_split_not_valid',
    );
    expect((await owner().tag.list({ projectId: projectId() })).map((tag) => tag.name)).toEqual([
      'pressure',
      'selective cooperation',
    ]);
  });
});

describe('a changed definition', () => {
  const define = (definition: string, version: number, recheck?: boolean) =>
    owner().tag.edit({
      ...ofProject(),
      tagId: study.pressure.id,
      version,
      change: { definition },
      ...(recheck === undefined ? {} : { recheck }),
    });
  const meaning = async () => {
    const tags = await owner().tag.list({ projectId: projectId() });
    return tags.find((tag) => tag.id === study.pressure.id)?.meaningVersion;
  };

  test('asks for a re-check of what was coded before, unless it is only worded otherwise', async () => {
    const input = study.coding('nodig');
    await coder().annotation.create(input);
    await define('the same in other words', 1, false);
    expect(await meaning()).toBe(0);
    await define('something else', 2);
    const [annotation] = await annotations();
    expect(annotation?.codebookVersion).toBeLessThan((await meaning()) ?? 0);
  });

  test('is answered by the coder with a confirmation, also where the document is done', async () => {
    const input = study.coding('nodig');
    await coder().annotation.create(input);
    await coder().assignment.setState({ opId: randomUUIDv7(), ...study.place, state: 'done' });
    await define('something else', 1);
    const confirm = (version: number, change: { confirmed: true } | { memo: string }) =>
      coder().annotation.edit({
        opId: randomUUIDv7(),
        ...study.place,
        annotationId: input.annotation.id,
        version,
        change,
      });
    expect(await codeOf(confirm(1, { memo: 'x' }))).toBe('document_done');
    const { changes } = await confirm(1, { confirmed: true });
    expect(changes.map((change) => change.noun)).toEqual(['annotation']);
    const current = (await annotations()).find((each) => each.version === 2);
    expect(current?.codebookVersion).toBe(await meaning());
  });
});

describe('while a merge is under way', () => {
  /** Holds something that was coded, so that a merge stops in the middle of it. */
  async function inTheMiddle(command: () => Promise<unknown>, meanwhile: () => Promise<unknown>) {
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM annotation WHERE tag_id = ANY($1) FOR UPDATE', [
      [study.pressure.id, study.cooperation.id],
    ]);
    const running = command();
    await expect.poll(() => countWaiting(api.db)).toBe(1);
    await meanwhile();
    await holder.query('ROLLBACK');
    holder.release();
    return running;
  }
  const edit = (version: number) =>
    owner().tag.edit({
      ...ofProject(),
      tagId: study.cooperation.id,
      version,
      change: { definition: `said ${version} times` },
    });

  test('the codebook can be changed, and nothing is written twice because of it', async () => {
    await codeSome();
    await inTheMiddle(merge, () => edit(1));
    const { codebookVersion } = (await owner().project.get({ projectId: projectId() })).project;
    const merged = (await annotations()).filter(({ version }) => version === 2);
    // They tell the version that came next when the merge began, which had both tags.
    expect(merged.map((each) => each.codebookVersion)).toEqual([codebookVersion - 1, codebookVersion - 1]);
    expect((await tagNames())(study.cooperation.id)).toBe('selective cooperation');
  });

  test('is refused where the tag that goes was changed, or the one that stays is gone', async () => {
    await codeSome();
    const editing = { ...ofProject(), version: 1, change: { definition: 'said otherwise' } };
    const changed = () => owner().tag.edit({ ...editing, tagId: study.pressure.id });
    expect(await codeOf(inTheMiddle(merge, changed))).toBe('version_conflict');
    const away = { ...ofProject(), version: 1, change: { archived: true } };
    const archived = () => owner().tag.edit({ ...away, tagId: study.cooperation.id });
    const again = () => merge({ ...study.pressure, version: 2 });
    expect(await codeOf(inTheMiddle(again, archived))).toBe('tag_merge_not_valid');
    expect((await annotations()).every(({ version }) => version === 1)).toBe(true);
  });

  test('and while it is undone, and done again', async () => {
    await codeSome();
    const { opId: target } = await merge();
    const undo = (opId: string, which: string) =>
      owner().operation.undo({ opId, projectId: projectId(), target: which });
    const undone = randomUUIDv7();
    await inTheMiddle(
      () => undo(undone, target),
      () => edit(1),
    );
    await inTheMiddle(
      () => undo(randomUUIDv7(), undone),
      () => edit(2),
    );
    expect(new Set((await annotations()).map(({ tagId }) => tagId))).toEqual(new Set([study.cooperation.id]));
  });
});

describe('the versions of the codebook', () => {
  test('are listed with who made them, and can be read as they stood', async () => {
    await owner().tag.edit({
      ...ofProject(),
      tagId: study.pressure.id,
      version: 1,
      change: { definition: 'other' },
    });
    const versions = await coder().tag.versions({ projectId: projectId() });
    expect(versions.map(({ version, kind }) => [version, kind])).toEqual([
      [3, 'tag.edit'],
      [2, 'tag.create'],
      [1, 'tag.create'],
    ]);
    expect(versions[0]?.memberId).toBe(study.project.owner.id);
    const old = await coder().tag.version({ projectId: projectId(), version: 2 });
    expect(old.tags.map((tag) => [tag.name, tag.definition])).toEqual([
      ['pressure', ''],
      ['selective cooperation', ''],
    ]);
    expect(await codeOf(coder().tag.version({ projectId: projectId(), version: 9 }))).toBe('not_found');
  });
});
