import type { CountPortrait, countPortraitInput } from '@koersvast/contracts';
import { readDate } from '@koersvast/core/date';
import { type Access, readBeside } from '@koersvast/db';
import type { z } from 'zod';
import type { Asker } from '../agreement/read-selection.ts';
import type { Doing } from '../agreement/summed.ts';
import type { CountedDocument } from '../study/counted.ts';
import { openStudy } from '../study/study.ts';
import { basisOf, countedTags, waitingIn } from './basis.ts';
import { readCounted } from './choose.ts';
import { baseOf } from './together.ts';

/** In their order; of a date the earliest day that it may be, and without one last. */
function inOrder(documents: readonly CountedDocument[], sort: 'date' | 'title' | 'added'): CountedDocument[] {
  if (sort === 'added') return [...documents];
  const keyOf = ({ title, date }: CountedDocument) =>
    sort === 'title' ? title.toLowerCase() : (readDate(date ?? '') ?? '\u{10FFFF}');
  return documents
    .map((document) => ({ document, key: keyOf(document) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ document }) => document);
}

/** What was coded of each document, in the order of its text. Throws `not_found`. */
export async function portraitsOf(
  context: Asker & { readonly access: Access },
  { selection, sort, from, most }: z.infer<typeof countPortraitInput>,
  { work, personId }: Doing,
): Promise<CountPortrait> {
  const study = await readCounted(context, selection);
  const byDocument = Map.groupBy(study.works, ({ documentId }) => documentId);
  const waiting = new Set(waitingIn(study, study.works));
  const all = inOrder(
    study.documents.filter(({ id }) => byDocument.has(id) || waiting.has(id)),
    sort,
  );
  const shown = all.slice(from, from + most);
  const { ids, ...tags } = countedTags(study);
  const wide = shown.filter(({ id, wide: isWide }) => isWide && byDocument.has(id)).map(({ id }) => id);
  const read = await readBeside(context.db, (tx) => openStudy(tx, context.access).texts(wide));
  const texts = new Map(read.map(({ id, text }) => [id, text]));
  const works = shown.flatMap(({ id, length }) =>
    (byDocument.get(id) ?? []).map(({ spans }) => ({ length, spans, text: texts.get(id) ?? null })),
  );
  const portraits = await work.run(personId, 'count.portraits', { works, tags });
  let next = 0;
  const strips = shown.flatMap(({ id: documentId, title, date, length }): CountPortrait['strips'] => {
    const letter = { documentId, title, date, length };
    const own = byDocument.get(documentId) ?? [];
    if (own.length === 0) return [{ ...letter, roundId: null, coderId: null, parts: null }];
    return own.map(({ roundId, coderId }) => {
      const found = portraits[next] ?? [];
      next += 1;
      const parts = found.map(({ row, from: first, to, spans, start, end }) => [
        row,
        first,
        to,
        spans,
        start,
        end,
      ]);
      return { ...letter, roundId, coderId, parts };
    });
  });
  const basis = basisOf(study, study.works, baseOf(study, study.works), 0);
  return { basis, tagIds: [...ids], total: all.length, strips };
}
