import { randomUUIDv7 } from 'node:crypto';
import type { RoundRepeats } from '@koersvast/contracts';
import { agreementSpanColumns, numberStyles } from '@koersvast/core/agreement';
import { languages } from '@koersvast/core/language';
import { languagesHere, runScript } from '@koersvast/core/testing/run-script';
import { buildRound, type TestMember } from '@koersvast/db/testing';
import { csvWriter, readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAgreement, selectionFrom } from '../agreement/download.ts';
import { buildCoded } from '../agreement/testing/coded.ts';
import { codeOf, openTestApi, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';

/*
 * Anna and Bert finished three letters of 100 characters each in a round that is revealed since; Carla finished none.
 * A month later an owner has them code two of these again.
 */
let api: TestApi;
let coded: Awaited<ReturnType<typeof buildCoded>>;
let anna: TestMember;
let bert: TestMember;
let carla: TestMember;
const opId = () => randomUUIDv7();
const later = new Date(Date.now() + 31 * 86_400_000);
const asLater = (member: { readonly personId: string }) => api.as(member.personId, { now: () => later });

beforeAll(async () => {
  api = await openTestApi();
  coded = await buildCoded(api, { lengths: [100, 100, 100], coders: 3, tags: 2 });
  const [a, b, c] = coded.members;
  if (!a || !b || !c) throw new Error('not built');
  [anna, bert, carla] = [a, b, c];
  for (const document of coded.documents) {
    for (const member of [anna, bert]) await coded.assign(member, document);
    await coded.code(document, [
      [0, 10, 20, 0],
      [0, 40, 60, 1],
      [1, 10, 30, 0],
    ]);
    await coded.done(document, [anna, bert]);
  }
  await coded.reveal();
});
afterAll(() => api.close());

const repeats = (over: Partial<RoundRepeats> = {}): RoundRepeats => ({
  memberIds: [anna.id, bert.id, carla.id],
  ...{ perCoder: 2, days: 30, seed: 9 },
  ...over,
});
const plan = (over: Partial<RoundRepeats> = {}, who = coded.project.owner) =>
  asLater(who).round.planRepeats({ projectId: coded.project.id, repeats: repeats(over) });
const drawn = async (over: Partial<RoundRepeats> = {}) =>
  new Map((await plan(over)).coders.map((each) => [each.memberId, each.drawnDocumentIds]));
/** A file of all rounds, as the owner gets it. */
async function fileOf(
  file: 'agreement' | 'agreement_spans',
  query: Parameters<typeof selectionFrom>[2] = {},
) {
  const given = { projectId: coded.project.id, personId: coded.project.owner.personId };
  const selection = await selectionFrom(api.db, given, query);
  const asked = { ...given, file, preset: 'data' as const, selection };
  const download = await openAgreement({ db: api.db, work: workHere, signal: undefined }, asked);
  const chunks: string[] = [];
  for await (const chunk of download.chunks) chunks.push(chunk.toString('utf8'));
  const [header = [], ...rows] = readCsv(chunks.join('')).map(({ fields }) => fields);
  return rows.map((fields) => Object.fromEntries(header.map((name, at) => [name, fields[at] ?? ''])));
}
/** Rows as a file again, for the scripts. */
function csvOf(rows: readonly Readonly<Record<string, string>>[]) {
  const writer = csvWriter('data');
  const record = (row: Readonly<Record<string, string>>) =>
    writer.record(agreementSpanColumns.map((column) => row[column] ?? ''));
  return writer.header(agreementSpanColumns) + rows.map(record).join('');
}
const opening = (over: object = {}) => ({
  ...{ opId: opId(), projectId: coded.project.id, id: randomUUIDv7(), name: 'Again' },
  documentIds: [],
  assignments: { kind: 'repeats' as const, repeats: repeats() },
  ...over,
});

test('draws for each coder of what they finished long enough ago, the same for the same seed', async () => {
  const first = await plan();
  expect(first.coders.map(({ documents }) => documents).sort()).toEqual([0, 3, 3]);
  expect((await drawn()).get(anna.id)).toHaveLength(2);
  expect(await plan({ memberIds: [carla.id, bert.id, anna.id] })).toEqual(first);
  const seeds = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(async (seed) => (await drawn({ seed })).get(anna.id)),
  );
  expect(new Set(seeds.map((ids) => ids?.join())).size).toBeGreaterThan(1);
  expect((await plan({ days: 32 })).coders.every(({ documents }) => documents === 0)).toBe(true);
  const owner = asLater(coded.project.owner);
  const refused = { kind: 'repeats' as const, repeats: repeats({ days: 32 }) };
  expect(await codeOf(owner.round.create(opening({ assignments: refused })))).toBe('nothing_to_repeat');
  expect(await codeOf(owner.round.create(opening({ blind: false })))).toBe('assignment_not_valid');
  const named = coded.documents.slice(0, 1).map(({ id }) => id);
  expect(await codeOf(owner.round.create(opening({ documentIds: named })))).toBe('assignment_not_valid');
});

