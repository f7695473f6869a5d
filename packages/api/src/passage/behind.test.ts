import { randomUUIDv7 } from 'node:crypto';
import {
  type Behind,
  behindColumn,
  type CountSelection,
  countSelection,
  type countTableInput,
  passagesBehind,
} from '@koersvast/contracts';
import { spanRelations, togetherRelations } from '@koersvast/core/count';
import { buildAssignment, buildRound, buildTag } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { buildCoded } from '../agreement/testing/coded.ts';
import { openTestApi, type TestApi } from '../testing/study.ts';

/*
 * Every mark of a chart opens the passages that it counts: of three coders, of whom one has not finished, in two blind
 * rounds of which one is revealed, with a tag below another, white space at the ends of spans, and characters of two
 * code units.
 */
let api: TestApi;
let coded: Awaited<ReturnType<typeof buildCoded>>;
const text =
  '😀een twee drie. Vier vijf zes!\n\n  Zeven acht negen tien. Elf 😀 twaalf dertien.\n\nVeertien.';

/** Places of words, drawn with a seed: so many of each coder that tags overlap, touch and lie beside each other. */
function drawn(seed: number): readonly (readonly [number, number, number, number])[] {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const characters = Array.from(text);
  const { length } = characters;
  const spans = Array.from({ length: 24 }, () => {
    const start = next(length - 1);
    return [next(3), start, Math.min(length, start + 1 + next(18)), next(4)] as const;
  });
  const isSeen = ([, start, end]: (typeof spans)[number]) =>
    characters.slice(start, end).join('').trim() !== '';
  return [...new Map(spans.filter(isSeen).map((span) => [span.join(), span])).values()];
}

beforeAll(async () => {
  api = await openTestApi();
  coded = await buildCoded(api, { texts: [text, `${text} `, `${text}  `], coders: 3, tags: 3 });
  const { db } = api;
  const { documents, members, owner, project, tagIds, assign, code, done, reveal, round } = coded;
  tagIds.push((await buildTag(db, project, { name: 'below', parentId: tagIds[0] ?? null })).id);
  const again = await buildRound(db, project, { blind: true });
  for (const document of documents) for (const member of members) await assign(member, document);
  const [first] = documents;
  const [anna, bert] = members;
  if (!first || !anna || !bert) throw new Error('not built');
  await buildAssignment(db, project, { round: again, document: first, member: anna });
  for (const [at, document] of documents.entries()) await code(document, drawn(at + 1));
  await done(first);
  for (const document of documents.slice(1)) await done(document, [anna, bert]);
  await reveal(round);
  await code(
    first,
    drawn(9).filter(([coder]) => coder === 0),
    again,
  );
  const dates = ['2014-03-01', '2016', null];
  for (const [at, { id: documentId }] of documents.entries())
    await owner.document.edit({
      ...{ opId: randomUUIDv7(), projectId: project.id, documentId, version: 1 },
      change: { date: dates[at] ?? null, author: at === 1 ? null : 'Minister' },
    });
});
afterAll(() => api.close());

const selections: readonly (readonly [string, () => z.input<typeof countSelection>])[] = [
  ['finished work', () => ({})],
  ['finished work, with tags below', () => ({ withChildren: true })],
  ['work that is not finished too', () => ({ unfinished: true })],
  ['independent first passes', () => ({ layers: 'first-pass', onlyIndependent: true })],
  ['first passes of one coder', () => ({ layers: 'first-pass', coderIds: [coded.members[1]?.id ?? ''] })],
  [
    'of one round and some documents',
    () => ({
      roundId: coded.round.id,
      documents: { kind: 'filter', conditions: [['title', 'filled']] },
      unfinished: true,
    }),
  ],
];

/** Some of many, from everywhere among them: what each costs is a list of passages. */
function someOf<Each>(all: readonly Each[], most: number): readonly Each[] {
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, at) => at % step === 0);
}

/** What is behind a mark, as the list of passages has it. */
async function opened(selection: CountSelection, behind: Behind) {
  const { total, related } = await coded.owner.passage.list({
    ...{ projectId: coded.project.id, selection: passagesBehind(selection, behind), most: 1 },
  });
  return { passages: total.passages, documents: total.documents, related };
}

type By = z.input<typeof countTableInput>['by'];
const columns = (): readonly By[] => [
  { kind: 'field', column: 'author' },
  { kind: 'field', column: 'date' },
  { kind: 'round' },
  { kind: 'time', period: 'month' },
  { kind: 'coder' },
  { kind: 'length' },
  { kind: 'paragraph', documentId: coded.documents[0]?.id ?? '' },
];

test.each(selections)('each mark of a table opens what it counts: %s', async (_name, given) => {
  const { owner, project } = coded;
  const selection = countSelection.parse(given());
  let marks = 0;
  for (const by of columns()) {
    const documentId = by.kind === 'paragraph' ? by.documentId : undefined;
    const { rows, columns: found } = await owner.count.table({ projectId: project.id, selection, by });
    const all = rows.flatMap((row) => found.map((column, at) => ({ ...row, column, at })));
    const counting = all.filter(({ spans, at }) => spans[at] !== 0);
    for (const { tagId, spans, documents, column, at } of someOf(counting, 6)) {
      const behind = behindColumn(tagId, column, documentId);
      if (behind === null) throw new Error('a mark that leads nowhere');
      const { passages, documents: of } = await opened(selection, behind);
      expect([by.kind, column.key, passages, of]).toEqual([by.kind, column.key, spans[at], documents[at]]);
      marks += 1;
    }
  }
  expect(marks).toBeGreaterThan(12);
});

test.each(selections)('each two tags that stand together open what they count: %s', async (_name, given) => {
  const { owner, project } = coded;
  const selection = countSelection.parse(given());
  const isNested = selection.withChildren;
  let marks = 0;
  for (const relation of togetherRelations) {
    const answer = await owner.count.together({ projectId: project.id, selection, relation });
    const { tagIds, together, joined } = answer;
    const all = tagIds.flatMap((tagId, row) =>
      tagIds.map((other, column) => ({ tagId, other, at: row * tagIds.length + column })),
    );
    const counting = all.filter(({ at }) => together[at] !== 0);
    for (const { tagId, other, at } of someOf(counting, 3)) {
      const { passages, related } = await opened(selection, { tagId, with: { tagId: other, relation } });
      expect([relation, related]).toEqual([relation, together[at]]);
      // A span of a tag below is of both, and stands in the list once.
      if (spanRelations.some((each) => each === relation) && !isNested) expect(passages).toBe(joined[at]);
      else expect(passages).toBeGreaterThan(0);
      marks += 1;
    }
  }
  expect(marks).toBeGreaterThan(8);
});

test.each(selections)('each part of a portrait opens what it counts: %s', async (_name, given) => {
  const { owner, project } = coded;
  const selection = countSelection.parse(given());
  const { strips, tagIds } = await owner.count.portrait({ projectId: project.id, selection });
  let marks = 0;
  const all = strips.flatMap(({ parts, ...strip }) => (parts ?? []).map((part) => ({ strip, part })));
  for (const {
    strip: { documentId, roundId, coderId },
    part: [row = 0, , , spans, start = 0, end = 0],
  } of someOf(all, 10)) {
    const { passages } = await opened(selection, {
      ...{ tagId: tagIds[row] ?? '', documentId, part: [start, end] },
      ...(roundId !== null && { roundId }),
      ...(coderId !== null && { coderId }),
    });
    expect(passages).toBe(spans);
    marks += 1;
  }
  expect(marks).toBeGreaterThan(5);
});
