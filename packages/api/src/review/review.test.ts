import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement, awaitingReview, reviewNotices } from '@koersvast/contracts';
import { reviewStatus } from '@koersvast/core/review';
import {
  buildAssignment,
  buildDocument,
  buildMember,
  buildRound,
  type TestMember,
} from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDownload } from '../export/download.ts';
import { buildStudy, codeOf, countWaiting, openTestApi, type Study, type TestApi } from '../testing/study.ts';

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
const list = () =>
  as(reviewer).annotation.list({ projectId: study.project.id, documentId: study.document.id });

/** An annotation of a coder, as it now is. */
async function coded(words = 'nodig', member = study.coder, tag = study.pressure) {
  const input = study.coding(words, tag);
  const { changes } = await as(member).annotation.create(input);
  const row = changes.find((change) => change.noun === 'annotation')?.after;
  if (row == null || !('quote' in row)) throw new Error('nothing was coded');
  return row;
}
type Row = Awaited<ReturnType<typeof coded>>;
type Verdict = Parameters<ReturnType<typeof as>['review']['give']>[0]['verdict'];

const about = (row: Row, supersedes: string | null = null) => ({
  opId: opId(),
  ...study.place,
  id: randomUUIDv7(),
  layerId: row.layerId,
  annotationId: row.id,
  annotationVersion: row.version,
  supersedes,
});
const give = (row: Row, verdict: Verdict, over: object = {}, by: { personId: string } = reviewer) =>
  as(by).review.give({ ...about(row), verdict, ...over });
const why = { reasonKind: 'wrong_tag', reason: 'It is about human rights.' };

/** Two calls of which the first waits for a verdict that is held, and the second comes then; both go on at once. */
async function whileHeld(reviewId: string, first: () => Promise<unknown>, second: () => Promise<unknown>) {
  const holder = await api.db.pool.connect();
  const given: Promise<string>[] = [];
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM review WHERE id = $1 FOR NO KEY UPDATE', [reviewId]);
    for (const call of [first, second]) {
      given.push(
        call().then(
          () => 'done',
          (error: unknown) => codeOf(Promise.reject(error)),
        ),
      );
      await expect.poll(() => countWaiting(api.db), { interval: 5, timeout: 20_000 }).toBe(given.length);
    }
    await holder.query('COMMIT');
  } finally {
    holder.release();
  }
  return Promise.all(given);
}

test('who adopts a verdict, or takes that back, and who replaces it do not wait in a circle', async () => {
  const row = await coded();
  const first = {
    ...about(row),
    verdict: { kind: 'change' as const, ...why, tagId: study.cooperation.id, span: null },
  };
  await as(reviewer).review.give(first);
  const target = opId();
  const adopt = () =>
    as(study.coder).review.respond({
      opId: target,
      ...study.place,
      reviewId: first.id,
      version: 1,
      response: 'adopted',
    });
  const replace = (version: number) => () =>
    give({ ...row, version }, { kind: 'accept' }, { supersedes: first.id });
  expect(await whileHeld(first.id, adopt, replace(1))).toEqual(['done', 'review_stale']);
  const takeBack = () =>
    as(study.coder).operation.undo({ opId: opId(), projectId: study.project.id, target });
  expect(await whileHeld(first.id, takeBack, replace(2))).toEqual(['done', 'review_stale']);
});