test('a coder sees nothing of what they coded before until they have coded it again', async () => {
  const { projectId } = { projectId: coded.project.id };
  const round = opening();
  const given = (await drawn()).get(anna.id) ?? [];
  const [documentId = ''] = given;
  const mine = asLater(anna);
  const before = await mine.annotation.list({ projectId, documentId });
  const [known] = before.annotations;
  if (!known) throw new Error('nothing coded');
  const earlier = { projectId, documentId, roundId: coded.round.id };
  await asLater(coded.project.owner).round.create(round);

  // Neither layers and annotations, nor counts, history, the steps of undo, files, or news.
  const list = () => mine.annotation.list({ projectId, documentId });
  expect(await list()).toMatchObject({ layers: [], annotations: [] });
  const works = await mine.assignment.work({ projectId });
  // In the open round of the project nobody coded.
  const open = coded.project.round.id;
  const work = works.filter((each) => each.documentId === documentId && each.roundId !== open);
  expect(work.map(({ roundId, annotations, readings }) => [roundId, annotations, readings])).toEqual([
    [round.id, 0, 0],
    [coded.round.id, 0, 0],
  ]);
  const entity = { noun: 'annotation' as const, layerId: known.layerId, entityId: known.id };
  expect(await codeOf(mine.operation.history({ projectId, ...entity }))).toBe('not_found');
  expect(await mine.operation.undoStack(earlier)).toEqual({ undo: [], redo: [] });
  const told = await mine.history.documentAt({ projectId, documentId, at: '2027-06-01T00:00:00.000Z' });
  expect(JSON.stringify(told)).not.toContain(known.id);
  expect(JSON.stringify(await mine.live.catchUp({ projectId, cursor: '' }))).not.toContain(known.id);
  const figures = await mine.agreement.overview({ projectId, selection: { roundId: coded.round.id } });
  expect(figures).toMatchObject({ state: 'missing' });
  const behind = { projectId, selection: {}, again: anna.id };
  expect(await mine.agreement.passages(behind)).toMatchObject({ state: 'missing' });
  // And they cannot feel for it either.
  const change = { annotationId: known.id, version: known.version, change: { memo: 'again' } };
  expect(await codeOf(mine.annotation.edit({ opId: opId(), ...earlier, ...change }))).toBe('repeat_first');

  // Others see of it what they saw.
  const others = await asLater(coded.project.owner).annotation.list({ projectId, documentId });
  expect(others.annotations.map(({ id }) => id)).toContain(known.id);
  // The letter that was not drawn is as it was: what both coded, now and in their first passes.
  const spared = coded.documents.find(({ id }) => !given.includes(id))?.id ?? '';
  expect((await mine.annotation.list({ projectId, documentId: spared })).annotations).toHaveLength(6);

  const again = { projectId, documentId, roundId: round.id };
  const { id: _, layerId: __, ...span } = known;
  await mine.annotation.create({
    opId: opId(),
    ...again,
    annotation: {
      ...{ id: randomUUIDv7(), tagId: span.tagId, start: span.start, end: span.end, quote: span.quote },
      ...{ memo: null, certainty: null, madeAt: later.toISOString() },
    },
  });
  expect((await list()).annotations).toHaveLength(1);
  const done = { opId: opId(), ...again, state: 'done' as const };
  await mine.assignment.setState(done);
  expect((await list()).annotations.map(({ id }) => id)).toContain(known.id);
  // What was finished beside that stays as it is.
  const back = { opId: opId(), ...again, state: 'in_progress' as const };
  expect(await codeOf(mine.assignment.setState(back))).toBe('repeat_done');
  const undone = { opId: opId(), projectId, target: done.opId };
  expect(await codeOf(mine.operation.undo(undone))).toBe('repeat_done');
});

