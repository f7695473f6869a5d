import { type SearchCounts, type searchCountsInput, searchGroups } from '@koersvast/contracts';
import { storedFieldValue } from '@koersvast/core/document-field';
import { columnOf } from '@koersvast/core/document-filter';
import { readRule } from '@koersvast/core/document-rule';
import { DomainError } from '@koersvast/core/error';
import { readBeside, toWire, wireFields } from '@koersvast/db';
import type { z } from 'zod';
import type { Doing } from '../agreement/summed.ts';
import type { SearchedDocument } from '../study/searched.ts';
import { openStudy } from '../study/study.ts';
import { type Asker, type Chosen, chooseDocuments } from './choose.ts';
import { inOrder } from './in-order.ts';
import { scan } from './scan.ts';

type CountsInput = z.infer<typeof searchCountsInput>;
type Ready = Extract<SearchCounts, { state: 'ready' }>;
type Group = Ready['groups'][number];

/** How much is found by what documents say. Throws `not_found` for a set, `input_not_valid` for a column. */
export async function countsIn(asker: Asker, input: CountsInput, doing: Doing): Promise<SearchCounts> {
  const chosen = await chooseDocuments(asker, input);
  if ('error' in chosen) return { state: 'invalid', error: chosen.error };
  const saidBy = await valuesOf(asker, chosen, input.by);
  const groups = new Map<string | null, Group>();
  const total = { hits: 0, documents: 0, aside: 0 };
  const { query, piece, aside } = input;
  const question = { sought: { query, piece, aside }, lines: null };
  const { documents } = inOrder(chosen.documents, []);
  for await (const { documents: some, found } of scan(asker.db, chosen, documents, question, doing)) {
    total.aside += found.aside;
    for (const [at, { document }] of some.entries()) {
      const count = found.counts[at] ?? -1;
      const group = groupOf(document);
      group.of.documents += 1;
      group.of.characters += document.lengthCp;
      if (count < 0) continue;
      for (const sum of [group, total]) {
        sum.hits += count;
        sum.documents += 1;
      }
    }
  }
  const sorted = [...groups.values()]
    .filter((group) => group.documents > 0)
    .sort((a, b) => b.hits - a.hits || b.documents - a.documents);
  const rest = { groups: 0, hits: 0, documents: 0 };
  for (const { hits, documents: more } of sorted.slice(searchGroups)) {
    rest.groups += 1;
    rest.hits += hits;
    rest.documents += more;
  }
  return { state: 'ready', basis: chosen.basis, total, groups: sorted.slice(0, searchGroups), rest };

  function groupOf(document: SearchedDocument): Group {
    const value = saidBy(document);
    const documentId = input.by === 'document' ? document.id : null;
    const key = documentId ?? value;
    const known = groups.get(key);
    if (known) return known;
    const made = { value, documentId, hits: 0, documents: 0, of: { documents: 0, characters: 0 } };
    groups.set(key, made);
    return made;
  }
}

/** What each document says; null where it says nothing. */
async function valuesOf(
  { db }: Asker,
  { access }: Chosen,
  by: string,
): Promise<(document: SearchedDocument) => string | null> {
  if (by === 'document') return ({ title }) => title;
  if (by === 'year') return ({ date }) => date?.slice(0, 4) ?? null;
  // A date of which the month is not known is in none.
  if (by === 'month') return ({ date }) => (date !== null && date.length >= 7 ? date.slice(0, 7) : null);
  if (readRule([[by, 'filled']]) === null) throw new DomainError('input_not_valid');
  const { project, documents } = await readBeside(db, async (tx) => ({
    project: await tx.project.findUniqueOrThrow({
      where: { id: access.projectId },
      select: wireFields.project,
    }),
    documents: await openStudy(tx, access).documents(),
  }));
  const { field, stored } = columnOf(by, toWire('project', project).documentFields);
  const values = new Map(
    documents.map((document) => {
      const value = stored(document).trim();
      return [document.id, field ? (storedFieldValue(field, value) ?? value) : value];
    }),
  );
  return ({ id }) => values.get(id) || null;
}