describe('a verdict', () => {
  test('names the version that it judges and leaves the coder’s work as it is', async () => {
    const row = await coded();
    const ack = await give(row, { kind: 'reject', ...why });
    expect(acknowledgement.parse(ack)).toEqual(ack);
    expect(ack.changes).toMatchObject([
      {
        noun: 'review',
        action: 'create',
        after: {
          annotationId: row.id,
          annotationVersion: 1,
          verdict: 'reject',
          kind: 'wrong_tag',
          reason: why.reason,
          createdById: reviewer.id,
        },
      },
    ]);
    expect((await list()).annotations).toEqual([row]);
  });

  test('proposes another tag, other boundaries, or both', async () => {
    const row = await coded('kabinet');
    const start = study.text.indexOf('kabinet') - 4;
    const span = { start, end: row.end, quote: study.text.slice(start, row.end) };
    await give(row, { kind: 'change', ...why, tagId: study.cooperation.id, span });
    expect((await list()).reviews).toMatchObject([
      { proposedTagId: study.cooperation.id, proposedStart: start, proposedQuote: span.quote },
    ]);
  });

  test.each<[string, (row: Row) => Verdict, string]>([
    ['without words', () => ({ kind: 'reject', reasonKind: 'boundary', reason: ' ' }), 'reason_missing'],
    [
      'of an unknown kind',
      () => ({ kind: 'reject', reasonKind: 'mood', reason: 'x' }),
      'verdict_kind_not_valid',
    ],
    ['that proposes nothing', () => ({ kind: 'change', ...why, tagId: null, span: null }), 'proposal_same'],
    [
      'that proposes what is there',
      ({ tagId, start, end, quote }) => ({ kind: 'change', ...why, tagId, span: { start, end, quote } }),
      'proposal_same',
    ],
    [
      'that quotes what is not there',
      ({ start, end }) => ({
        kind: 'change',
        ...why,
        tagId: null,
        span: { start, end: end + 1, quote: 'other' },
      }),
      'quote_does_not_match',
    ],
    [
      'with an unknown tag',
      () => ({ kind: 'change', ...why, tagId: randomUUIDv7(), span: null }),
      'not_found',
    ],
  ])('%s is refused', async (_, verdict, code) => {
    const row = await coded();
    expect(await codeOf(give(row, verdict(row)))).toBe(code);
    expect((await list()).reviews).toEqual([]);
  });

  test('is superseded by a newer one, which is not given unseen; both are kept', async () => {
    const row = await coded();
    const first = about(row);
    await as(reviewer).review.give({ ...first, verdict: { kind: 'accept' } });
    expect(await codeOf(give(row, { kind: 'reject', ...why }, {}, study.project.owner))).toBe(
      'reviewed_meanwhile',
    );
    await give(row, { kind: 'reject', ...why }, { supersedes: first.id }, study.project.owner);
    const { reviews } = await list();
    expect(reviews.map(({ verdict, supersededAt }) => [verdict, supersededAt === null])).toEqual([
      ['accept', false],
      ['reject', true],
    ]);
  });

  test('by two at once is given once', async () => {
    const row = await coded();
    const answers = await Promise.allSettled([
      give(row, { kind: 'accept' }),
      give(row, { kind: 'reject', ...why }, {}, study.project.owner),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await list()).reviews).toHaveLength(1);
  });

  test('is not given on an older version, on one’s own work, or on what is gone', async () => {
    const row = await coded();
    const change = { ...study.place, annotationId: row.id, version: 1 };
    await as(study.coder).annotation.edit({ opId: opId(), ...change, change: { memo: 'sure?' } });
    expect(await codeOf(give(row, { kind: 'accept' }))).toBe('review_stale');
    await as(study.coder).annotation.remove({ opId: opId(), ...change, version: 2 });
    expect(await codeOf(give(row, { kind: 'accept' }))).toBe('annotation_removed');
    const own = await coded('druk', reviewer);
    expect(await codeOf(give(own, { kind: 'accept' }))).toBe('not_allowed');
  });

  test('is undone, and then the one before it stands again', async () => {
    const row = await coded();
    const first = about(row);
    await as(reviewer).review.give({ ...first, verdict: { kind: 'accept' } });
    const { opId: target } = await give(row, { kind: 'reject', ...why }, { supersedes: first.id });
    await as(reviewer).operation.undo({ opId: opId(), projectId: study.project.id, target });
    const { reviews } = await list();
    expect(reviews.filter((each) => each.supersededAt === null && each.withdrawnAt === null)).toMatchObject([
      { id: first.id },
    ]);
  });

  test('is taken back by whoever gave it, or by an owner', async () => {
    const row = await coded();
    const input = about(row);
    await as(study.project.owner).review.give({ ...input, verdict: { kind: 'accept' } });
    const withdraw = (by: { personId: string }) =>
      as(by).review.withdraw({ opId: opId(), ...study.place, reviewId: input.id, version: 1 });
    expect(await codeOf(withdraw(reviewer))).toBe('not_allowed');
    await withdraw(study.project.owner);
    expect(await codeOf(withdraw(study.project.owner))).toBe('reviewed_meanwhile');
  });

  test('opens with the reveal of a blind round, for everybody at once', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    await buildAssignment(api.db, study.project, { round, document: study.document, member: study.coder });
    const place = { ...study.place, roundId: round.id };
    const input = study.coding('nodig');
    const { changes } = await as(study.coder).annotation.create({ ...input, ...place });
    const row = changes.find((change) => change.noun === 'annotation')?.after as Row;
    const verdict = { ...about(row), ...place, verdict: { kind: 'accept' as const } };
    expect(await codeOf(as(reviewer).review.give(verdict))).toBe('round_running');
    const said = { layerId: row.layerId, annotationId: row.id, text: 'hm', mentions: [] };
    const reply = { opId: opId(), ...place, id: randomUUIDv7(), ...said };
    expect(await codeOf(as(study.coder).reply.create(reply))).toBe('round_running');
    await as(study.project.owner).round.reveal({
      opId: opId(),
      projectId: study.project.id,
      roundId: round.id,
      version: round.version,
    });
    await as(reviewer).review.give({ ...verdict, opId: opId() });
  });
});