test('each coder is compared with themself, after the reveal', async () => {
  const { project, documents } = coded;
  const owner = asLater(project.owner);
  const projectId = project.id;
  const ask = (selection: object = {}, over: object = {}) =>
    owner.agreement.repeats({ projectId, selection, ...over });
  const { rounds } = await owner.project.get({ projectId });
  const round = rounds.find(({ repeats: of }) => of !== null);
  if (!round) throw new Error('no round of repeats');
  expect(await ask()).toEqual({ state: 'ready', coders: [], notRevealed: [round.number] });
  const [first] = (await drawn()).get(bert.id) ?? [];
  const mine = documents.find(({ id }) => id === first);
  // What Anna holds unfinished is not given again.
  if (!mine) {
    expect((await plan()).coders.find(({ memberId }) => memberId === bert.id)?.documents).toBe(1);
  }
  for (const each of await asLater(bert).assignment.work({ projectId })) {
    if (each.roundId !== round.id) continue;
    const document = documents.find(({ id }) => id === each.documentId);
    if (!document) throw new Error('no such letter');
    await coded.code(document, [[1, 10, 30, 0]], round);
    await coded.done(document, [bert], round);
  }
  expect(await ask({ layers: 'current' })).toMatchObject({
    state: 'ready',
    coders: expect.arrayContaining([
      expect.objectContaining({ coderId: bert.id, alpha: expect.objectContaining({ value: 1 }) }),
    ]),
  });
  await coded.reveal(round);
  const told = await ask();
  if (told.state !== 'ready') throw new Error('missing');
  expect(told.notRevealed).toEqual([]);
  expect(told.coders.map(({ coderId, documentIds }) => [coderId, documentIds.length])).toEqual(
    [
      [anna.id, 1],
      [bert.id, 2],
    ].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
  );
  const of = (memberId: string) => told.coders.find(({ coderId }) => coderId === memberId)?.alpha;
  expect(of(bert.id)).toMatchObject({ value: 1, low: null, noInterval: 'too-few-documents' });
  expect(of(anna.id)?.value).toBeLessThan(1);
  const tag = await ask({}, { tagId: coded.tagIds[1] });
  if (tag.state !== 'ready') throw new Error('missing');
  // Anna marked it once only; Bert never, so that nothing can be said.
  const ofTag = new Map(tag.coders.map(({ coderId, alpha }) => [coderId, alpha]));
  expect(ofTag.get(anna.id)?.value).toBeLessThanOrEqual(0);
  expect(ofTag.get(bert.id)).toMatchObject({ value: null, reason: 'category-not-used' });
  // With each other they are compared in it where somebody asks for that round, and not else.
  const all = await owner.agreement.overview({ projectId, selection: {} });
  if (all.state !== 'ready') throw new Error('missing');
  expect(all.basis.rounds.map(({ id }) => id)).toEqual([project.round.id, coded.round.id]);
  // And nothing of it waits for a final version.
  const open = await owner.adjudication.overview({ projectId });
  expect(new Set(open.map(({ roundId }) => roundId))).toEqual(new Set([coded.round.id]));
  expect(await codeOf(owner.agreement.repeats({ projectId, selection: { roundId: randomUUIDv7() } }))).toBe(
    'not_found',
  );
});

