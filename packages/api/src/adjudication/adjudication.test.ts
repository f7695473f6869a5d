import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement, adjudicationOverview, type GiveReviewInput, learning } from '@koersvast/contracts';
import { buildAssignment, buildMember, buildRound, type TestMember } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDownload } from '../export/download.ts';
import { buildStudy, codeOf, openTestApi, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;
let reviewer: TestMember;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  study = await buildStudy(api.db);
  reviewer = await buildMember(api.db, study.project, { role: 'reviewer' });
});
afterAll(() => api.close());

const as = (member: { personId: string }) => api.as(member.personId);
const opId = () => randomUUIDv7();
const projectId = () => study.project.id;
const list = () => as(reviewer).annotation.list({ projectId: projectId(), documentId: study.document.id });

async function coded(words: string, member = study.coder, tag = study.pressure) {
  const { changes } = await as(member).annotation.create(study.coding(words, tag));
  const row = changes.find((change) => change.noun === 'annotation')?.after;
  if (row == null || !('quote' in row)) throw new Error('nothing was coded');
  return row;
}
type Row = Awaited<ReturnType<typeof coded>>;
const finish = async (...members: { personId: string }[]) => {
  for (const member of members)
    await as(member).assignment.setState({ opId: opId(), ...study.place, state: 'done' });
};
/** Both agree on "kabinet", differ in the tag of "nodig", and only the coder has "druk". */
async function twoCoders() {
  const rows = {
    alike: await coded('kabinet'),
    alikeToo: await coded('kabinet', study.colleague),
    tag: await coded('nodig'),
    tagToo: await coded('nodig', study.colleague, study.cooperation),
    only: await coded('druk'),
  };
  await finish(study.coder, study.colleague);
  return rows;
}

const source = ({ layerId, id, version }: Row) => ({ layerId, annotationId: id, version });
type Decide = Parameters<ReturnType<typeof as>['adjudication']['decide']>[0];
const decide = (
  sources: readonly Row[],
  decision: Decide['decision'],
  over: Partial<Decide> = {},
  by: { personId: string } = reviewer,
) =>
  as(by).adjudication.decide({
    opId: opId(),
    ...study.place,
    decisionId: randomUUIDv7(),
    sources: sources.map(source),
    replaces: [],
    decision,
    ...over,
  });
const plain = { kind: null, reason: '' };
const why = { kind: null, reason: 'The definition says so.' };
const finals = async () => {
  const { layers, annotations } = await list();
  const final = layers.find((layer) => layer.kind === 'final');
  return annotations.filter((row) => row.layerId === final?.id);
};
const living = async () => (await list()).decisions.filter((each) => each.withdrawnAt === null);
const start = (rule: Parameters<ReturnType<typeof as>['adjudication']['start']>[0]['rule'], by = reviewer) =>
  as(by).adjudication.start({ opId: opId(), ...study.place, rule });

