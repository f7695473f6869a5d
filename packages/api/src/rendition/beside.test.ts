import { randomUUIDv7 } from 'node:crypto';
import { loadAccess, readSnapshot } from '@koersvast/db';
import { buildAssignment, buildMember, buildRound } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTable } from '../export/tables.ts';
import { after, before, beginReading, codedLetter, readAgain } from '../testing/read-again.ts';
import { codeOf, countWaiting, openTestApi, type TestApi } from '../testing/study.ts';
import { watchStatements } from '../testing/watch-statements.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const opId = () => randomUUIDv7();

/** A table as its rows by the names of their columns. */
async function tableOf(
  study: Awaited<ReturnType<typeof codedLetter>>,
  file: 'annotations' | 'documents' | 'coding',
  layer: 'current' | 'all' = 'all',
  documentId: string | null = null,
): Promise<Record<string, unknown>[]> {
  const { projectId } = study.place;
  const rows: Record<string, unknown>[] = [];
  const read = readSnapshot(api.db, async function* (reader) {
    const access = await loadAccess(reader, { projectId, personId: study.owner.personId });
    if (!access) throw new Error('no member');
    const table = await openTable(reader, { access, file, documentId, layer });
    const names = table.columns.map(({ name }) => name);
    for await (const batch of table.batches())
      for (const row of batch) yield Object.fromEntries(names.map((name, at) => [name, row[at]]));
  });
  for await (const row of read) rows.push(row);
  return rows;
}

test('what is written of a letter after it was read again stands with all its readings', async () => {
  const study = await codedLetter(api);
  const { owner, place, asked, as, coder } = study;
  await as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' });
  const { id } = await readAgain(api, asked, after);
  const change = { title: 'Sancties', author: 'Stef Blok', dossier: '31778', fields: { thema: 'Rusland' } };
  await as(owner).document.edit({
    ...{ opId: opId(), projectId: place.projectId, documentId: id, version: 1, change },
  });
  const titled = (rows: Record<string, unknown>[]) =>
    new Set(rows.map((row) => [row.document_title, row.document_author, row.dossier].join(' | ')));
  for (const file of ['annotations', 'documents'] as const) {
    const rows = await tableOf(study, file);
    expect(new Set(rows.map(({ document_id }) => document_id))).toEqual(new Set([place.documentId, id]));
    expect(titled(rows)).toEqual(new Set(['Sancties | Stef Blok | 31778']));
  }
  const documents = await tableOf(study, 'documents');
  expect(documents.map((row) => row['field.thema'])).toEqual(['Rusland', 'Rusland']);
  // One alone is told so too.
  const alone = await tableOf(study, 'documents', 'all', place.documentId);
  expect(titled(alone)).toEqual(new Set(['Sancties | Stef Blok | 31778']));
});

test('the tables tell readings apart, and a study in which none was read again is as it was', async () => {
  const study = await codedLetter(api);
  const { place, asked, as, coder, coded } = study;
  await as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' });
  const [plain] = await tableOf(study, 'annotations');
  expect(Object.keys(plain ?? {})).not.toContain('rendition');
  expect(Object.keys((await tableOf(study, 'documents'))[0] ?? {})).not.toContain('rendition');
  const { id } = await readAgain(api, asked, after);
  const rows = await tableOf(study, 'annotations');
  expect(Object.keys(rows[0] ?? {}).slice(0, Object.keys(plain ?? {}).length)).toEqual(
    Object.keys(plain ?? {}),
  );
  const told = rows
    .map((row) => [row.layer, row.document_id === id, row.rendition, row.unplaced].join(' '))
    .sort();
  expect(told).toEqual([
    'current false 1 true',
    ...Array(3).fill('current true 2 false'),
    ...Array(3).fill('first-pass false 1 false'),
  ]);
  // What waits has its places in the old text.
  const { start, end, quote } = coded.lost.annotation;
  const lost = rows.find((row) => row.unplaced === 'true');
  expect(lost).toMatchObject({ quote, start_utf16: start, end_utf16: end });
  const documents = await tableOf(study, 'documents');
  expect(documents.map((row) => [row.document_id, row.rendition, row.rendition_of, row.replaced_by])).toEqual(
    [
      [place.documentId, 1, null, id],
      [id, 2, place.documentId, null],
    ],
  );
  expect((await tableOf(study, 'coding')).map((row) => row.document_id)).toEqual([id, id]);
});

test('what came from a search says so in every reading', async () => {
  const study = await codedLetter(api);
  const { place, asked, as, coder, pressure } = study;
  const { projectId, roundId, documentId } = place;
  await as(coder).search.tagHits({
    ...{ opId: opId(), projectId, roundId, tagId: pressure.id, madeAt: '2026-11-29T16:00:00.000Z' },
    ...{ search: { query: 'brief' }, hits: [{ documentId, start: 0, end: 5 }] },
  });
  await as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' });
  const { id } = await readAgain(api, asked, after);
  const found = (await tableOf(study, 'annotations')).filter(({ origin }) => origin === 'search');
  const told = found.map((row) => [row.layer, row.document_id, row.quote, row.origin_query].join(' '));
  expect(told.sort()).toEqual([`current ${id} Brief brief`, `first-pass ${documentId} Brief brief`]);
});

