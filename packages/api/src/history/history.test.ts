import { randomUUIDv7 } from 'node:crypto';
import { annotationsOfDocument, historyPage } from '@koersvast/contracts';
import { buildAssignment, buildRound } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { describe, expect, test } from 'vitest';
import { openDownload } from '../export/download.ts';
import { eachInAStudy } from '../testing/each.ts';
import { buildStudy, codeOf, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;
eachInAStudy((given) => {
  ({ api, study } = given);
});

const owner = () => api.as(study.project.owner.personId);
const coder = () => api.as(study.coder.personId);
const colleague = () => api.as(study.colleague.personId);
const projectId = () => study.project.id;
const everything = () => ({
  projectId: projectId(),
  documentId: null,
  memberId: null,
  noun: null,
  cursor: null,
});
const place = () => ({ projectId: projectId(), documentId: study.document.id });

async function codeAndChange() {
  const input = study.coding('nodig');
  await coder().annotation.create(input);
  const change = { opId: randomUUIDv7(), ...study.place, annotationId: input.annotation.id };
  await coder().annotation.edit({ ...change, version: 1, change: { tagId: study.cooperation.id } });
  await coder().annotation.remove({ ...change, opId: randomUUIDv7(), version: 2 });
  return input.annotation.id;
}

describe('the history of a project', () => {
  test('tells who did what, the last first, with before and after', async () => {
    const id = await codeAndChange();
    const page = await owner().history.list({ ...everything(), noun: 'annotation' });
    expect(historyPage.parse(page)).toEqual(page);
    expect(
      page.entries.map(({ kind, change, documentTitle }) => [kind, change.action, documentTitle]),
    ).toEqual([
      ['annotation.remove', 'remove', study.document.title],
      ['annotation.edit', 'edit', study.document.title],
      ['annotation.create', 'create', study.document.title],
    ]);
    expect(page.entries[1]?.change).toMatchObject({
      memberId: study.coder.id,
      before: { id, tagId: study.pressure.id },
      after: { id, tagId: study.cooperation.id },
    });
    expect(page.next).toBeNull();
  });

  test('is narrowed to a document, a member and a kind of thing', async () => {
    await codeAndChange();
    await colleague().annotation.create(study.coding('druk'));
    const kinds = async (over: object) =>
      (await owner().history.list({ ...everything(), ...over })).entries.map(({ kind }) => kind);
    expect(await kinds({ memberId: study.colleague.id, noun: 'annotation' })).toEqual(['annotation.create']);
    expect(await kinds({ noun: 'tag' })).toEqual(['tag.create', 'tag.create']);
    expect(new Set(await kinds({ documentId: study.document.id }))).toEqual(
      new Set(['annotation.create', 'annotation.edit', 'annotation.remove', 'document.add']),
    );
  });

  test('says of a reading which paragraph it is about, where the block has a number', async () => {
    // The sample: block 1 is a heading, and the paragraphs are numbered from the next.
    const madeAt = '2026-11-24T08:00:00.000Z';
    const read = async (block: number) => {
      const id = randomUUIDv7();
      await coder().reading.create({ opId: randomUUIDv7(), ...study.place, reading: { id, block, madeAt } });
      return id;
    };
    await read(1);
    const readingId = await read(3);
    await coder().reading.remove({ opId: randomUUIDv7(), ...study.place, readingId, version: 1 });
    const paragraphs = async (noun: 'reading' | null) => {
      const page = await owner().history.list({ ...everything(), noun });
      expect(historyPage.parse(page)).toEqual(page);
      return page.entries.map(({ change, paragraph }) => [change.noun, paragraph]);
    };
    expect(await paragraphs('reading')).toEqual([
      ['reading', 2],
      ['reading', 2],
      ['reading', null],
    ]);
    const others = (await paragraphs(null)).filter(([noun]) => noun !== 'reading');
    expect(others.length).toBeGreaterThan(0);
    expect(new Set(others.map(([, paragraph]) => paragraph))).toEqual(new Set([null]));
  });

  test('comes in pages that miss and repeat nothing while more is done', async () => {
    for (let turn = 0; turn < 60; turn += 1) {
      await owner().tag.edit({
        opId: randomUUIDv7(),
        projectId: projectId(),
        tagId: study.pressure.id,
        version: turn + 1,
        change: { definition: `turn ${turn}` },
      });
    }
    const first = await owner().history.list({ ...everything(), noun: 'tag' });
    await coder().annotation.create(study.coding('nodig'));
    const second = await owner().history.list({ ...everything(), noun: 'tag', cursor: first.next });
    const told = [...first.entries, ...second.entries].map(({ change }) => change.opId);
    expect(told).toHaveLength(62);
    expect(new Set(told).size).toBe(62);
    expect(second.next).toBeNull();
  });

  test('says nothing of another coder’s blind work, and gives no page of it', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    for (const member of [study.coder, study.colleague])
      await buildAssignment(api.db, study.project, { round, document: study.document, member });
    await colleague().annotation.create({ ...study.coding('druk'), roundId: round.id });
    const seen = await coder().history.list({ ...everything(), noun: 'annotation' });
    expect(seen.entries).toEqual([]);
    const page = `coder:${round.id}:${study.colleague.id}=1`;
    expect(await codeOf(coder().history.list({ ...everything(), cursor: page }))).toBe('input_not_valid');
    expect(await codeOf(coder().history.list({ ...everything(), cursor: 'nonsense' }))).toBe(
      'input_not_valid',
    );
  });

  test('goes out as CSV, oldest first, as far as one may see', async () => {
    await codeAndChange();
    const { chunks } = await openDownload(api.db, {
      projectId: projectId(),
      documentId: null,
      file: 'history',
      preset: 'data',
      layer: 'current',
      personId: study.project.owner.personId,
    });
    let text = '';
    for await (const chunk of chunks) text += chunk.toString('utf8');
    const [header, ...rows] = readCsv(text).map(({ fields }) => fields);
    const column = (name: string) => rows.map((row) => row[header?.indexOf(name) ?? -1] ?? '');
    expect(column('operation').at(0)).toBe('project.create');
    // The download itself is told last.
    expect(column('operation').slice(-4)).toEqual([
      'annotation.create',
      'annotation.edit',
      'annotation.remove',
      'export.create',
    ]);
    expect(JSON.parse(column('after').at(-2) ?? '')).toMatchObject({ deletedAt: expect.any(String) });
    const preview = await owner().export.preview({
      projectId: projectId(),
      documentId: null,
      file: 'history',
      preset: 'data',
      layer: 'current',
    });
    expect(preview.total).toBe(rows.length);
  });
});