describe('starting a final layer', () => {
  test('says beforehand what a rule gives', async () => {
    await twoCoders();
    await buildAssignment(api.db, study.project, { document: study.document, member: reviewer });
    const preview = (kind: 'unanimous' | 'majority' | 'empty') =>
      as(reviewer).adjudication.startPreview({ ...study.place, rule: { kind } });
    expect(await preview('unanimous')).toEqual({ annotations: 1, left: 2, unfinished: [reviewer.id] });
    expect(await preview('empty')).toMatchObject({ annotations: 0, left: 3 });
  });

  test('takes what all agree on, keeps the id, and records why', async () => {
    const { alike, alikeToo } = await twoCoders();
    const ack = await start({ kind: 'unanimous' });
    expect(acknowledgement.parse(ack)).toEqual(ack);
    expect(await finals()).toMatchObject([{ quote: 'kabinet', tagId: study.pressure.id }]);
    const [decision] = await living();
    expect(decision).toMatchObject({ action: 'take', rule: 'unanimous', createdById: reviewer.id });
    expect(decision?.sources.map((each) => each.annotationId).sort()).toEqual([alike.id, alikeToo.id].sort());
    expect([alike.id, alikeToo.id]).toContain(decision?.annotationId);
  });

  test('from one coder settles everything', async () => {
    await twoCoders();
    await start({ kind: 'one_coder', memberId: study.colleague.id });
    expect((await finals()).map(({ quote, tagId }) => [quote, tagId])).toEqual(
      expect.arrayContaining([
        ['kabinet', study.pressure.id],
        ['nodig', study.cooperation.id],
      ]),
    );
    expect(await as(reviewer).adjudication.overview({ projectId: projectId() })).toMatchObject([
      { differences: 2, left: 0, final: 'started' },
    ]);
  });

  test('from the review takes the accepted, changes the changed and leaves out the rejected', async () => {
    const { alike, tag, only } = await twoCoders();
    const verdict = (row: Row) => ({
      opId: opId(),
      ...study.place,
      id: randomUUIDv7(),
      layerId: row.layerId,
      annotationId: row.id,
      annotationVersion: 1,
      supersedes: null,
    });
    const reason = { reasonKind: 'wrong_tag', reason: 'x' };
    await as(reviewer).review.give({ ...verdict(alike), verdict: { kind: 'accept' } });
    await as(reviewer).review.give({
      ...verdict(tag),
      verdict: { kind: 'change', ...reason, tagId: study.cooperation.id, span: null },
    });
    await as(reviewer).review.give({ ...verdict(only), verdict: { kind: 'reject', ...reason } });
    await start({ kind: 'review' });
    expect((await finals()).map(({ quote, tagId }) => [quote, tagId]).sort()).toEqual(
      [
        ['kabinet', study.pressure.id],
        ['nodig', study.cooperation.id],
      ].sort(),
    );
    expect((await living()).map(({ action }) => action).sort()).toEqual(['drop', 'edit', 'take']);
  });

  test('is one step to undo, after which it can start again, and once it has started it does not', async () => {
    await twoCoders();
    const { opId: target } = await start({ kind: 'unanimous' });
    expect(await codeOf(start({ kind: 'empty' }))).toBe('final_started');
    await as(reviewer).operation.undo({ opId: opId(), projectId: projectId(), target });
    expect(await finals()).toEqual([]);
    await start({ kind: 'majority' });
    expect(await finals()).toHaveLength(1);
  });

  test('from a coder who has not finished, or before the reveal, is refused', async () => {
    await coded('kabinet');
    expect(await codeOf(start({ kind: 'one_coder', memberId: study.coder.id }))).toBe('sources_not_valid');
    const round = await buildRound(api.db, study.project, { blind: true });
    const input = { opId: opId(), ...study.place, roundId: round.id, rule: { kind: 'empty' as const } };
    expect(await codeOf(as(reviewer).adjudication.start(input))).toBe('round_running');
  });
});

