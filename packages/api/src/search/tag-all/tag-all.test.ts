import { randomUUIDv7 } from 'node:crypto';
import type { SearchCandidates } from '@koersvast/contracts';
import { buildAssignment, buildDocument, buildRound, type TestMember } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { describe, expect, test } from 'vitest';
import { openDownload } from '../../export/download.ts';
import { eachInAStudy } from '../../testing/each.ts';
import { refusalIn, type Study, type TestApi } from '../../testing/study.ts';
import { watchStatements } from '../../testing/watch-statements.ts';
import { firstWords, lastWords } from './whole-words.ts';

const text =
  'De minister zet Rusland onder druk, en druk helpt. Samenwerking is nodig: druk (meer druk) ook, bij 1,5 of 12:30 druk.';
const madeAt = '2026-11-29T16:00:00.000Z';

let api: TestApi;
let study: Study;
eachInAStudy(
  (given) => {
    ({ api, study } = given);
  },
  { text },
);

const as = (member: TestMember) => api.as(member.personId);
const projectId = () => study.project.id;

/** Letters with the same text, given to the coder in a round. */
async function letters(count: number, round = study.project.round, who = [study.coder]) {
  const made = [];
  for (let at = 0; at < count; at += 1) {
    const document = await buildDocument(api.db, study.project, { text });
    for (const member of who) await buildAssignment(api.db, study.project, { round, document, member });
    made.push(document.id);
  }
  return made;
}

type Ready = Extract<SearchCandidates, { state: 'ready' }>;
async function look(over: object = {}, who = study.coder): Promise<Ready> {
  const input = { projectId: projectId(), roundId: study.project.round.id, query: 'druk', ...over };
  const found = await as(who).search.candidates(input);
  if (found.state !== 'ready') throw new Error(JSON.stringify(found.error));
  return found;
}

const taken = ({ letters: found }: Ready) =>
  found.flatMap(({ id: documentId, hits }) => hits.map(({ start, end }) => ({ documentId, start, end })));

type Tagging = Parameters<ReturnType<typeof as>['search']['tagHits']>[0];
const tagging = (hits: Tagging['hits'], over: Partial<Tagging> = {}): Tagging => ({
  ...{ opId: randomUUIDv7(), projectId: projectId(), roundId: study.project.round.id },
  ...{ tagId: study.pressure.id, madeAt, search: { query: 'druk' }, hits },
  ...over,
});
const tag = (input: Tagging, who = study.coder) => as(who).search.tagHits(input);
const undo = (target: string, who = study.coder) =>
  as(who).operation.undo({ opId: randomUUIDv7(), projectId: projectId(), target });

async function coded(documentId: string, who = study.coder) {
  const { annotations } = await as(who).annotation.list({ projectId: projectId(), documentId });
  return annotations;
}
const codedIn = async (ids: readonly string[], who = study.coder) =>
  (await Promise.all(ids.map((id) => coded(id, who)))).flat();

const csv = async () => {
  const { chunks } = await openDownload(api.db, {
    ...{ projectId: projectId(), personId: study.project.owner.personId, documentId: null },
    ...{ file: 'annotations', preset: 'data', layer: 'current' },
  } as never);
  let written = '';
  for await (const chunk of chunks) written += chunk;
  return written;
};

