import type { SearchFound, searchFindInput } from '@koersvast/contracts';
import type { z } from 'zod';
import type { Doing } from '../agreement/summed.ts';
import { noteGiven } from '../given.ts';
import type { SearchedDocument } from '../study/searched.ts';
import { comparePlaces, type FoundLine } from './aside/portion.ts';
import { type Asker, chooseDocuments } from './choose.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { inOrder } from './in-order.ts';
import { scan } from './scan.ts';

type FindInput = z.infer<typeof searchFindInput>;

/** Lines of what is found, and how much that is. Throws `not_found` for a set. */
export async function findIn(
  asker: Asker & { now(): Date },
  input: FindInput,
  doing: Doing,
): Promise<SearchFound> {
  const chosen = await chooseDocuments(asker, input);
  if ('error' in chosen) return { state: 'invalid', error: chosen.error };
  const { documents, sort } = inOrder(chosen.documents, input.order);
  const after = input.after === null ? null : readCursor(input.after, documents, sort);
  const onlyPage = input.until === 'page' && sort.length === 0;
  // What stands before the page was counted already, or is not asked for.
  const wanted =
    onlyPage && after !== null ? documents.filter(({ order }) => order >= after.order) : documents;
  // One more tells whether there is a next page.
  const limit = input.limit + 1;
  const { query, piece, aside, context } = input;
  const tags = sort.some(({ by }) => by === 'tag') ? chosen.asked.tagRanks : {};
  const question = { sought: { query, piece, aside }, lines: { sort, after, limit, context, tags } };
  let lines: FoundLine[] = [];
  let seen = 0;
  const total = { hits: 0, documents: 0, aside: 0 };
  for await (const { documents: some, found } of scan(asker.db, chosen, wanted, question, doing)) {
    lines = [...lines, ...found.lines].sort((a, b) => comparePlaces(a, b, sort)).slice(0, limit);
    for (const count of found.counts) {
      if (count < 0) continue;
      total.hits += count;
      total.documents += 1;
    }
    total.aside += found.aside;
    seen += some.length;
    if (onlyPage && lines.length === limit) break;
  }
  const titled = new Map(documents.map(({ document }) => [document.id, document]));
  const page = lines.slice(0, input.limit);
  const last = page.at(-1);
  // Whoever is shown what others marked has seen their work.
  if (chosen.asked.ofCodings)
    await noteGiven(
      asker,
      chosen.access,
      page.map(({ documentId }) => documentId),
    );
  return {
    state: 'ready',
    basis: chosen.basis,
    lines: page.map((line) => shown(line, titled.get(line.documentId))),
    next: lines.length > input.limit && last ? writeCursor(last, sort) : null,
    total: seen === documents.length ? total : null,
  };
}

function shown(line: FoundLine, document: SearchedDocument | undefined) {
  const { keys: _, order: __, marks, ...rest } = line;
  const { title = '', date = null } = document ?? {};
  const pairs = Array.from({ length: marks.length / 2 }, (_pair, at) => ({
    start: marks[2 * at] ?? 0,
    end: marks[2 * at + 1] ?? 0,
  }));
  return { ...rest, title, date, marks: pairs };
}