describe('a decision', () => {
  test('takes, merges, edits, adds and drops, each with its sources and its reason', async () => {
    const { tag, tagToo, only } = await twoCoders();
    await decide([tag, tagToo], { action: 'take', ...plain });
    const at = study.text.indexOf('kabinet');
    const content = (startAt: number, end: number) => ({
      annotationId: randomUUIDv7(),
      tagId: study.cooperation.id,
      start: startAt,
      end,
      quote: study.text.slice(startAt, end),
      memo: null,
    });
    await decide([], { action: 'add', ...content(0, 4), ...why });
    await decide([only], { action: 'edit', ...content(at - 4, at + 7), ...why });
    expect((await finals()).map(({ quote }) => quote)).toEqual(
      expect.arrayContaining(['nodig', study.text.slice(0, 4), study.text.slice(at - 4, at + 7)]),
    );
    const decisions = await living();
    expect(decisions.map(({ action, sources, reason }) => [action, sources.length, reason])).toEqual([
      ['take', 2, ''],
      ['add', 0, why.reason],
      ['edit', 1, why.reason],
    ]);
  });

  test('takes several of one coder as one step, which one undo takes back', async () => {
    const more = await coded('samenwerking');
    const { tag, tagToo, only } = await twoCoders();
    const also = [only, more].map((row) => ({ decisionId: randomUUIDv7(), source: source(row) }));
    const { opId: taken } = await decide([tag, tagToo], { action: 'take', ...plain, also });
    expect((await finals()).map(({ quote }) => quote).sort()).toEqual(['druk', 'nodig', 'samenwerking']);
    // All of one moment: which comes first, says nothing.
    const taking = (await living()).map(({ action, sources }) => `${action} ${sources.length}`);
    expect(taking.toSorted()).toEqual(['take 1', 'take 1', 'take 2']);
    const gone = { ...also[0], source: { ...source(only), version: 9 } } as (typeof also)[number];
    const refused = decide([tag], { action: 'take', ...plain, also: [gone] });
    expect(await codeOf(refused)).toBe('sources_not_valid');
    const twice = decide([more], { action: 'take', ...plain, also: [{ ...gone, source: source(more) }] });
    expect(await codeOf(twice)).toBe('sources_not_valid');
    await as(reviewer).operation.undo({ opId: opId(), projectId: projectId(), target: taken });
    expect([await finals(), await living()]).toEqual([[], []]);
  });

  test('needs a reason for all but taking', async () => {
    const { only } = await twoCoders();
    expect(await codeOf(decide([only], { action: 'drop', ...plain }))).toBe('reason_missing');
    const odd = { kind: 'mood', reason: 'x' };
    expect(await codeOf(decide([only], { action: 'drop', ...odd }))).toBe('verdict_kind_not_valid');
    await decide([only], { action: 'drop', ...why });
    expect(await finals()).toEqual([]);
  });

  test('of two at once on the same annotation is taken once, and the loser writes nothing', async () => {
    const { tag, tagToo } = await twoCoders();
    const answers = await Promise.allSettled([
      decide([tag, tagToo], { action: 'take', ...plain }),
      decide([tagToo, tag], { action: 'take', ...plain }, {}, study.project.owner),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await finals()).toHaveLength(1);
    expect(await codeOf(decide([tag], { action: 'drop', ...why }))).toBe('decided_meanwhile');
  });

  test('of two who wait for the same layer the loser hears that it was decided meanwhile', async () => {
    const { only, tag, alike } = await twoCoders();
    await start({ kind: 'empty' });
    for (const row of [only, tag, alike]) {
      const answers = await Promise.allSettled(
        [reviewer, study.project.owner].map((by) => decide([row], { action: 'take', ...plain }, {}, by)),
      );
      const lost = answers.filter(({ status }) => status === 'rejected');
      expect(
        await Promise.all(lost.map((each) => codeOf(Promise.reject((each as PromiseRejectedResult).reason)))),
      ).toEqual(['decided_meanwhile']);
    }
    expect(await finals()).toHaveLength(3);
  });

  test('replaces another that was seen, and only that', async () => {
    const { tag, tagToo } = await twoCoders();
    const first = randomUUIDv7();
    await decide([tag, tagToo], { action: 'take', ...plain }, { decisionId: first });
    await decide(
      [tagToo, tag],
      { action: 'take', ...plain },
      { replaces: [{ decisionId: first, version: 1 }] },
    );
    expect(await finals()).toMatchObject([{ tagId: study.cooperation.id, id: tagToo.id }]);
    const again = decide(
      [tag],
      { action: 'take', ...plain },
      { replaces: [{ decisionId: first, version: 1 }] },
    );
    expect(await codeOf(again)).toBe('decided_meanwhile');
  });

  test('is withdrawn, and the same can be taken again under the same id', async () => {
    const { only } = await twoCoders();
    const decisionId = randomUUIDv7();
    await decide([only], { action: 'take', ...plain }, { decisionId });
    const withdraw = { opId: opId(), ...study.place, decisionId, version: 1 };
    await as(reviewer).adjudication.withdraw(withdraw);
    expect(await finals()).toEqual([]);
    await decide([only], { action: 'take', ...plain });
    expect(await finals()).toMatchObject([{ id: only.id, version: 3 }]);
  });

  test('is undone, but not over a decision that somebody has taken since', async () => {
    const { tag, tagToo, only } = await twoCoders();
    const { opId: target } = await decide([only], { action: 'take', ...plain });
    await as(reviewer).operation.undo({ opId: opId(), projectId: projectId(), target });
    expect(await living()).toEqual([]);

    const decisionId = randomUUIDv7();
    await decide([tag, tagToo], { action: 'take', ...plain }, { decisionId });
    const withdrawn = await as(reviewer).adjudication.withdraw({
      opId: opId(),
      ...study.place,
      decisionId,
      version: 1,
    });
    await decide([tagToo], { action: 'drop', ...why }, {}, study.project.owner);
    const undo = { opId: opId(), projectId: projectId(), target: withdrawn.opId };
    expect(await codeOf(as(reviewer).operation.undo(undo))).toBe('decided_meanwhile');
    expect(await living()).toHaveLength(1);
  });

  test.each<[string, (row: Row) => Partial<Decide>]>([
    ['an older version', (row) => ({ sources: [{ ...source(row), version: 9 }] })],
    [
      'an annotation that is not there',
      (row) => ({ sources: [{ ...source(row), annotationId: randomUUIDv7() }] }),
    ],
    ['the same twice', (row) => ({ sources: [source(row), source(row)] })],
    ['none', () => ({ sources: [] })],
  ])('on %s is refused and writes nothing', async (_, over) => {
    const { only } = await twoCoders();
    expect(await codeOf(decide([only], { action: 'take', ...plain }, over(only)))).toBe('sources_not_valid');
    expect(await living()).toEqual([]);
  });
});

test('a finished final layer is closed until it is opened again', async () => {
  const { only } = await twoCoders();
  const done = await decide([only], { action: 'take', ...plain });
  const layer = done.changes.find((change) => change.noun === 'layer')?.after;
  const set = (version: number, finished: boolean) =>
    as(reviewer).adjudication.setFinished({
      opId: opId(),
      ...study.place,
      layerId: layer?.id ?? '',
      version,
      finished,
    });
  await set(1, true);
  expect(await codeOf(decide([], { action: 'drop', ...why }))).toBe('final_finished');
  const undo = { opId: opId(), projectId: projectId(), target: done.opId };
  expect(await codeOf(as(reviewer).operation.undo(undo))).toBe('final_finished');
  expect(await codeOf(set(1, false))).toBe('version_conflict');
  await set(2, false);
  const { undo: steps } = await as(reviewer).operation.undoStack(study.place);
  // Finishing and opening again are steps of their own.
  expect(steps.map((step) => step.kind)).toEqual([
    'adjudication.setFinished',
    'adjudication.setFinished',
    'adjudication.decide',
  ]);
  const reopened = steps[0]?.opId ?? '';
  await as(reviewer).operation.undo({ opId: opId(), projectId: projectId(), target: reopened });
  expect(await codeOf(decide([], { action: 'drop', ...why }))).toBe('final_finished');
  await set(4, false);
  await as(reviewer).operation.undo({ ...undo, opId: opId() });
  expect(await finals()).toEqual([]);
});

describe('looking back', () => {
  test('the overview counts what is left, unjudged and finished', async () => {
    const { alike, alikeToo, only } = await twoCoders();
    const overview = async () => {
      const found = await as(reviewer).adjudication.overview({ projectId: projectId() });
      expect(adjudicationOverview.parse(found)).toEqual(found);
      return found;
    };
    expect(await overview()).toMatchObject([{ differences: 2, left: 2, unjudged: 5, final: 'none' }]);
    await decide([only], { action: 'drop', ...why });
    // What they agree on is not in it either, so that one of the two differences and the agreement are left.
    expect(await overview()).toMatchObject([{ differences: 2, left: 2, final: 'started' }]);
    await decide([alike, alikeToo], { action: 'take', ...plain });
    expect(await overview()).toMatchObject([{ differences: 2, left: 1, final: 'started' }]);
  });

  test('a coder sees their own tags beside the final version, with the reasons', async () => {
    const { tag, tagToo, only } = await twoCoders();
    await start({ kind: 'unanimous' });
    await decide([tagToo, tag], { action: 'take', ...why });
    await decide([only], { action: 'drop', ...why });
    await decide([], {
      action: 'add',
      annotationId: randomUUIDv7(),
      tagId: study.pressure.id,
      start: 0,
      end: 4,
      quote: study.text.slice(0, 4),
      memo: null,
      ...why,
    });
    const lessons = await as(study.coder).adjudication.learning({ projectId: projectId(), roundId: null });
    expect(learning.parse(lessons)).toEqual(lessons);
    const told = lessons.map(({ mine, outcome, decision }) => [
      mine?.quote ?? null,
      outcome,
      decision?.reason,
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['kabinet', 'same', ''],
        ['nodig', 'tag', why.reason],
        ['druk', 'left_out', why.reason],
        [null, 'missed', why.reason],
      ]),
    );
    expect(told).toHaveLength(4);
  });
});

