import { randomUUIDv7 } from 'node:crypto';
import { buildAssignment, buildMember, buildRound, revealRound } from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awaitWork } from '../job/give.ts';
import {
  after,
  before,
  beginReading,
  type CodedLetter,
  codedLetter,
  readAgain,
  sendText,
} from '../testing/read-again.ts';
import { codeOf, openTestApi, refusalFrom, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const opId = () => randomUUIDv7();

const begin = () => codedLetter(api);
type Begun = CodedLetter;
const undo = ({ owner, place, as }: Begun, target: string) =>
  as(owner).operation.undo({ opId: opId(), projectId: place.projectId, target });

describe('what was mended before', () => {
  const letter = ['Kop', 'Eerste alinea.', 'Tweede alinea.', 'Voettekst van het blad', 'Slot.'].join('\n\n');
  /** A letter that came in with two parts joined, one left out, and one of another kind. */
  async function mendedLetter() {
    const study = await begin();
    const { owner, place, as } = study;
    const me = as(owner);
    const { projectId } = place;
    const at = { projectId, intakeId: opId() };
    await me.intake.open(at);
    await sendText(api, { ...at, personId: owner.personId }, letter);
    await awaitWork(api, { place: projectId, id: (await me.intake.read(at)).jobId });
    const [item] = (await me.intake.get(at)).items;
    const documentId = item?.id ?? '';
    const mends = [
      { kind: 'join', block: 2 },
      { kind: 'drop', block: 3 },
      { kind: 'kind', block: 1, to: 'quote', level: null },
    ] as const;
    await me.intake.choose({ ...at, itemIds: [documentId], choice: { mends: [...mends] } });
    const { jobId } = await me.intake.add({ opId: opId(), ...at });
    await awaitWork(api, { place: projectId, id: jobId });
    const asked = { projectId, documentId, personId: owner.personId };
    const itemOf = async (intakeId: string) => (await me.intake.get({ projectId, intakeId })).items[0];
    return { me, asked, mends, itemOf };
  }
  const text = async (me: ReturnType<Begun['as']>, { projectId, documentId }: Begun['asked']) =>
    (await me.document.text({ projectId, documentId })).text;

  test('is mended again in the same file, so that nothing changes, and in every reading after that', async () => {
    const { me, asked, mends, itemOf } = await mendedLetter();
    const whole = ['Kop', 'Eerste alinea. Tweede alinea.', 'Slot.'].join('\n\n');
    expect(await text(me, asked)).toBe(whole);
    const intakeId = await beginReading(api, asked);
    expect(await itemOf(intakeId)).toMatchObject({ choice: { mends }, carried: { mends: 3, left: [] } });
    const { same } = await me.rendition.preview({
      ...{ projectId: asked.projectId, documentId: asked.documentId, intakeId },
    });
    expect(same).toBe(true);
    // Sent again in another version, in which what was joined is no more, and that is told.
    const corrected = letter.replace('Eerste alinea.', 'Een heel ander begin staat hier.');
    const next = await beginReading(api, asked, corrected);
    expect((await itemOf(next))?.carried).toEqual({
      mends: 3,
      left: [{ kind: 'join', words: 'Eerste alinea.', why: 'nothing_like_it' }],
    });
    const { id } = await readAgain(api, asked, corrected);
    expect(await text(me, { ...asked, documentId: id })).not.toContain('Voettekst');
    const third = await beginReading(api, { ...asked, documentId: id });
    expect((await itemOf(third))?.carried).toEqual({ mends: 2, left: [] });
    // What somebody says of it then holds, and is not mended over.
    const item = await itemOf(third);
    const { projectId } = asked;
    await me.intake.choose({ projectId, intakeId: third, itemIds: [item?.id ?? ''], choice: { mends: [] } });
    await awaitWork(api, {
      place: projectId,
      id: (await me.intake.read({ projectId, intakeId: third })).jobId,
    });
    expect((await itemOf(third))?.choice.mends).toEqual([]);
  });
});

describe('the report', () => {
  test('says what was moved, changed and lost, and nothing is written', async () => {
    const study = await begin();
    const { owner, place, asked, as, coder, coded } = study;
    await as(coder).reading.create({
      opId: opId(),
      ...place,
      reading: { id: opId(), block: 1, madeAt: '2026-11-23T20:00:00.000Z' },
    });
    const intakeId = await beginReading(api, asked, after);
    const report = await as(owner).rendition.preview({
      projectId: place.projectId,
      documentId: place.documentId,
      intakeId,
    });
    expect(report).toMatchObject({ same: false, moved: 2, changed: 1, lost: 1, file: 'corrected.txt' });
    expect(report.readings).toEqual({ moved: 1, lost: 0 });
    expect(report.changedPassages).toMatchObject([
      {
        annotationId: coded.changed.annotation.id,
        before: { quote: 'sancties blijven van kracht' },
        after: { quote: 'sancties blijven onverkort van kracht' },
      },
    ]);
    expect(report.lostPassages).toMatchObject([
      { annotationId: coded.lost.annotation.id, memberId: coder.id },
    ]);
    expect(report.layers.map(({ moved, changed, lost }) => moved + changed + lost).sort()).toEqual([1, 3]);
    expect(await study.words(place.documentId)).toHaveLength(4);
    // It is in nobody's list of imports, and adds no letter.
    const { intakes, again } = await as(owner).intake.list({ projectId: place.projectId });
    expect(intakes).toEqual([]);
    expect(again).toMatchObject([{ id: intakeId, documentId: place.documentId }]);
    expect(await codeOf(as(owner).intake.add({ opId: opId(), projectId: place.projectId, intakeId }))).toBe(
      'intake_empty',
    );
  });

  test('tells what is read just as it stands, and then nothing is done', async () => {
    const { owner, place, asked, as } = await begin();
    const { projectId, documentId } = place;
    const intakeId = await beginReading(api, asked);
    const report = await as(owner).rendition.preview({ projectId, documentId, intakeId });
    expect(report).toMatchObject({ same: true, moved: 0, changed: 0, lost: 0 });
    const confirm = { opId: opId(), projectId, documentId, id: opId(), intakeId, key: report.key };
    expect(await codeOf(as(owner).rendition.confirm(confirm))).toBe('rendition_same');
    expect((await as(owner).rendition.list({ projectId, documentId })).renditions).toHaveLength(1);
  });

  test('is of one file, which has a text', async () => {
    const { owner, place, asked, as } = await begin();
    const { projectId, documentId } = place;
    const preview = (intakeId: string) =>
      codeOf(as(owner).rendition.preview({ projectId, documentId, intakeId }));
    expect(await preview(await beginReading(api, asked, ' \n '))).toBe('file_empty');
    const two = await beginReading(api, asked, after);
    await sendText(api, { ...asked, intakeId: two }, 'Een andere brief.');
    const { jobId } = await as(owner).intake.read({ projectId, intakeId: two });
    await expect.poll(async () => (await as(owner).job.get({ projectId, jobId })).job.state).toBe('done');
    expect(await preview(two)).toBe('rendition_not_one');
    expect(await preview(randomUUIDv7())).toBe('not_found');
    // What was begun before for the letter has made way: it would stand in no list.
    const begun = await api.db.pool.query('SELECT id FROM intake WHERE document_id = $1', [documentId]);
    expect(begun.rows).toEqual([{ id: two }]);
  });
});

describe('what is confirmed', () => {
  test('is what was seen: the current layers move, by word and place', async () => {
    const study = await begin();
    const { owner, place, asked, as, coder, colleague, coded, theirs } = study;
    const { projectId } = place;
    await as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' });
    const { id } = await readAgain(api, asked, after);
    expect(await study.words(id)).toEqual([
      'druk op Rusland 🙂',
      'sancties blijven onverkort van kracht',
      'selectief samen',
    ]);
    const { annotations, layers, assignments } = await study.list(id);
    const found = new Map(annotations.map((row) => [row.id, row]));
    // Whose words are the same is the same version still.
    expect(found.get(coded.kept.annotation.id)).toMatchObject({ version: 1, createdById: coder.id });
    expect(found.get(coded.changed.annotation.id)).toMatchObject({ version: 2 });
    expect(found.get(theirs.annotation.id)).toMatchObject({ createdById: colleague.id });
    expect(layers.map(({ kind }) => kind)).toEqual(['current', 'current']);
    expect(assignments.map(({ memberId, state }) => [memberId, state]).sort()).toEqual(
      [
        [coder.id, 'done'],
        [colleague.id, 'in_progress'],
      ].sort(),
    );
    // The first pass stays where it was made, whole.
    const old = await study.list(place.documentId);
    const firstPass = old.layers.find(({ kind }) => kind === 'first_pass');
    expect(old.annotations.filter(({ layerId }) => layerId === firstPass?.id)).toHaveLength(3);
    const lists = await as(owner).document.list({ projectId, removed: false });
    expect(lists.map(({ document }) => document.id)).toEqual([id]);
    expect(await as(owner).document.list({ projectId, removed: true })).toEqual([]);
    expect(lists[0]?.document).toMatchObject({
      ...{ rendition: 2, renditionOfId: place.documentId, replacedById: null },
      originalName: 'corrected.txt',
    });
    const { renditions, currentId } = await as(owner).rendition.list({
      projectId,
      documentId: place.documentId,
    });
    expect(currentId).toBe(id);
    expect(
      renditions.map(({ number, current, firstPasses, lost }) => [number, current, firstPasses, lost]),
    ).toEqual([
      [1, false, 1, 1],
      [2, true, 0, 0],
    ]);
    const { work } = { work: await as(colleague).assignment.work({ projectId }) };
    expect(JSON.stringify(work)).not.toContain(place.documentId);
  });

  test('goes on in the new reading, and is refused in the old one', async () => {
    const study = await begin();
    const { owner, place, asked, as, coder } = study;
    const { id } = await readAgain(api, asked, after);
    const again = study.coding('kabinet');
    expect(await refusalFrom(as(coder).annotation.create(again))).toMatchObject({
      code: 'document_replaced',
      details: { id },
    });
    const edit = { opId: opId(), projectId: place.projectId, documentId: place.documentId, version: 2 };
    expect(await codeOf(as(owner).document.edit({ ...edit, change: { title: 'X' } }))).toBe(
      'document_replaced',
    );
    const start = after.indexOf('kabinet');
    const annotation = { ...again.annotation, start, end: start + 7 };
    await as(coder).annotation.create({ ...again, opId: opId(), documentId: id, annotation });
    expect(await study.words(id)).toContain('kabinet');
    const reread = { projectId: place.projectId, documentId: place.documentId, intakeId: opId() };
    expect(await codeOf(as(owner).rendition.begin({ ...reread, from: 'original' }))).toBe(
      'document_replaced',
    );
  });

  test('is refused once something was coded since, and owners alone may', async () => {
    const study = await begin();
    const { owner, place, asked, as, coder } = study;
    const { projectId, documentId } = place;
    const reviewer = await buildMember(api.db, study.project, { role: 'reviewer' });
    const intakeId = await beginReading(api, asked, after);
    const { key } = await as(owner).rendition.preview({ projectId, documentId, intakeId });
    await as(coder).annotation.create(study.coding('kabinet'));
    const confirm = { opId: opId(), projectId, documentId, id: opId(), intakeId, key };
    expect(await codeOf(as(owner).rendition.confirm(confirm))).toBe('rendition_outdated');
    expect(await codeOf(as(reviewer).rendition.confirm({ ...confirm, opId: opId() }))).toBe('not_allowed');
    expect((await study.words(documentId)).length).toBe(5);
    const next = await as(owner).rendition.preview({ projectId, documentId, intakeId });
    await as(owner).rendition.confirm({ ...confirm, opId: opId(), key: next.key });
    expect((await study.words(confirm.id)).length).toBe(4);
  });

  test('stands once when it is sent twice, and of two who confirm the second is told', async () => {
    const study = await begin();
    const { owner, place, asked, as } = study;
    const { projectId, documentId } = place;
    const other = await buildMember(api.db, study.project, { role: 'owner' });
    const intakes = [
      await beginReading(api, asked, after),
      await beginReading(api, { ...asked, personId: other.personId }, after),
    ] as const;
    const [mine, yours] = [
      await as(owner).rendition.preview({ projectId, documentId, intakeId: intakes[0] }),
      await as(other).rendition.preview({ projectId, documentId, intakeId: intakes[1] }),
    ];
    const confirm = { opId: opId(), projectId, documentId, id: opId(), intakeId: intakes[0], key: mine.key };
    const theirs = { ...confirm, opId: opId(), id: opId(), intakeId: intakes[1], key: yours.key };
    const codes = await Promise.all([
      refusalIn(as(owner).rendition.confirm(confirm)),
      refusalIn(as(other).rendition.confirm(theirs)),
    ]);
    expect(codes.toSorted()).toEqual(['document_replaced', null].toSorted());
    const [who, given] = codes[0] === null ? [owner, confirm] : [other, theirs];
    const repeat = await as(who).rendition.confirm(given);
    expect(repeat.reread?.toSorted()).toEqual([documentId, given.id].toSorted());
    expect((await as(owner).rendition.list({ projectId, documentId })).renditions).toHaveLength(2);
  });
});

describe('undo', () => {
  test('brings the old reading back as it was, and redo the new one', async () => {
    const study = await begin();
    const { owner, place, asked, as } = study;
    const { projectId, documentId } = place;
    const [set, round] = [opId(), opId()];
    const members = { conditions: null, documentIds: [documentId] };
    await as(owner).set.create({ opId: opId(), projectId, id: set, name: 'By hand', members });
    await as(owner).round.create({
      ...{ opId: opId(), projectId, id: round, name: 'Second', blind: false, documentIds: [documentId] },
      assignments: { kind: 'chosen', chosen: [{ documentId, memberId: study.coder.id }] },
    });
    const was = await study.words(documentId);
    const { id, opId: target } = await readAgain(api, asked, after);
    const moved = await study.words(id);
    const named = async () => ({
      set: (await as(owner).set.list({ projectId })).map((each) => each.documentIds),
      round: (await as(owner).project.get({ projectId })).rounds.find((each) => each.id === round)
        ?.documentIds,
    });
    expect(await named()).toEqual({ set: [[id]], round: [id] });
    const undone = opId();
    await as(owner).operation.undo({ opId: undone, projectId, target });
    expect(await study.words(documentId)).toEqual(was);
    expect(await study.words(id)).toEqual([]);
    expect(await named()).toEqual({ set: [[documentId]], round: [documentId] });
    const listed = await as(owner).document.list({ projectId, removed: false });
    expect(listed.map(({ document }) => document.id)).toEqual([documentId]);
    expect(await as(owner).document.list({ projectId, removed: true })).toEqual([]);
    expect((await as(owner).rendition.list({ projectId, documentId })).renditions).toHaveLength(1);
    expect((await as(owner).rendition.list({ projectId, documentId: id })).currentId).toBe(documentId);
    await as(owner).operation.undo({ opId: opId(), projectId, target: undone });
    expect(await study.words(id)).toEqual(moved);
    expect(await study.words(documentId)).toEqual(['een zin die verdwijnt']);
    expect(await named()).toEqual({ set: [[id]], round: [id] });
  });

  test('is refused, with who it was, once somebody has worked in the new reading', async () => {
    const study = await begin();
    const { place, asked, as, coder } = study;
    const { id, opId: target } = await readAgain(api, asked, after);
    const start = after.indexOf('kabinet');
    const more = study.coding('kabinet');
    const annotation = { ...more.annotation, start, end: start + 7 };
    await as(coder).annotation.create({ ...more, documentId: id, annotation });
    const name = await api.db.pool.query('SELECT name FROM "user" WHERE id = $1', [coder.personId]);
    expect(await refusalFrom(undo(study, target))).toMatchObject({
      code: 'undo_changed_since',
      details: { who: name.rows[0].name },
    });
    await as(coder).operation.undo({ opId: opId(), projectId: place.projectId, target: more.opId });
    await undo(study, target);
    expect(await study.words(place.documentId)).toHaveLength(4);
  });
});

test('a letter that is coded blind is not read again, whoever has done anything there, until it is revealed', async () => {
  const study = await begin();
  const { owner, place, asked, as, coder } = study;
  const { project, document } = study;
  const round = await buildRound(api.db, project, { blind: true });
  const { projectId, documentId } = place;
  const start = { projectId, documentId, intakeId: opId(), from: 'original' as const };
  expect(await codeOf(as(owner).rendition.begin(start))).toBe('rendition_blind');
  await buildAssignment(api.db, project, { round, document, member: coder });
  await as(coder).annotation.create({ ...study.coding('nodig'), roundId: round.id });
  expect(await codeOf(as(owner).rendition.begin(start))).toBe('rendition_blind');
  await as(coder).assignment.setState({
    opId: opId(),
    projectId,
    documentId,
    roundId: round.id,
    state: 'done',
  });
  await revealRound(api.db, project, round);
  const { id } = await readAgain(api, asked, after);
  const { layers } = await study.list(id);
  // Two rounds: the layers of both have moved.
  expect(layers.map(({ roundId }) => roundId === round.id).sort()).toEqual([false, false, true]);
});

test('while a final version is not finished it is refused, and a finished one stays', async () => {
  const study = await begin();
  const { owner, place, asked, as, coder, colleague } = study;
  for (const who of [coder, colleague])
    await as(who).assignment.setState({ opId: opId(), ...place, state: 'done' });
  const rule = { kind: 'one_coder', memberId: coder.id } as const;
  await as(owner).adjudication.start({ opId: opId(), ...place, rule });
  const { projectId, documentId } = place;
  const start = { projectId, documentId, intakeId: opId(), from: 'original' as const };
  expect(await codeOf(as(owner).rendition.begin(start))).toBe('rendition_final_open');
  const final = (await study.list(documentId)).layers.find(({ kind }) => kind === 'final');
  await as(owner).adjudication.setFinished({
    ...{ opId: opId(), ...place, layerId: final?.id ?? '' },
    ...{ version: final?.version ?? 0, finished: true },
  });
  const { id } = await readAgain(api, asked, after);
  expect((await study.list(documentId)).layers.some(({ kind }) => kind === 'final')).toBe(true);
  expect((await study.list(id)).layers.some(({ kind }) => kind === 'final')).toBe(false);
  const { renditions } = await as(owner).rendition.list({ projectId, documentId: id });
  expect(renditions.map(({ finals }) => finals)).toEqual([1, 0]);
});

test('verdicts and replies go along; of what was changed a new verdict is wanted', async () => {
  const study = await begin();
  const { owner, place, asked, as, coder, coded } = study;
  await as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' });
  const { annotations } = await study.list(place.documentId);
  const about = (of: typeof coded.kept) => {
    const row = annotations.find(({ id }) => id === of.annotation.id);
    return { ...place, layerId: row?.layerId ?? '', annotationId: of.annotation.id };
  };
  const why = { reasonKind: 'wrong_tag', reason: 'Longer.' };
  const words = 'druk op Rusland';
  const start = before.indexOf(words);
  const span = { start, end: start + words.length, quote: words };
  const kept = { id: opId(), annotationVersion: 1, supersedes: null };
  await as(owner).review.give({
    ...{ ...about(coded.kept), ...kept, opId: opId() },
    verdict: { kind: 'change', tagId: null, span, ...why },
  });
  const ofChanged = opId();
  await as(owner).review.give({
    ...{ ...about(coded.changed), ...kept, id: ofChanged, opId: opId() },
    verdict: { kind: 'accept' },
  });
  const reply = { id: opId(), text: 'Waarom?', mentions: [] };
  await as(owner).reply.create({ opId: opId(), ...about(coded.kept), ...reply });
  const { id, opId: target } = await readAgain(api, asked, after);
  const now = await study.list(id);
  const at = after.indexOf(words);
  expect(now.reviews.find((each) => each.id === kept.id)).toMatchObject({
    ...{ documentId: id, annotationVersion: 1, proposedStart: at, proposedQuote: words },
  });
  expect(now.replies).toMatchObject([{ id: reply.id, documentId: id }]);
  const changed = now.annotations.find((each) => each.id === coded.changed.annotation.id);
  expect(now.reviews.find((each) => each.id === ofChanged)?.annotationVersion).toBe(
    (changed?.version ?? 0) - 1,
  );
  await undo(study, target);
  expect((await study.list(place.documentId)).reviews).toHaveLength(2);
  expect((await study.list(place.documentId)).replies).toHaveLength(1);
});

describe('what found no place', () => {
  test('waits in a list, and is placed by its coder, or left', async () => {
    const study = await begin();
    const { owner, place, asked, as, coder, colleague, coded } = study;
    const { projectId, documentId } = place;
    const { id } = await readAgain(api, asked, after);
    const lost = (who: { readonly personId: string }) =>
      as(who).rendition.lost({ projectId, documentId: id });
    const { annotations, total } = await lost(coder);
    expect(total).toBe(1);
    const [waiting] = annotations;
    expect(waiting).toMatchObject({
      ...{ currentId: id, rendition: 1, memberId: coder.id, mayPlace: true },
      annotation: { id: coded.lost.annotation.id, start: coded.lost.annotation.start },
    });
    expect((await lost(colleague)).annotations[0]?.mayPlace).toBe(false);
    const row = waiting?.annotation;
    const one = {
      ...{ opId: opId(), projectId, documentId, layerId: row?.layerId ?? '', annotationId: row?.id ?? '' },
      version: row?.version ?? 0,
    };
    const words = 'Een nieuwe alinea';
    const start = after.indexOf(words);
    const span = { start, end: start + words.length, quote: words };
    expect(await codeOf(as(colleague).rendition.place({ ...one, ...span }))).toBe('not_allowed');
    expect(await codeOf(as(coder).rendition.place({ ...one, opId: opId(), ...span, quote: 'x' }))).toBe(
      'quote_does_not_match',
    );
    const placed = { ...one, opId: opId(), ...span };
    await as(coder).rendition.place(placed);
    expect((await lost(owner)).total).toBe(0);
    expect(await study.words(id)).toContain(words);
    await as(coder).operation.undo({ opId: opId(), projectId, target: placed.opId });
    expect((await lost(owner)).total).toBe(1);
    const [back] = (await lost(owner)).annotations;
    const left = { ...one, opId: opId(), version: back?.annotation.version ?? 0 };
    await as(owner).rendition.leave(left);
    expect((await lost(owner)).total).toBe(0);
    await as(owner).operation.undo({ opId: opId(), projectId, target: left.opId });
    expect((await lost(owner)).total).toBe(1);
  });

  test('still waits when the letter is read a third time, and goes with it when it is removed', async () => {
    const study = await begin();
    const { owner, place, asked, as } = study;
    const { projectId, documentId } = place;
    const second = await readAgain(api, asked, after);
    const third = `${after}\n\nNaschrift.`;
    const { id } = await readAgain(api, { ...asked, documentId: second.id }, third);
    expect(await study.words(id)).toHaveLength(3);
    const { renditions, currentId } = await as(owner).rendition.list({ projectId, documentId });
    expect([renditions.map(({ number }) => number), currentId]).toEqual([[1, 2, 3], id]);
    expect((await as(owner).rendition.lost({ projectId, documentId: null })).total).toBe(1);
    await as(owner).document.edit({
      opId: opId(),
      projectId,
      documentId: id,
      version: 1,
      change: { removed: true },
    });
    expect((await as(owner).rendition.lost({ projectId, documentId: null })).total).toBe(0);
    const removed = await as(owner).document.list({ projectId, removed: true });
    expect(removed.map(({ document }) => document.id)).toEqual([id]);
    await as(owner).document.edit({
      opId: opId(),
      projectId,
      documentId: id,
      version: 2,
      change: { removed: false },
    });
    expect((await as(owner).rendition.lost({ projectId, documentId: null })).total).toBe(1);
  });
});