describe('the hits that may be tagged', () => {
  test('stand in whole words, with an ellipsis where the text goes on', async () => {
    await letters(1);
    const [letter] = (await look()).letters;
    const hit = letter?.hits.at(-1);
    expect(hit?.left).toBe(
      '… onder druk, en druk helpt. Samenwerking is nodig: druk (meer druk) ook, bij 1,5 of 12:30 ',
    );
    expect(hit?.right).toBe('.');
    expect(letter?.hits[0]?.left).toBe('De minister zet Rusland onder ');
    expect(letter?.hits[0]?.right).toBe(
      ', en druk helpt. Samenwerking is nodig: druk (meer druk) ook, bij 1,5 of 12:30 druk.',
    );
  });

  test.each([
    ['aaaa bbbb', 9, 'aaaa bbbb', 'aaaa bbbb'],
    ['aaaa bbbb', 6, 'aaaa …', '… bbbb'],
    ['aaaa bbbb', 5, 'aaaa …', '… bbbb'],
    ['aaaa bbbb', 4, 'aaaa …', '… bbbb'],
    ['aaaa, bbbb', 7, 'aaaa, …', '… bbbb'],
    // Of a word longer than a line that is shown for which there is room.
    [`${'a'.repeat(50)} b ${'c'.repeat(50)}`, 50, `${'a'.repeat(50)} …`, `… ${'c'.repeat(50)}`],
    [`${'a'.repeat(99)}`, 50, `${'a'.repeat(50)} …`, `… ${'a'.repeat(50)}`],
    [`${'𝒶'.repeat(50)}`, 51, `${'𝒶'.repeat(25)} …`, `… ${'𝒶'.repeat(25)}`],
  ])('%j in %i characters', (given, most, first, last) => {
    expect([firstWords(given, most), lastWords(given, most)]).toEqual([first, last]);
  });

  test('are those in letters of one’s own, and the others are counted with the reason', async () => {
    const [first = '', finished = ''] = await letters(2);
    await as(study.coder).assignment.setState({
      ...{ opId: randomUUIDv7(), projectId: projectId(), documentId: finished, state: 'done' },
      roundId: study.project.round.id,
    });
    const off = await buildRound(api.db, study.project, { number: 2, searching: false });
    const [closed = ''] = await letters(1, off);
    const found = await look();
    expect(found.letters.map(({ id, hits }) => [id, hits.length])).toEqual([[first, 5]]);
    expect(found.total).toBe(5);
    expect(found.closed).toEqual([
      { reason: 'not_assigned', documents: 1, hits: 5 },
      { reason: 'done', documents: 1, hits: 5 },
    ]);
    expect(found.basis.leftOut.switchedOff).toBe(1);
    // A command that names them anyway leaves them, by the same reasons.
    const hits = [study.document.id, finished, closed, first].map((documentId) => {
      const start = text.indexOf('druk');
      return { documentId, start, end: start + 4 };
    });
    const answer = await tag(tagging(hits));
    expect([answer.tagged, answer.left]).toEqual([
      1,
      [
        { reason: 'not_assigned', documents: 2, hits: 2 },
        { reason: 'done', documents: 1, hits: 1 },
      ],
    ]);
    const inRound = await tag(tagging([hits[2] as never], { roundId: off.id }));
    expect(inRound.left).toEqual([{ reason: 'switched_off', documents: 1, hits: 1 }]);
  });

  test.each([
    ['hit', ['druk', 'druk', 'druk', 'druk', 'druk']],
    [
      'clause',
      ['De minister zet Rusland onder druk', 'en druk helpt', 'druk', 'meer druk', 'bij 1,5 of 12:30 druk'],
    ],
    [
      'sentence',
      [
        'De minister zet Rusland onder druk, en druk helpt.',
        'Samenwerking is nodig: druk (meer druk) ook, bij 1,5 of 12:30 druk.',
      ],
    ],
    ['paragraph', [text]],
  ])('stand for what the boundary says: %s', async (boundary, expected) => {
    await letters(1);
    const { letters: found } = await look({ boundary });
    expect(found.flatMap(({ hits }) => hits.map(({ hit }) => hit))).toEqual(expected);
    const [first] = found[0]?.hits ?? [];
    const marked = first?.marks.map(({ start, end }) => first.hit.slice(start, end)) ?? [];
    expect(new Set(marked)).toEqual(new Set(boundary === 'hit' ? [] : ['druk']));
  });

  test('of a query about codings are one’s own where a letter is coded blind, with what stands there', async () => {
    const { coder, colleague, pressure } = study;
    const round = await buildRound(api.db, study.project, { blind: true, number: 2 });
    const [documentId = ''] = await letters(1, round, [coder, colleague]);
    const place = { projectId: projectId(), documentId, roundId: round.id };
    const code = (who: TestMember, words: string) =>
      as(who).annotation.create({ ...study.coding(words), ...place });
    await code(coder, 'Rusland');
    await code(colleague, 'minister');
    const found = await look({ roundId: round.id, query: 'tag:pressure' });
    expect(found.letters.flatMap(({ hits }) => hits.map(({ hit }) => hit))).toEqual(['Rusland']);
    const [mine] = await coded(documentId);
    expect(found.letters[0]?.hits[0]?.there).toEqual([{ annotationId: mine?.id, tagId: pressure.id }]);
    expect(found.ofTags).toEqual([pressure.id]);
  });
});