test('what was coded first is compared with the final version, whatever was adopted since', async () => {
  const [changed, rejected] = [await coded('kabinet'), await coded('druk')];
  await finish(study.coder);
  const verdictOn = async (row: typeof changed, verdict: GiveReviewInput['verdict']) => {
    const id = randomUUIDv7();
    const about = { layerId: row.layerId, annotationId: row.id, annotationVersion: 1, supersedes: null };
    await as(reviewer).review.give({ opId: opId(), ...study.place, id, ...about, verdict });
    const response = { reviewId: id, version: 1, response: 'adopted' as const };
    await as(study.coder).review.respond({ opId: opId(), ...study.place, ...response });
  };
  const because = { reasonKind: 'not_applicable', reason: 'The definition says so.' };
  await verdictOn(changed, { kind: 'change', ...because, tagId: study.cooperation.id, span: null });
  await verdictOn(rejected, { kind: 'reject', ...because });
  await start({ kind: 'one_coder', memberId: study.coder.id });
  const told = async (pass?: 'first' | 'now') => {
    const asked = { projectId: projectId(), roundId: null, ...(pass && { pass }) };
    const lessons = learning.parse(await as(study.coder).adjudication.learning(asked));
    return lessons.map((lesson) => [lesson.mine?.quote, lesson.mine?.tagId, lesson.outcome, lesson.pass]);
  };
  expect((await told()).sort()).toEqual([
    ['druk', study.pressure.id, 'left_out', 'first'],
    ['kabinet', study.pressure.id, 'tag', 'first'],
  ]);
  expect(await told('now')).toEqual([['kabinet', study.cooperation.id, 'same', 'now']]);
});