test('whoever codes the letter blind sees nothing of others in any of its readings', async () => {
  const study = await codedLetter(api);
  const { place, asked, as, coder, project } = study;
  const { projectId, documentId } = place;
  await as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' });
  const { id, opId: target } = await readAgain(api, asked, after);
  const newcomer = await buildMember(api.db, project);
  const seen = async (of: string) => (await study.list(of, newcomer)).annotations.length;
  expect(await seen(documentId)).toBeGreaterThan(0);
  const round = await buildRound(api.db, project, { blind: true });
  await buildAssignment(api.db, project, { round, document: { id }, member: newcomer });
  expect([await seen(documentId), await seen(id)]).toEqual([0, 0]);
  expect((await as(newcomer).rendition.lost({ projectId, documentId: null })).total).toBe(0);
  const { renditions } = await as(newcomer).rendition.list({ projectId, documentId });
  expect(renditions.map(({ firstPasses, lost }) => firstPasses + lost)).toEqual([0, 0]);
  // Nor is the reading taken back under them, whether or not they have begun.
  const undo = () => as(study.owner).operation.undo({ opId: opId(), projectId, target });
  expect(await codeOf(undo())).toBe('rendition_blind');
  const start = after.indexOf('kabinet');
  const more = study.coding('kabinet');
  await as(newcomer).annotation.create({
    ...{ ...more, documentId: id, roundId: round.id },
    annotation: { ...more.annotation, start, end: start + 7 },
  });
  expect(await codeOf(undo())).toBe('rendition_blind');
});

test('what somebody could see of a letter they could see of its new reading, and back', async () => {
  const study = await codedLetter(api);
  const { place, asked, as, coder } = study;
  const { projectId, documentId } = place;
  await study.list(documentId, coder);
  const sights = async (of: string) =>
    (
      await api.db.pool.query(
        'SELECT round_id, since, opened_at FROM sight WHERE document_id = $1 AND member_id = $2',
        [of, coder.id],
      )
    ).rows;
  const had = await sights(documentId);
  expect(had).toHaveLength(1);
  const { id, opId: target } = await readAgain(api, asked, after);
  expect(await sights(id)).toEqual(had);
  const { owner } = study;
  const { rows: none } = await api.db.pool.query(
    'SELECT 1 FROM sight WHERE document_id = $1 AND member_id = $2',
    [documentId, owner.id],
  );
  await study.list(id, owner);
  await as(owner).operation.undo({ opId: opId(), projectId, target });
  const { rows } = await api.db.pool.query('SELECT 1 FROM sight WHERE document_id = $1 AND member_id = $2', [
    documentId,
    owner.id,
  ]);
  expect(rows.length).toBeGreaterThanOrEqual(none.length);
  expect(rows).toHaveLength(1);
});

test('work that is kept for somebody who is invited is kept in the new reading, and after undo in the old one', async () => {
  const study = await codedLetter(api);
  const { place, asked, as, owner } = study;
  const { projectId, documentId, roundId } = place;
  const invitation = opId();
  await as(owner).member.invite({ opId: opId(), projectId, id: invitation, role: 'coder' });
  const cells = [{ documentId, memberId: invitation, assigned: true }];
  await as(owner).assignment.assign({ opId: opId(), projectId, roundId, cells });
  const kept = async () => {
    const { rows } = await api.db.pool.query(
      'SELECT document_id FROM reservation WHERE invitation_id = $1 AND removed_at IS NULL',
      [invitation],
    );
    return rows.map((row) => row.document_id);
  };
  const { id, opId: target } = await readAgain(api, asked, after);
  expect(await kept()).toEqual([id]);
  await as(owner).operation.undo({ opId: opId(), projectId, target });
  expect(await kept()).toEqual([documentId]);
});

test('details that people wrote, fields and examples stay true', async () => {
  const study = await codedLetter(api);
  const { place, asked, as, owner, pressure } = study;
  const { projectId, documentId } = place;
  const change = { title: 'Kamerbrief', date: '2019-12-20', fields: { thema: 'Rusland' } };
  await as(owner).document.edit({ opId: opId(), projectId, documentId, version: 1, change });
  const words = 'druk op Rusland';
  const start = before.indexOf(words);
  const source = { documentId, start, end: start + words.length };
  await as(owner).tag.addExample({
    ...{ opId: opId(), projectId, tagId: pressure.id, counter: false },
    ...{ quote: words, note: '', source },
  });
  const { id } = await readAgain(api, asked, after);
  expect(await as(owner).document.get({ projectId, documentId: id })).toMatchObject(change);
  // It quotes the text that it was chosen in, which stays as it is.
  const tags = await as(owner).tag.list({ projectId });
  expect(tags.find((tag) => tag.id === pressure.id)?.examples).toMatchObject([{ quote: words, source }]);
  const { text } = await as(owner).document.text({ projectId, documentId });
  expect(text.slice(source.start, source.end)).toBe(words);
});