describe('tagging', () => {
  test('is one operation over all letters, with as many statements for six as for two, and one undo', async () => {
    const ids = await letters(8);
    const hits = taken(await look());
    const watch = watchStatements(api.db);
    const some = (from: number, to: number) =>
      tagging(hits.filter(({ documentId }) => ids.slice(from, to).includes(documentId)));
    const two = some(0, 2);
    const few = await watch.during(() => tag(two));
    const many = await watch.during(() => tag(some(2, 8)));
    expect(many.length).toBe(few.length);
    expect(await codedIn(ids)).toHaveLength(40);
    // Sent again it is the same operation.
    expect(await tag(two)).toMatchObject({ tagged: 10, retagged: 0, left: [] });
    expect(await codedIn(ids)).toHaveLength(40);
    const undone = await undo(two.opId);
    expect(undone.changes).toHaveLength(10);
    expect((await codedIn(ids)).map(({ documentId }) => documentId)).not.toContain(ids[0]);
    await as(study.coder).operation.undo({
      opId: randomUUIDv7(),
      projectId: projectId(),
      target: undone.opId,
    });
    expect(await codedIn(ids)).toHaveLength(40);
    expect(await refusalIn(undo(two.opId))).toBe('nothing_to_undo');
  });

  test('leaves what has the tag already, and two tabs at once tag each hit once', async () => {
    const [documentId = ''] = await letters(1);
    const hits = taken(await look());
    const first = hits.slice(0, 1);
    await as(study.coder).annotation.create({ ...study.coding('druk'), documentId });
    const both = await Promise.all([tag(tagging(hits)), tag(tagging(hits))]);
    expect(both.map(({ tagged }) => tagged).sort()).toEqual([0, 4]);
    expect(both.map(({ left }) => left[0]?.hits).sort()).toEqual([1, 5]);
    expect(await coded(documentId)).toHaveLength(5);
    // Another tag stands beside it.
    expect(await tag(tagging(first, { tagId: study.cooperation.id }))).toMatchObject({ tagged: 1 });
  });

  test('leaves what is no longer as it was: finished, taken away, removed, of no text', async () => {
    const [finished = '', away = '', removed = '', open = ''] = await letters(4);
    const hits = taken(await look({ boundary: 'sentence' }));
    await as(study.coder).assignment.setState({
      ...{ opId: randomUUIDv7(), projectId: projectId(), documentId: finished, state: 'done' },
      roundId: study.project.round.id,
    });
    await as(study.project.owner).assignment.assign({
      ...{ opId: randomUUIDv7(), projectId: projectId(), roundId: study.project.round.id },
      cells: [{ documentId: away, memberId: study.coder.id, assigned: false }],
    } as never);
    await as(study.project.owner).document.removeMany({
      ...{ opId: randomUUIDv7(), projectId: projectId(), removed: true },
      documents: [{ documentId: removed, version: 1 }],
    });
    const odd = [
      { documentId: open, start: 5_000, end: 5_001 },
      { documentId: randomUUIDv7(), start: 0, end: 1 },
    ];
    const { tagged, left } = await tag(tagging([...hits, ...odd]));
    expect(tagged).toBe(2);
    expect(Object.fromEntries(left.map((each) => [each.reason, each.hits]))).toEqual({
      ...{ done: 2, not_assigned: 2, changed: 4 },
    });
    await api.db.pool.query('UPDATE member SET removed_at = now() WHERE id = $1', [study.coder.id]);
    expect(await refusalIn(tag(tagging(hits)))).toBe('not_found');
    await api.db.pool.query('UPDATE member SET removed_at = NULL WHERE id = $1', [study.coder.id]);
  });

  test('of a letter in two rounds is of the one that is asked, and stands there alone', async () => {
    const [documentId = ''] = await letters(1);
    const second = await buildRound(api.db, study.project, { number: 2 });
    await buildAssignment(api.db, study.project, {
      ...{ round: second, document: { id: documentId }, member: study.coder },
    });
    const inSecond = { roundId: second.id };
    expect(await tag(tagging(taken(await look())))).toMatchObject({ tagged: 5 });
    // What stands in the one round is not there in the other.
    const there = await look(inSecond);
    expect(there.letters.flatMap(({ hits }) => hits.flatMap((hit) => hit.there))).toEqual([]);
    const other = tagging(taken(there), inSecond);
    expect(await tag(other)).toMatchObject({ tagged: 5, left: [] });
    const layers = async () => {
      const all = await coded(documentId);
      return [...Map.groupBy(all, ({ layerId }) => layerId).values()].map((each) => each.length).sort();
    };
    expect(await layers()).toEqual([5, 5]);
    await undo(other.opId);
    expect(await layers()).toEqual([5]);
    // Finished in the one, it is open in the other.
    await as(study.coder).assignment.setState({
      ...{ opId: randomUUIDv7(), projectId: projectId(), documentId, state: 'done' },
      roundId: study.project.round.id,
    });
    expect(taken(await look())).toEqual([]);
    expect(taken(await look(inSecond))).toHaveLength(5);
    expect(await tag(tagging(taken(await look(inSecond)), inSecond))).toMatchObject({ tagged: 5, left: [] });
    // Beside both rounds there is the first pass, which was frozen as it was finished.
    expect(await layers()).toEqual([5, 5, 5]);
  });

  test('is refused to whoever was removed, and goes on for them as before when they come back', async () => {
    const [documentId = ''] = await letters(1);
    const hits = taken(await look());
    const done = tagging(hits.slice(0, 2));
    await tag(done);
    const owner = as(study.project.owner);
    const { members } = await owner.project.get({ projectId: projectId() });
    const { version = 0 } = members.find(({ id }) => id === study.coder.id) ?? {};
    await owner.member.edit({
      ...{ opId: randomUUIDv7(), projectId: projectId(), memberId: study.coder.id, version },
      change: { removed: true },
    });
    const rest = tagging(hits.slice(2));
    expect(await refusalIn(look().then(() => null))).toBe('not_found');
    expect(await refusalIn(tag(rest))).toBe('not_found');
    expect(await refusalIn(undo(done.opId))).toBe('not_found');
    const invitation = {
      opId: randomUUIDv7(),
      projectId: projectId(),
      id: randomUUIDv7(),
      role: 'coder',
    } as const;
    const { path } = await owner.member.invite(invitation);
    await as(study.coder).member.join({ token: path?.split('/').at(-1) ?? '', newcomer: null });
    // The letters are theirs again as far as they were theirs, with what they tagged before.
    const again = await look();
    expect(taken(again)).toEqual(hits);
    expect(await tag(rest)).toMatchObject({ tagged: 3, left: [] });
    expect(await coded(documentId)).toHaveLength(5);
    await undo(done.opId);
    expect(await coded(documentId)).toHaveLength(3);
  });

  test('counts by what could be seen of others’ work on each letter, when it is undone and done again too', async () => {
    const { coder, colleague } = study;
    const blind = await buildRound(api.db, study.project, { blind: true, number: 2 });
    const [first = ''] = await letters(1, blind, [coder, colleague]);
    const [open = ''] = await letters(1);
    await as(colleague).annotation.create({ ...study.coding('nodig'), documentId: open });
    const of = async (documentId: string) =>
      (
        await api.db.pool.query(
          'SELECT independent, seen_before FROM annotation WHERE document_id = $1 AND created_by_id = $2',
          [documentId, coder.id],
        )
      ).rows[0];
    const [hit] = taken(await look({ boundary: 'paragraph' }));
    const input = tagging([{ ...hit, documentId: first } as never], { roundId: blind.id });
    await tag(input);
    expect(await of(first)).toEqual({ independent: true, seen_before: null });
    await tag(tagging([{ ...hit, documentId: open } as never]));
    expect(await of(open)).toEqual({ independent: false, seen_before: 'unopened' });
    const undone = await undo(input.opId);
    await undo(undone.opId);
    expect(await of(first)).toEqual({ independent: true, seen_before: null });
  });

  test('takes away that nothing applies there, and undo gives it back; not in what was finished since', async () => {
    const [documentId = ''] = await letters(1);
    const place = { projectId: projectId(), documentId, roundId: study.project.round.id };
    const reading = { id: randomUUIDv7(), block: 1, madeAt };
    await as(study.coder).reading.create({ opId: randomUUIDv7(), ...place, reading });
    const readings = async () =>
      (await as(study.coder).annotation.list({ projectId: projectId(), documentId })).readings.length;
    const input = tagging(taken(await look()));
    await tag(input);
    expect([await readings(), (await coded(documentId)).length]).toEqual([0, 5]);
    await undo(input.opId);
    expect([await readings(), (await coded(documentId)).length]).toEqual([1, 0]);
    const again = tagging(taken(await look()));
    await tag(again);
    await as(study.coder).assignment.setState({ opId: randomUUIDv7(), ...place, state: 'done' });
    expect(await refusalIn(undo(again.opId))).toBe('document_done');
    expect(new Set((await coded(documentId)).map(({ id }) => id)).size).toBe(5);
  });

  test('gives annotations of one’s own another tag, where they stand as they were found', async () => {
    const { pressure, cooperation } = study;
    const [documentId = ''] = await letters(1);
    await tag(tagging(taken(await look()).slice(0, 3)));
    const found = await look({ query: 'tag:pressure' });
    const hits = found.letters.flatMap(({ id, hits: all }) =>
      all.map(({ start, end, there: [own] }) => ({
        ...{ documentId: id, start, end, annotationId: own?.annotationId ?? null },
      })),
    );
    const [first, ...rest] = await coded(documentId);
    const place = { projectId: projectId(), documentId, roundId: study.project.round.id };
    const edit = { ...place, opId: randomUUIDv7(), annotationId: first?.id ?? '', version: 1 };
    await as(study.coder).annotation.edit({ ...edit, change: { start: 0, end: 2, quote: 'De' } });
    const input = tagging(hits, { tagId: cooperation.id, search: { query: 'tag:pressure' } });
    expect(await tag(input)).toMatchObject({
      ...{ tagged: 0, retagged: 2, left: [{ reason: 'changed', hits: 1, documents: 1 }] },
    });
    const tags = async () => (await coded(documentId)).map(({ tagId }) => tagId);
    expect((await tags()).sort()).toEqual([pressure.id, cooperation.id, cooperation.id].sort());
    await undo(input.opId);
    expect(new Set(await tags())).toEqual(new Set([pressure.id]));
    expect(rest).toHaveLength(2);
  });

  test('refuses a tag or a round that is not there', async () => {
    await letters(1);
    const hits = taken(await look());
    expect(await refusalIn(tag(tagging(hits, { tagId: randomUUIDv7() })))).toBe('not_found');
    expect(await refusalIn(tag(tagging(hits, { roundId: randomUUIDv7() })))).toBe('not_found');
  });
});