test('who finishes after the decision and found the same reads so, and nothing is left of it', async () => {
  await coded('kabinet');
  await finish(study.coder);
  await start({ kind: 'one_coder', memberId: study.coder.id });
  await coded('kabinet', study.colleague);
  await finish(study.colleague);
  const lessons = await as(study.colleague).adjudication.learning({ projectId: projectId(), roundId: null });
  expect(lessons.map(({ mine, outcome }) => [mine?.quote, outcome])).toEqual([['kabinet', 'same']]);
  expect(await as(reviewer).adjudication.overview({ projectId: projectId() })).toMatchObject([{ left: 0 }]);
});

test('the dataset tells what reviewers said and why the final version is as it is', async () => {
  const { alike, alikeToo, only } = await twoCoders();
  await as(reviewer).review.give({
    opId: opId(),
    ...study.place,
    id: randomUUIDv7(),
    layerId: only.layerId,
    annotationId: only.id,
    annotationVersion: 1,
    supersedes: null,
    verdict: { kind: 'reject', reasonKind: 'not_applicable', reason: 'A figure of speech.' },
  });
  await decide([alike, alikeToo], { action: 'take', ...why });
  const { chunks } = await openDownload(api.db, {
    projectId: projectId(),
    documentId: null,
    file: 'annotations',
    preset: 'data',
    layer: 'all',
    personId: reviewer.personId,
  });
  let text = '';
  for await (const chunk of chunks) text += chunk.toString('utf8');
  const [header = [], ...records] = readCsv(text).map(({ fields }) => fields);
  const rows = records.map((fields) => Object.fromEntries(header.map((name, at) => [name, fields[at]])));
  const told = rows.map((row) => [
    row.layer,
    row.quote,
    row.status,
    row.verdict,
    row.verdict_reason,
    row.sources,
  ]);
  const both = [alike, alikeToo]
    .map((row) => `${row === alike ? study.coder.id : study.colleague.id}/${row.id}`)
    .join(' ');
  expect(told).toContainEqual(['final', 'kabinet', 'decided', '', why.reason, both]);
  expect(told).toContainEqual(['current', 'druk', 'rejected', 'reject', 'A figure of speech.', '']);
  expect(told).toContainEqual(['current', 'nodig', 'open', '', '', '']);
  expect(told).toContainEqual(['first-pass', 'druk', '', '', '', '']);
  const judged = rows.find((row) => row.verdict !== '' && row.layer === 'current');
  expect(judged).toMatchObject({
    reviewer: expect.stringMatching(/^Person/),
    verdict_kind: 'not_applicable',
    decided_at: expect.stringMatching(/^\d{4}-/),
    independent: 'false',
  });
});