describe('a document at a past moment', () => {
  const at = async (moment: string) =>
    (await owner().history.documentAt({ ...place(), at: moment })).annotations;

  test('stands as it stood then', async () => {
    const id = await codeAndChange();
    const { entries } = await owner().history.list({ ...everything(), noun: 'annotation' });
    const [removed, edited, created] = entries.map(({ change }) => change.at);
    const before = new Date(Date.parse(created ?? '') - 1).toISOString();
    expect(await at(before)).toEqual([]);
    expect(await at(created ?? '')).toMatchObject([{ id, tagId: study.pressure.id, version: 1 }]);
    expect(await at(edited ?? '')).toMatchObject([{ id, tagId: study.cooperation.id, version: 2 }]);
    expect(await at(removed ?? '')).toEqual([]);
  });

  test('has all that came before its last change, also from a server whose clock is ahead', async () => {
    const ahead = { now: () => new Date(Date.now() + 3_600_000) };
    const early = study.coding('nodig');
    await api.as(study.coder.personId, ahead).annotation.create(early);
    expect(await at(new Date().toISOString())).toEqual([]);
    const late = study.coding('druk');
    const { changes } = await coder().annotation.create(late);
    const ids = (await at(changes[0]?.at ?? '')).map(({ id }) => id);
    expect(ids.sort()).toEqual([early.annotation.id, late.annotation.id].sort());
  });

  test('at this moment is what stands there now', async () => {
    await coder().annotation.create(study.coding('nodig'));
    await colleague().annotation.create(study.coding('druk'));
    await coder().assignment.setState({ opId: randomUUIDv7(), ...study.place, state: 'done' });
    const { cursor: _, ...now } = await owner().annotation.list(place());
    const past = await owner().history.documentAt({
      ...place(),
      at: new Date(Date.now() + 1000).toISOString(),
    });
    expect(annotationsOfDocument.parse(past)).toEqual(past);
    const sorted = (rows: readonly { id: string }[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const list of ['layers', 'assignments', 'readings'] as const)
      expect(sorted(past[list])).toEqual(sorted(now[list]));
    const key = (row: { id: string; layerId: string }) => `${row.layerId} ${row.id}`;
    expect(past.annotations.map(key).sort()).toEqual(now.annotations.map(key).sort());
  });

  test('of another project is not found', async () => {
    const other = await buildStudy(api.db);
    const call = owner().history.documentAt({
      projectId: projectId(),
      documentId: other.document.id,
      at: new Date().toISOString(),
    });
    expect(await codeOf(call)).toBe('not_found');
  });
});

describe('a deleted annotation', () => {
  const restore = (annotationId: string, version: number, who = coder()) =>
    who.annotation.restore({ opId: randomUUIDv7(), ...study.place, annotationId, version });

  test('comes back as it was, and this can be undone', async () => {
    const id = await codeAndChange();
    const { opId, changes } = await restore(id, 3);
    expect(changes).toMatchObject([
      { noun: 'annotation', action: 'restore', after: { id, deletedAt: null } },
    ]);
    await coder().operation.undo({ opId: randomUUIDv7(), projectId: projectId(), target: opId });
    expect((await coder().annotation.list(place())).annotations).toEqual([]);
  });

  test('is not restored by others, over another of the same, or twice', async () => {
    const id = await codeAndChange();
    expect(await codeOf(restore(id, 3, colleague()))).toBe('not_found');
    await coder().annotation.create(study.coding('nodig', study.cooperation));
    expect(await codeOf(restore(id, 3))).toBe('annotation_twice');
    const alive = study.coding('druk');
    await coder().annotation.create(alive);
    expect(await codeOf(restore(alive.annotation.id, 1))).toBe('annotation_exists');
  });
});