describe('what an annotation came from', () => {
  test('is told of it, of its copies and after an edit, and in the files only where any came from a search', async () => {
    const { coder, project } = study;
    const [documentId = ''] = await letters(1);
    await as(coder).annotation.create({ ...study.coding('Samenwerking'), documentId });
    const before = await csv();
    expect(before).not.toContain('origin');
    const search = { query: 'druk', boundary: 'clause' as const, searchId: null };
    const input = tagging(taken(await look({ boundary: 'clause' })).slice(0, 1), { search });
    await tag(input);
    const rows = await coded(documentId);
    const made = rows.find(({ quote }) => quote !== 'Samenwerking');
    const hand = rows.find(({ quote }) => quote === 'Samenwerking');
    const origin = (row = made, who = coder) =>
      as(who).annotation.origin({
        projectId: projectId(),
        layerId: row?.layerId ?? '',
        annotationId: row?.id ?? '',
      });
    const told = { ...search, documents: { kind: 'all' }, opId: input.opId, memberId: coder.id };
    expect(await origin()).toMatchObject(told);
    expect(await origin(hand)).toBeNull();
    const place = { projectId: projectId(), documentId, roundId: project.round.id };
    const edit = { ...place, opId: randomUUIDv7(), annotationId: made?.id ?? '', version: 1 };
    await as(coder).annotation.edit({ ...edit, change: { memo: 'why' } });
    expect(await origin()).toMatchObject(told);
    const [header, ...lines] = readCsv(await csv(), 'data');
    const at = (name: string) => header?.fields.indexOf(name) ?? -1;
    expect(header?.fields.slice(-5)).toEqual([
      ...['origin', 'origin_query', 'origin_boundary', 'origin_search_id', 'origin_operation_id'],
    ]);
    expect(lines.map(({ fields }) => fields.slice(at('origin')))).toEqual([
      ['search', 'druk', 'clause', '', input.opId],
      ['hand', '', '', '', ''],
    ]);
    await undo(edit.opId);
    await undo(input.opId);
    expect(await csv()).toBe(before);
  });

  test('is nobody’s to see who cannot see the annotation', async () => {
    const { coder, colleague } = study;
    const round = await buildRound(api.db, study.project, { blind: true, number: 2 });
    const [documentId = ''] = await letters(1, round, [coder, colleague]);
    await tag(tagging(taken(await look({ roundId: round.id })), { roundId: round.id }));
    const [row] = await coded(documentId);
    const asked = { projectId: projectId(), layerId: row?.layerId ?? '', annotationId: row?.id ?? '' };
    expect(await refusalIn(as(colleague).annotation.origin(asked))).toBe('not_found');
    // Who gives something of their own the same id is told nothing by that.
    const { annotation, ...rest } = study.coding('nodig');
    const same = { ...annotation, id: asked.annotationId };
    await as(colleague).annotation.create({ ...rest, documentId, roundId: round.id, annotation: same });
    const own = (await coded(documentId, colleague)).find(({ id }) => id === same.id);
    expect(await as(colleague).annotation.origin({ ...asked, layerId: own?.layerId ?? '' })).toBeNull();
    expect(await as(coder).annotation.origin(asked)).not.toBeNull();
  });
});