test('of two annotations that a merge of their tags makes one, one decision speaks for both, until that is undone', async () => {
  const rows = [await coded('kabinet'), await coded('kabinet', study.colleague, study.cooperation)];
  await finish(study.coder, study.colleague);
  for (const row of rows) await decide([row], { action: 'take', ...plain });
  const outcomes = async () => {
    const lessons = await as(study.coder).adjudication.learning({ projectId: projectId(), roundId: null });
    return lessons.map(({ outcome }) => outcome);
  };
  const sources = async () => (await living()).map((each) => each.sources.length).sort();
  const before = await outcomes();
  const merged = opId();
  const owner = as(study.project.owner);
  const merge = { tagId: study.pressure.id, version: study.pressure.version, intoId: study.cooperation.id };
  await owner.tag.merge({ opId: merged, projectId: projectId(), ...merge });
  expect([await outcomes(), await sources()]).toEqual([['same'], [2]]);
  expect(await finals()).toMatchObject([{ id: rows[1]?.id, tagId: study.cooperation.id }]);
  await owner.operation.undo({ opId: opId(), projectId: projectId(), target: merged });
  expect([await outcomes(), await sources()]).toEqual([before, [1, 1]]);
  expect(await finals()).toHaveLength(2);
});

test('a settled dispute becomes a dated counter-example, linked to its passage', async () => {
  const { only } = await twoCoders();
  const add = (counter: boolean) =>
    as(reviewer).tag.addExample({
      opId: opId(),
      projectId: projectId(),
      tagId: study.pressure.id,
      counter,
      quote: only.quote,
      note: why.reason,
      source: { documentId: study.document.id, start: only.start, end: only.end },
    });
  await add(true);
  const tags = await as(reviewer).tag.list({ projectId: projectId() });
  expect(tags.find((tag) => tag.id === study.pressure.id)?.counterExamples).toEqual([
    {
      quote: 'druk',
      note: expect.stringMatching(/^The definition says so\. · \d{4}-\d{2}-\d{2}$/),
      source: { documentId: study.document.id, start: only.start, end: only.end },
    },
  ]);
});