test('what was coded again stands in the methods text, and in the files, which give the same', async () => {
  const { project } = coded;
  const owner = asLater(project.owner);
  const projectId = project.id;
  const told = await owner.agreement.repeats({ projectId, selection: {} });
  if (told.state !== 'ready') throw new Error('missing');
  const { members } = await owner.project.get({ projectId });
  for (const { coderId, alpha, documentIds } of told.coders) {
    const coder = members.find(({ id }) => id === coderId)?.name ?? '';
    const spans = (await fileOf('agreement_spans')).filter((row) => row.reading !== '');
    const own = spans.filter((row) => row.coder === coder);
    expect(new Set(own.map(({ repeat_of: of }) => of)).size).toBe(documentIds.length);
    // As two coders: what each document is, and which of both.
    const asTwo = own.map((row) => ({ ...row, document: row.repeat_of ?? '', coder: row.reading ?? '' }));
    for (const language of languagesHere()) {
      expect(Number(runScript(language, csvOf(asTwo)))).toBeCloseTo(alpha.value ?? Number.NaN, 9);
    }
    const rows = (await fileOf('agreement')).filter((row) => row.coder === coder);
    const written = (measure: string) => rows.find((row) => row.measure === measure)?.value;
    expect(written('repeat_u_alpha_pooled')).toBe(String(alpha.value));
    expect(written('repeat_documents')).toBe(String(documentIds.length));
    for (const language of languages) {
      const methods = await owner.agreement.methods({ projectId, selection: {}, language });
      if (methods.state !== 'ready') throw new Error('missing');
      const text = methods.paragraphs.join(' ');
      const { figure, count } = numberStyles[language];
      expect(text).toContain(`uα = ${figure(alpha.value ?? Number.NaN)}`);
      expect(text).toContain(`(n = ${count(documentIds.length)} document`);
      expect(text).toMatch(/could not see the first coding|eerste codering niet kon zien/);
    }
  }
  // And the passages behind it, both codings side by side; of one tag, and of another coder their own.
  const passagesOf = (over: object) => owner.agreement.passages({ projectId, selection: {}, ...over });
  const [of = ''] = told.coders.filter(({ alpha }) => alpha.value !== 1).map(({ coderId }) => coderId);
  const passages = await passagesOf({ again: of });
  expect(passages).toMatchObject({
    state: 'ready',
    total: 2,
    passages: expect.arrayContaining([
      expect.objectContaining({
        ...{ first: 'first', second: 'again' },
        ofFirst: expect.objectContaining({ startCp: 10, endCp: 20 }),
        ofSecond: expect.objectContaining({ startCp: 10, endCp: 30 }),
      }),
      expect.objectContaining({ ofFirst: expect.objectContaining({ startCp: 40 }), ofSecond: null }),
    ]),
  });
  expect(await passagesOf({ again: of, onlyDifferences: true })).toMatchObject({ total: 2 });
  expect(await passagesOf({ again: of, tagId: coded.tagIds[0] })).toMatchObject({ total: 1 });
  expect(await passagesOf({ again: randomUUIDv7() })).toMatchObject({ total: 0, passages: [] });
  // Between coders nothing changed by it.
  const all = await fileOf('agreement_spans');
  const between = all.filter((row) => row.reading === '');
  for (const language of languagesHere())
    expect(runScript(language, csvOf(all))).toBe(runScript(language, csvOf(between)));
  const used = between.filter((row) => row.tag !== '');
  expect(used.length).toBeGreaterThan(0);
});

test('an owner who codes blind draws only of what they may know', async () => {
  const { project, documents } = coded;
  const blind = await buildRound(api.db, project, { blind: true });
  const [letter] = documents;
  if (!letter) throw new Error('not built');
  await coded.assign(project.owner as TestMember, letter, blind);
  const found = await plan();
  // Of that letter they know nothing but their own.
  for (const { memberId, drawnDocumentIds, documents: all } of found.coders) {
    expect(drawnDocumentIds).not.toContain(letter.id);
    expect(all).toBeLessThanOrEqual(memberId === carla.id ? 0 : 2);
  }
});