describe('the coder', () => {
  const respond = (
    reviewId: string,
    response: 'adopted' | 'learned',
    by: { personId: string } = study.coder,
  ) => as(by).review.respond({ opId: opId(), ...study.place, reviewId, version: 1, response });

  test('adopts a proposal in one step, which one undo takes back', async () => {
    const row = await coded('kabinet');
    const input = about(row);
    const start = row.start - 4;
    const span = { start, end: row.end, quote: study.text.slice(start, row.end) };
    await as(reviewer).review.give({
      ...input,
      verdict: { kind: 'change', ...why, tagId: study.cooperation.id, span },
    });
    const { opId: target } = await respond(input.id, 'adopted');
    expect((await list()).annotations).toMatchObject([
      { id: row.id, tagId: study.cooperation.id, start, quote: span.quote, version: 2 },
    ]);
    expect((await list()).reviews).toMatchObject([{ response: 'adopted' }]);
    await as(study.coder).operation.undo({ opId: opId(), projectId: study.project.id, target });
    expect((await list()).annotations).toMatchObject([{ tagId: study.pressure.id, start: row.start }]);
    expect((await list()).reviews).toMatchObject([{ response: null }]);
  });

  test.each(['change', 'reject'] as const)(
    'undoes and redoes a %s, over which the verdict stands',
    async (kind) => {
      const row = await coded('kabinet');
      const input = about(row);
      const proposed = kind === 'change' ? { tagId: study.cooperation.id, span: null } : {};
      await as(reviewer).review.give({ ...input, verdict: { kind, ...why, ...proposed } as never });
      const status = async () => {
        const { rows } = await api.db.pool.query(
          `SELECT annotation.version, annotation_version, restored_version, response FROM review
         JOIN annotation ON annotation.layer_id = review.layer_id AND annotation.id = review.annotation_id
         WHERE review.id = $1`,
          [input.id],
        );
        const [found] = rows;
        return reviewStatus(
          { version: found.version },
          {
            verdict: kind,
            annotationVersion: found.annotation_version,
            restoredVersion: found.restored_version,
            response: found.response,
          },
        );
      };
      const before = await status();
      let { opId: target } = await respond(input.id, 'adopted');
      for (const expected of [before, 'adopted', before, 'adopted', before]) {
        const undone = await as(study.coder).operation.undo({
          opId: opId(),
          projectId: study.project.id,
          target,
        });
        target = undone.opId;
        expect(await status()).toBe(expected);
      }
      const [review] = (await list()).reviews;
      await as(study.coder).review.respond({
        opId: opId(),
        ...study.place,
        reviewId: input.id,
        version: review?.version ?? 0,
        response: 'adopted',
      });
      expect(await status()).toBe('adopted');
    },
  );

  test('adopts a rejection by deleting, and learns without changing anything', async () => {
    const [one, other] = [await coded('kabinet'), await coded('nodig')];
    const [first, second] = [about(one), about(other)];
    for (const input of [first, second])
      await as(reviewer).review.give({ ...input, verdict: { kind: 'reject', ...why } });
    await respond(first.id, 'adopted');
    await respond(second.id, 'learned');
    expect((await list()).annotations).toMatchObject([{ id: other.id, version: 1 }]);
  });

  /** Without the copy that was made at the first "done". */
  const own = async ({ layerId }: Row) =>
    (await list()).annotations.filter((each) => each.layerId === layerId);

  test('adopts also what they had declared done in an open round, which stays done', async () => {
    const row = await coded('kabinet');
    await as(study.coder).assignment.setState({ opId: opId(), ...study.place, state: 'done' });
    const input = about(row);
    const change = { kind: 'change' as const, ...why, tagId: study.cooperation.id, span: null };
    await as(reviewer).review.give({ ...input, verdict: change });
    const { opId: target } = await respond(input.id, 'adopted');
    expect(await own(row)).toMatchObject([{ tagId: study.cooperation.id }]);
    expect((await list()).assignments).toMatchObject([{ state: 'done' }]);
    const undone = await as(study.coder).operation.undo({
      opId: opId(),
      projectId: study.project.id,
      target,
    });
    expect(await own(row)).toMatchObject([{ tagId: study.pressure.id }]);
    const again = { opId: opId(), projectId: study.project.id, target: undone.opId };
    await as(study.coder).operation.undo(again);
    expect(await own(row)).toMatchObject([{ tagId: study.cooperation.id }]);
  });

  test('does not get a coding back over what they have since read as holding nothing', async () => {
    const row = await coded('nodig');
    const input = about(row);
    await as(reviewer).review.give({ ...input, verdict: { kind: 'reject', ...why } });
    const { opId: target } = await respond(input.id, 'adopted');
    const reading = { id: randomUUIDv7(), block: 3, madeAt: '2026-11-24T08:00:00.000Z' };
    await as(study.coder).reading.create({ opId: opId(), ...study.place, reading });
    await as(study.coder).operation.undo({ opId: opId(), projectId: study.project.id, target });
    const { annotations, readings } = await list();
    expect([annotations.length, readings.length]).toEqual([1, 0]);
  });

  test('gets a reading back that an adopted proposal had put away, when it is undone', async () => {
    const row = await coded('nodig');
    const reading = { id: randomUUIDv7(), block: 2, madeAt: '2026-11-24T08:00:00.000Z' };
    await as(study.coder).reading.create({ opId: opId(), ...study.place, reading });
    const start = study.text.indexOf('kabinet');
    const span = { start, end: start + 'kabinet'.length, quote: 'kabinet' };
    const input = about(row);
    await as(reviewer).review.give({ ...input, verdict: { kind: 'change', ...why, tagId: null, span } });
    const { opId: target } = await respond(input.id, 'adopted');
    expect((await list()).readings).toEqual([]);
    await as(study.coder).operation.undo({ opId: opId(), projectId: study.project.id, target });
    const { annotations, readings } = await list();
    expect([annotations[0]?.quote, readings.map(({ block }) => block)]).toEqual(['nodig', [2]]);
  });

  /** What annotations.csv says of coders' answers. */
  const answersInFile = async () => {
    const { chunks } = await openDownload(api.db, {
      projectId: study.project.id,
      documentId: null,
      file: 'annotations',
      preset: 'data',
      layer: 'current',
      personId: study.project.owner.personId,
    });
    let text = '';
    for await (const chunk of chunks) text += chunk.toString('utf8');
    const [header = [], ...rows] = readCsv(text).map(({ fields }) => fields);
    const columns = ['quote', 'coder_response', 'coder_response_reason'];
    return rows.map((row) => columns.map((name) => row[header.indexOf(name)]));
  };

  const keep = (reviewId: string, reason?: string, by: { personId: string } = study.coder, version = 1) =>
    as(by).review.respond({
      opId: opId(),
      ...study.place,
      reviewId,
      version,
      response: 'kept',
      ...(reason !== undefined && { reason }),
    });

  test('keeps their tag with a reason, which the reviewer is told, and takes that back', async () => {
    const row = await coded('kabinet');
    const input = about(row);
    await as(reviewer).review.give({ ...input, verdict: { kind: 'reject', ...why } });
    for (const reason of [undefined, '', '  \n '])
      expect(await codeOf(keep(input.id, reason))).toBe('reason_missing');
    expect(await codeOf(keep(input.id, 'x', study.colleague))).toBe('not_allowed');
    expect(await codeOf(keep(input.id, 'x', reviewer))).toBe('not_allowed');
    const { opId: target } = await keep(input.id, ' The codebook counts the cabinet in. ');
    const words = 'The codebook counts the cabinet in.';
    expect((await list()).annotations).toMatchObject([{ id: row.id, version: 1 }]);
    expect((await list()).reviews).toMatchObject([{ response: 'kept', responseReason: words }]);
    const told = () => as(reviewer).review.notices({ projectId: study.project.id });
    expect(reviewNotices.parse(await told()).notices).toMatchObject([
      { kind: 'disagreement', text: words, verdict: 'reject', memberId: study.coder.id, unread: true },
    ]);
    expect((await as(study.colleague).review.notices({ projectId: study.project.id })).notices).toEqual([]);
    expect(await answersInFile()).toEqual([['kabinet', 'kept', words]]);
    await as(study.coder).operation.undo({ opId: opId(), projectId: study.project.id, target });
    expect((await list()).reviews).toMatchObject([{ response: null, responseReason: null }]);
    expect((await told()).notices).toEqual([]);
  });

  test('keeps their tag for another reason, which is news to the reviewer who has read the first', async () => {
    const input = about(await coded('kabinet'));
    await as(reviewer).review.give({ ...input, verdict: { kind: 'reject', ...why } });
    const { projectId } = study.place;
    const unread = async () => (await as(reviewer).review.notices({ projectId, show: 'unread' })).notices;
    const mark = () =>
      as(reviewer).review.markNotices({
        projectId,
        markId: randomUUIDv7(),
        what: { kind: 'one', id: input.id },
      });
    await keep(input.id, 'The codebook counts the cabinet in.');
    await mark();
    expect(await unread()).toEqual([]);
    await keep(input.id, 'It does so on page two.', study.coder, 2);
    expect(await unread()).toMatchObject([{ kind: 'disagreement', text: 'It does so on page two.' }]);
    await mark();
    expect(await unread()).toEqual([]);
  });

  test('keeps nothing where the reviewer agreed, and can still take over what they kept at first', async () => {
    const [one, other] = [await coded('kabinet'), await coded('nodig')];
    const [agreed, changed] = [about(one), about(other)];
    await as(reviewer).review.give({ ...agreed, verdict: { kind: 'accept' } });
    const change = { kind: 'change' as const, ...why, tagId: study.cooperation.id, span: null };
    await as(reviewer).review.give({ ...changed, verdict: change });
    expect(await codeOf(keep(agreed.id, 'x'))).toBe('nothing_to_adopt');
    await keep(changed.id, 'It is pressure.');
    const adopt = { ...study.place, reviewId: changed.id, version: 2, response: 'adopted' as const };
    await as(study.coder).review.respond({ opId: opId(), ...adopt });
    const answered = (await list()).reviews.find(({ id }) => id === changed.id);
    expect(answered).toMatchObject({ response: 'adopted', responseReason: null });
    expect(await codeOf(keep(changed.id, 'No.', study.coder, answered?.version ?? 0))).toBe(
      'reviewed_meanwhile',
    );
  });

  test('adopts nothing where there is nothing, and nobody adopts for them', async () => {
    const row = await coded();
    const input = about(row);
    await as(reviewer).review.give({ ...input, verdict: { kind: 'accept' } });
    expect(await codeOf(respond(input.id, 'adopted'))).toBe('nothing_to_adopt');
    expect(await codeOf(respond(input.id, 'learned', study.colleague))).toBe('not_allowed');
    expect(await codeOf(respond(randomUUIDv7(), 'learned'))).toBe('not_found');
  });

  test('does not adopt over a change of their own that came after the verdict', async () => {
    const row = await coded();
    const input = about(row);
    await as(reviewer).review.give({ ...input, verdict: { kind: 'reject', ...why } });
    await as(study.coder).annotation.edit({
      opId: opId(),
      ...study.place,
      annotationId: row.id,
      version: 1,
      change: { certainty: 3 },
    });
    expect(await codeOf(respond(input.id, 'adopted'))).toBe('review_stale');
  });
});

