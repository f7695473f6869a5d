import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement, annotationsOfDocument } from '@koersvast/contracts';
import { buildDocument, buildRound, buildTag, command, editMember, editRow } from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildStudy, codeOf, openTestApi, refusalFrom, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;

beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const coder = () => api.as(study.coder.personId);
const list = (personId = study.coder.personId) =>
  api.as(personId).annotation.list({ projectId: study.project.id, documentId: study.document.id });

async function annotate(words: string) {
  const input = study.coding(words);
  await coder().annotation.create(input);
  return { id: input.annotation.id, input };
}

describe('create', () => {
  test('stores the span in both units, opens the layer and begins the assignment', async () => {
    const fresh = await buildStudy(api.db);
    const input = fresh.coding('voor selectieve samenwerking', fresh.cooperation);
    const done = await api.as(fresh.coder.personId).annotation.create(input);
    expect(acknowledgement.parse(done)).toEqual(done);
    expect(done.changes.map((change) => [change.noun, change.action])).toEqual([
      ['assignment', 'create'],
      ['layer', 'create'],
      ['annotation', 'create'],
    ]);
    const seen = await api
      .as(fresh.colleague.personId)
      .annotation.list({ projectId: fresh.project.id, documentId: fresh.document.id });
    expect(annotationsOfDocument.parse(seen)).toEqual(seen);
    const { start, end } = input.annotation;
    // One emoji stands before it: two code units, one code point.
    expect(seen.annotations).toMatchObject([
      { id: input.annotation.id, start, end, startCp: start - 1, endCp: end - 1, version: 1 },
    ]);
    expect(seen.assignments).toMatchObject([{ memberId: fresh.coder.id, state: 'in_progress' }]);
    expect(seen.layers).toMatchObject([{ kind: 'current', memberId: fresh.coder.id, independent: false }]);
    expect(seen.annotations[0]?.codebookVersion).toBe(2);
  });

  test.each([
    ['empty', { start: 4, end: 4, quote: 'x' }, 'span_empty'],
    ['inverted', { start: 6, end: 4, quote: 'x' }, 'span_inverted'],
    ['past the end', { start: 4, end: 100_000, quote: 'x' }, 'span_out_of_range'],
    ['with other words', { start: 0, end: 9, quote: 'Koersvost' }, 'quote_does_not_match'],
    ['with words of another length', { start: 0, end: 9, quote: 'Koers' }, 'quote_does_not_match'],
  ])('refuses a span that is %s', async (_, span, code) => {
    const input = study.coding('Koersvast');
    Object.assign(input.annotation, span);
    expect(await codeOf(coder().annotation.create(input))).toBe(code);
  });

  test('refuses a span that starts or ends inside a character', async () => {
    const at = study.text.indexOf('🙂');
    for (const [start, end] of [
      [at + 1, at + 4],
      [at - 3, at + 1],
    ] as const) {
      const input = study.coding('Koersvast');
      Object.assign(input.annotation, { start, end, quote: 'xxx' });
      expect(await codeOf(coder().annotation.create(input))).toBe('span_splits_surrogate');
    }
  });

  test('the same span can have another tag, and another coder the same tag, but not twice the same', async () => {
    const first = study.coding('kabinet');
    await coder().annotation.create(first);
    expect(await codeOf(coder().annotation.create(study.coding('kabinet')))).toBe('annotation_twice');
    await coder().annotation.create(study.coding('kabinet', study.cooperation));
    await api.as(study.colleague.personId).annotation.create(study.coding('kabinet'));
    expect(await codeOf(coder().annotation.create({ ...first, opId: randomUUIDv7() }))).toMatch(
      /^annotation_(twice|exists)$/,
    );
  });

  test('refuses unknown places, tags and projects, and those of other projects, with one answer', async () => {
    const other = await buildStudy(api.db);
    const base = study.coding('Rusland');
    const inputs = [
      { ...base, documentId: randomUUIDv7() },
      { ...base, documentId: other.document.id },
      { ...base, roundId: randomUUIDv7() },
      { ...base, roundId: other.project.round.id },
      { ...base, projectId: randomUUIDv7() },
      { ...base, projectId: other.project.id },
      { ...base, annotation: { ...base.annotation, tagId: other.pressure.id } },
      { ...base, annotation: { ...base.annotation, tagId: randomUUIDv7() } },
    ];
    for (const input of inputs) {
      const refusal = await refusalFrom(coder().annotation.create({ ...input, opId: randomUUIDv7() }));
      expect(refusal).toEqual({ code: 'not_found', details: {} });
    }
  });

  test('refuses an archived tag, a removed document, and a document that is done', async () => {
    const fresh = await buildStudy(api.db);
    const { db } = api;
    const mine = api.as(fresh.coder.personId);
    const archived = await buildTag(db, fresh.project, {
      name: 'old',
      appearance: 9,
      archivedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(await codeOf(mine.annotation.create(fresh.coding('kabinet', archived)))).toBe('tag_archived');
    const { projectId, documentId, roundId } = fresh.place;
    const setState = (state: 'done' | 'todo') =>
      mine.assignment.setState({ opId: randomUUIDv7(), projectId, documentId, roundId, state });
    await setState('done');
    expect(await codeOf(mine.annotation.create(fresh.coding('kabinet')))).toBe('document_done');
    await setState('todo');
    await mine.annotation.create(fresh.coding('kabinet'));
    await command(db, fresh.project, 'document.edit', async (given) => {
      const current = await given.lock('document', fresh.document);
      return editRow(given, 'document', current, { removedAt: given.at.toISOString() });
    });
    expect(await codeOf(mine.annotation.create(fresh.coding('druk')))).toBe('document_removed');
  });

  test('a viewer and a removed coder may not', async () => {
    const fresh = await buildStudy(api.db);
    await editMember(api.db, fresh.project, fresh.coder, { role: 'viewer' });
    expect(await codeOf(api.as(fresh.coder.personId).annotation.create(fresh.coding('druk')))).toBe(
      'not_allowed',
    );
    await editMember(api.db, fresh.project, fresh.colleague, { removed: true });
    expect(await codeOf(api.as(fresh.colleague.personId).annotation.create(fresh.coding('druk')))).toBe(
      'not_found',
    );
  });

  test('in a blind round nobody codes a document that was not given to them', async () => {
    const blind = await buildRound(api.db, study.project, { blind: true });
    const input = { ...study.coding('Druk'), roundId: blind.id };
    expect(await codeOf(coder().annotation.create(input))).toBe('not_allowed');
  });

  test('a dozen at once of one coder share one layer and one assignment', async () => {
    const fresh = await buildStudy(api.db);
    const words = [...fresh.text.matchAll(/[a-z]+/gi)].slice(0, 12).map((match) => match[0]);
    await Promise.allSettled(
      words.map((word) => api.as(fresh.coder.personId).annotation.create(fresh.coding(word))),
    );
    const seen = await api
      .as(fresh.coder.personId)
      .annotation.list({ projectId: fresh.project.id, documentId: fresh.document.id });
    expect(seen.layers).toHaveLength(1);
    expect(seen.assignments).toHaveLength(1);
    expect(seen.annotations.length).toBe(new Set(words.map((word) => fresh.text.indexOf(word))).size);
  });
});

describe('edit and remove', () => {
  test.each([
    ['its tag', () => ({ tagId: study.cooperation.id }), { version: 2 }],
    ['its memo', () => ({ memo: 'see the note\nbelow' }), { memo: 'see the note\nbelow' }],
    ['its certainty', () => ({ certainty: 2 }), { certainty: 2 }],
    ['its span', () => ({ start: 0, end: 5, quote: 'Koers' }), { start: 0, end: 5, quote: 'Koers' }],
  ])('changes %s', async (_, change, expected) => {
    const { id } = await annotate('blijft nodig');
    const { projectId, documentId, roundId } = study.place;
    const place = { projectId, documentId, roundId, annotationId: id };
    const done = await coder().annotation.edit({
      opId: randomUUIDv7(),
      ...place,
      version: 1,
      change: change(),
    });
    expect(done.changes).toMatchObject([{ noun: 'annotation', action: 'edit', after: expected }]);
    await coder().annotation.remove({ opId: randomUUIDv7(), ...place, version: 2 });
    expect((await list()).annotations.map((each) => each.id)).not.toContain(id);
  });

  test('refuses a stale version, one that was removed, and one of somebody else', async () => {
    const { id } = await annotate('nodig');
    const edit = (version: number, personId = study.coder.personId) =>
      api.as(personId).annotation.edit({
        opId: randomUUIDv7(),
        ...study.place,
        annotationId: id,
        version,
        change: { certainty: 1 },
      });
    await edit(1);
    expect(await refusalFrom(edit(1))).toEqual({
      code: 'version_conflict',
      details: { noun: 'annotation', id, version: 2 },
    });
    expect(await codeOf(edit(2, study.colleague.personId))).toBe('not_found');
    await coder().annotation.remove({ opId: randomUUIDv7(), ...study.place, annotationId: id, version: 2 });
    expect(await codeOf(edit(3))).toBe('annotation_removed');
  });

  test('a span that was removed can be coded again', async () => {
    const { id } = await annotate('richting');
    await coder().annotation.remove({ opId: randomUUIDv7(), ...study.place, annotationId: id, version: 1 });
    await annotate('richting');
  });
});

describe('list', () => {
  test('a document of another project is like an unknown one', async () => {
    const other = await buildDocument(api.db, (await buildStudy(api.db)).project);
    for (const documentId of [other.id, randomUUIDv7()]) {
      const call = coder().annotation.list({ projectId: study.project.id, documentId });
      expect(await refusalFrom(call)).toEqual({ code: 'not_found', details: {} });
    }
  });
});