test('as many statements for many as for few', async () => {
  const watch = watchStatements(api.db);
  const counts: number[] = [];
  for (const more of [0, 12]) {
    const study = await codedLetter(api);
    const { as, coder, asked } = study;
    const words = [
      'over',
      'Rusland',
      'kabinet',
      'houdt',
      'werkt',
      'waar',
      'dat',
      'kan',
      'sancties',
      'van',
      'zolang',
      'nodig',
    ];
    for (const word of words.slice(0, more))
      await as(coder).annotation.create(study.coding(word, study.cooperation));
    let statements: readonly string[] = [];
    const { projectId, documentId, personId } = asked;
    const intakeId = await beginReading(api, asked, after);
    const { key } = await api.as(personId).rendition.preview({ projectId, documentId, intakeId });
    statements = await watch.during(() =>
      api.as(personId).rendition.confirm({ opId: opId(), projectId, documentId, id: opId(), intakeId, key }),
    );
    counts.push(statements.length);
  }
  expect(counts[1]).toBe(counts[0]);
  expect(counts[0]).toBeLessThanOrEqual(70);
});

test('whoever begins to code while it is read again has done so before, or is told', async () => {
  const study = await codedLetter(api);
  const { asked, as, place, project } = study;
  const third = await buildMember(api.db, project);
  const begins = study.coding('nodig');
  // Somebody reads it again, and is not at the end yet.
  const intakeId = await beginReading(api, asked, after);
  const { projectId, documentId } = place;
  const { key } = await as(study.owner).rendition.preview({ projectId, documentId, intakeId });
  const id = opId();
  const [confirmed, created] = await Promise.allSettled([
    as(study.owner).rendition.confirm({ opId: opId(), projectId, documentId, id, intakeId, key }),
    as(third).annotation.create(begins),
  ]);
  if (confirmed.status === 'fulfilled') {
    // What was coded before was not in the report, so that this came first.
    expect(created.status).toBe('rejected');
    const { total } = await as(study.owner).rendition.lost({ projectId, documentId });
    expect(total).toBe(1);
  } else expect(created.status).toBe('fulfilled');
});

test('a server that dies in the middle leaves all as it was, and the same operation does it again', async () => {
  const study = await codedLetter(api);
  const { asked, as, owner, place } = study;
  const { projectId, documentId } = place;
  const setId = opId();
  const members = { conditions: null, documentIds: [documentId] };
  await as(owner).set.create({ opId: opId(), projectId, id: setId, name: 'By hand', members });
  const intakeId = await beginReading(api, asked, after);
  const { key } = await as(owner).rendition.preview({ projectId, documentId, intakeId });
  const confirm = { opId: opId(), projectId, documentId, id: opId(), intakeId, key };
  // It has stored the new text, and waits for the set in which the letter is named.
  const holder = await api.db.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM "set" WHERE id = $1 FOR UPDATE', [setId]);
    const given = as(owner)
      .rendition.confirm(confirm)
      .then(
        () => 'done',
        () => 'ended',
      );
    await expect.poll(() => countWaiting(api.db)).toBe(1);
    await holder.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    await expect
      .poll(async () => (await holder.query('SELECT 1 FROM document WHERE id = $1', [confirm.id])).rows)
      .toEqual([]);
    expect(await study.words(documentId)).toHaveLength(4);
    await holder.query('ROLLBACK');
    await given;
  } finally {
    holder.release();
  }
  await as(owner).rendition.confirm(confirm);
  expect((await as(owner).rendition.list({ projectId, documentId })).renditions).toHaveLength(2);
  expect(await study.words(confirm.id)).toHaveLength(3);
});

test('agreement never compares two readings: what was finished in one counts there alone', async () => {
  const study = await codedLetter(api);
  const { place, asked, as, coder, colleague, owner } = study;
  const { projectId, roundId } = place;
  await as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' });
  const { id } = await readAgain(api, asked, after);
  await as(colleague).assignment.setState({ opId: opId(), ...place, documentId: id, state: 'done' });
  const basisOf = async (layers: 'first-pass' | 'current') => {
    const report = await as(owner).agreement.overview({
      projectId,
      selection: { roundId, layers, onlyIndependent: false },
    });
    if (report.state !== 'ready') throw new Error(JSON.stringify(report));
    return report.basis;
  };
  // One first pass in each reading.
  expect(await basisOf('first-pass')).toMatchObject({
    ...{ documents: 2, doubleCoded: 0 },
    leftOut: { oneCoder: 2 },
  });
  // Of what stands now all is in the new one.
  expect(await basisOf('current')).toMatchObject({ documents: 1, doubleCoded: 1 });
});