test('what all who finished marked alike is accepted in one step', async () => {
  const both = [await coded('kabinet'), await coded('kabinet', study.colleague)];
  await coded('nodig');
  const accept = () => as(reviewer).review.acceptAlike({ opId: opId(), ...study.place });
  expect((await accept()).changes).toEqual([]);
  for (const member of [study.coder, study.colleague])
    await as(member).assignment.setState({ opId: opId(), ...study.place, state: 'done' });
  const { opId: target, changes } = await accept();
  expect(changes.map(({ after }) => after && 'annotationId' in after && after.annotationId).sort()).toEqual(
    both.map(({ id }) => id).sort(),
  );
  expect((await accept()).changes).toEqual([]);
  await as(reviewer).operation.undo({ opId: opId(), projectId: study.project.id, target });
  expect((await list()).reviews.every((each) => each.withdrawnAt !== null)).toBe(true);
});

describe('a thread', () => {
  const say = (row: Row, text: string, by: { personId: string }, mentions: string[] = []) => {
    const id = randomUUIDv7();
    const input = { opId: opId(), ...study.place, id, layerId: row.layerId, annotationId: row.id };
    return as(by)
      .reply.create({ ...input, text, mentions })
      .then(() => id);
  };

  test('is written, changed and taken back by its speakers', async () => {
    const row = await coded();
    const id = await say(row, 'Why?', reviewer);
    const change = { ...study.place, replyId: id };
    await as(reviewer).reply.edit({ opId: opId(), ...change, version: 1, text: 'Why not?', mentions: [] });
    expect((await list()).replies).toMatchObject([{ text: 'Why not?', version: 2 }]);
    const edit = { opId: opId(), ...change, version: 2, text: 'x', mentions: [] };
    expect(await codeOf(as(study.coder).reply.edit(edit))).toBe('not_allowed');
    expect(await codeOf(as(study.coder).reply.remove({ opId: opId(), ...change, version: 2 }))).toBe(
      'not_allowed',
    );
    await as(study.project.owner).reply.remove({ opId: opId(), ...change, version: 2 });
    expect((await list()).replies).toEqual([]);
  });

  test('mentions members and nobody else', async () => {
    const row = await coded();
    expect(await codeOf(say(row, 'hm', reviewer, [randomUUIDv7()]))).toBe('not_found');
  });

  test('tells those whom it concerns, until they have looked', async () => {
    const row = await coded();
    await give(row, { kind: 'reject', ...why });
    await say(row, 'See the codebook.', reviewer, [study.colleague.id]);
    const notices = async (member: { personId: string }) => {
      const found = await as(member).review.notices({ projectId: study.project.id });
      expect(reviewNotices.parse(found)).toEqual(found);
      return found;
    };
    const mine = await notices(study.coder);
    expect(mine.unread).toBe(2);
    expect(mine.notices.map(({ kind, quote, memberId }) => [kind, quote, memberId])).toEqual([
      ['reply', 'nodig', reviewer.id],
      ['verdict', 'nodig', reviewer.id],
    ]);
    expect((await notices(study.colleague)).notices).toMatchObject([{ kind: 'mention' }]);
    expect((await notices(reviewer)).notices).toEqual([]);
    const until = mine.notices[0]?.at ?? '';
    await as(study.coder).review.noticesSeen({ projectId: study.project.id, until });
    expect((await notices(study.coder)).unread).toBe(0);
    await say(row, 'Thanks.', study.coder);
    expect((await notices(reviewer)).notices).toMatchObject([
      { kind: 'reply', text: 'Thanks.', unread: true },
    ]);
  });

  test('counts all that is unread, and reads the newest hundred', async () => {
    const row = await coded();
    for (let said = 0; said < 102; said += 1) await say(row, `Word ${said}.`, reviewer);
    const found = await as(study.coder).review.notices({ projectId: study.project.id });
    expect([found.unread, found.notices.length, found.notices[0]?.text]).toEqual([102, 100, 'Word 101.']);
  });

  describe('a list of notices', () => {
    const notices = (show?: 'all' | 'unread' | 'verdicts' | 'replies') =>
      as(study.coder).review.notices({ projectId: study.project.id, show });
    const mark = (what: Parameters<ReturnType<typeof as>['review']['markNotices']>[0]['what']) => {
      const markId = randomUUIDv7();
      const call = as(study.coder).review.markNotices({ projectId: study.project.id, markId, what });
      return call.then(() => markId);
    };
    const unmark = (markId: string) =>
      as(study.coder).review.unmarkNotices({ projectId: study.project.id, markId });

    test('tells many accepts of one letter by one person in one line, the new apart from the read', async () => {
      const owner = study.project.owner;
      const rows = [await coded('nodig'), await coded('kabinet'), await coded('Rusland')];
      for (const row of rows) await give(row, { kind: 'accept' });
      const [first, , last] = rows;
      if (!first || !last) throw new Error('nothing was coded');
      const other = await coded('druk', study.coder, study.cooperation);
      await give(other, { kind: 'accept' }, {}, owner);
      const found = await notices();
      expect(found.unread).toBe(4);
      expect(found.notices.map(({ memberId, count }) => [memberId, count])).toEqual([
        [owner.id, 1],
        [reviewer.id, 3],
      ]);
      expect(found.notices[1]?.annotationId).toBe(last.id);
      const line = found.notices[1];
      if (!line) throw new Error('no line');
      const { documentId, roundId, memberId, at: until } = line;
      const marked = await mark({ kind: 'accepts', documentId, roundId, memberId, until });
      expect((await notices()).unread).toBe(1);
      await give(await coded('kabinet', study.coder, study.cooperation), { kind: 'accept' });
      expect((await notices()).notices.map(({ count, unread }) => [count, unread])).toEqual([
        [1, true],
        [1, true],
        [3, false],
      ]);
      await unmark(marked);
      expect((await notices()).notices.map(({ count, unread }) => [count, unread])).toEqual([
        [4, true],
        [1, true],
      ]);
    });

    test('is marked as read one by one or whole, and each of it can be taken back', async () => {
      const row = await coded();
      await give(row, { kind: 'reject', ...why });
      const id = await say(row, 'See the codebook.', reviewer);
      const one = await mark({ kind: 'one', id });
      expect((await notices()).notices.map(({ unread }) => unread)).toEqual([false, true]);
      const [newest] = (await notices()).notices;
      const all = await mark({ kind: 'all', until: newest?.at ?? '' });
      expect((await notices()).unread).toBe(0);
      await unmark(all);
      // What had been read before stays so.
      expect((await notices()).notices.map(({ unread }) => unread)).toEqual([false, true]);
      await unmark(one);
      expect((await notices()).unread).toBe(2);
      // Nobody marks for somebody else, nor takes it back.
      await as(study.colleague).review.unmarkNotices({ projectId: study.project.id, markId: one });
      expect((await notices()).unread).toBe(2);
    });

    test('is narrowed to what is unread, to verdicts, or to what was said', async () => {
      const row = await coded();
      await give(row, { kind: 'reject', ...why });
      const id = await say(row, 'See the codebook.', reviewer);
      await mark({ kind: 'one', id });
      const kinds = async (show: 'unread' | 'verdicts' | 'replies') =>
        (await notices(show)).notices.map(({ kind }) => kind);
      expect(await kinds('unread')).toEqual(['verdict']);
      expect(await kinds('verdicts')).toEqual(['verdict']);
      expect(await kinds('replies')).toEqual(['reply']);
      await as(reviewer).reply.remove({ opId: opId(), ...study.place, replyId: id, version: 1 });
      // The count is of all that is unread, also where nothing is shown.
      expect(await notices('replies')).toEqual({ unread: 1, notices: [] });
    });
  });
});

describe('what awaits a verdict', () => {
  const awaiting = (member: { personId: string }) =>
    as(member).review.awaiting({ projectId: study.project.id });
  const finish = (member: { personId: string }, over: object = {}) =>
    as(member).assignment.setState({ opId: opId(), ...study.place, ...over, state: 'done' });

  test('is what others finished and nobody judged, with how much of it not all coders share', async () => {
    const shared = await coded('nodig');
    await coded('nodig', study.colleague);
    await coded('kabinet');
    expect(await awaiting(reviewer)).toEqual({ annotations: 0, total: 0, documents: [] });
    await finish(study.coder);
    expect((await awaiting(reviewer)).documents).toMatchObject([{ coders: 1, unjudged: 2, disputed: 0 }]);
    await finish(study.colleague);
    const found = await awaiting(reviewer);
    expect(awaitingReview.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      annotations: 3,
      total: 1,
      documents: [{ documentId: study.document.id, coders: 2, unjudged: 3, disputed: 1 }],
    });
    await give(shared, { kind: 'accept' });
    expect((await awaiting(reviewer)).documents).toMatchObject([{ unjudged: 2, disputed: 1 }]);
    // One's own awaits somebody else.
    expect((await awaiting(study.project.owner)).annotations).toBe(2);
    expect(await codeOf(awaiting(study.coder))).toBe('not_allowed');
  });

  test('is judged again once it was changed, unless into what its reviewer proposed', async () => {
    const [changed, adopted, kept] = [await coded('nodig'), await coded('kabinet'), await coded('samen')];
    await finish(study.coder);
    await give(changed, { kind: 'accept' });
    await give(kept, { kind: 'accept' });
    const proposed = about(adopted);
    const tagId = study.cooperation.id;
    await as(reviewer).review.give({ ...proposed, verdict: { kind: 'change', ...why, tagId, span: null } });
    expect((await awaiting(reviewer)).annotations).toBe(0);
    const reviewId = proposed.id;
    const answer = { opId: opId(), ...study.place, reviewId, version: 1, response: 'adopted' as const };
    await as(study.coder).review.respond(answer);
    expect((await awaiting(reviewer)).annotations).toBe(0);
    await as(study.coder).assignment.setState({ opId: opId(), ...study.place, state: 'in_progress' });
    const edit = { opId: opId(), ...study.place, annotationId: changed.id, version: 1 };
    await as(study.coder).annotation.edit({ ...edit, change: { memo: 'Bij nader inzien.' } });
    await finish(study.coder);
    expect(await awaiting(reviewer)).toMatchObject({ annotations: 1, documents: [{ unjudged: 1 }] });
  });

  test('begins with the most disputed document, and leaves out what is blind', async () => {
    const other = await buildDocument(api.db, study.project, { text: study.text });
    const inOther = { documentId: other.id };
    const code = (words: string, member: TestMember) => {
      const input = study.coding(words);
      return as(member).annotation.create({ ...input, ...inOther });
    };
    await coded('nodig');
    await coded('nodig', study.colleague);
    await code('nodig', study.coder);
    await code('kabinet', study.colleague);
    for (const member of [study.coder, study.colleague]) {
      await finish(member);
      await finish(member, inOther);
    }
    const documents = async () =>
      (await awaiting(reviewer)).documents.map(({ documentId, disputed }) => [documentId, disputed]);
    expect(await documents()).toEqual([
      [other.id, 2],
      [study.document.id, 0],
    ]);
    const round = await buildRound(api.db, study.project, { blind: true });
    await buildAssignment(api.db, study.project, { round, document: other, member: reviewer });
    expect(await documents()).toEqual([[study.document.id, 0]]);
  });
});

describe('the kinds of reasons', () => {
  test('are the project’s own, and a retired one is not given any more', async () => {
    const owner = as(study.project.owner);
    const change = (verdictKinds: { id: string; name: string; retired: boolean }[], version: number) =>
      owner.project.edit({ opId: opId(), projectId: study.project.id, version, change: { verdictKinds } });
    const version = (await owner.project.get({ projectId: study.project.id })).project.version;
    await change(
      [
        { id: 'wrong_tag', name: 'Verkeerde tag', retired: true },
        { id: 'irony', name: 'Ironie', retired: false },
        { id: 'missed', name: '', retired: false },
      ],
      version,
    );
    const row = await coded();
    expect(await codeOf(give(row, { kind: 'reject', ...why }))).toBe('verdict_kind_not_valid');
    await give(row, { kind: 'reject', reasonKind: 'irony', reason: 'x' });
    for (const kinds of [[{ id: 'a', name: 'a', retired: true }], [{ id: 'a', name: '', retired: false }]])
      expect(await codeOf(change(kinds, version + 1))).toBe('verdict_kind_not_valid');
  });
});
