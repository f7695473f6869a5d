import type { CountTable, countTableInput } from '@koersvast/contracts';
import { type CountedWork, tableFrom } from '@koersvast/core/count';
import { DomainError } from '@koersvast/core/error';
import { type Access, readBeside } from '@koersvast/db';
import type { z } from 'zod';
import type { Asker } from '../agreement/read-selection.ts';
import type { Doing } from '../agreement/summed.ts';
import { openStudy } from '../study/study.ts';
import { basisOf, countedTags, letterNumbers, shownTags, waitingIn } from './basis.ts';
import { type ChosenWork, type CountedStudy, readCounted } from './choose.ts';
import { layColumns, type PartsOfText } from './columns.ts';
import { sumPortions } from './portions.ts';
import { wordsOf } from './words.ts';

type Context = Asker & { readonly access: Access };

/** Where the paragraphs of a text are, and how many words each has. */
async function partsOf(
  { db, access }: Context,
  { documents }: CountedStudy,
  documentId: string,
  words: boolean,
  { work, personId }: Doing,
): Promise<PartsOfText> {
  if (!documents.some(({ id }) => id === documentId)) throw new DomainError('not_found');
  const { places, found } = await readBeside(db, async (tx) => {
    const study = openStudy(tx, access);
    const units = await study.units('paragraph', [documentId]);
    const [text] = await study.texts([documentId]);
    return { places: units.get(documentId) ?? [], found: text };
  });
  const counted = await work.run(personId, 'count.parts', { text: found?.text ?? '', parts: places, words });
  return { places, ...counted };
}

/** Tags against whatever stands beside each other. Throws `not_found`. */
export async function tableOf(
  context: Context,
  { selection, by, words }: z.infer<typeof countTableInput>,
  doing: Doing,
): Promise<CountTable> {
  const study = await readCounted(context, selection);
  const parts = by.kind === 'paragraph' ? await partsOf(context, study, by.documentId, words, doing) : null;
  const laid = layColumns(study, by, parts);
  const isIn = ({ documentId }: ChosenWork) => by.kind !== 'paragraph' || documentId === by.documentId;
  const chosen = study.works.filter((each) => isIn(each) && laid.columnOf(each) !== null);
  const coded = new Set(chosen.map(({ documentId }) => documentId));
  const counting = study.documents.filter(({ id }) => coded.has(id));
  const wordsIn = words ? await wordsOf(context, counting, doing) : null;
  const numbers = letterNumbers(study);
  const lengths = new Map(study.documents.map(({ id, length }) => [id, length]));
  const letterOf = new Map(study.documents.map(({ id, letterId }) => [id, letterId]));
  const works = chosen.map((each) => {
    const work: CountedWork = {
      document: numbers.get(each.documentId) ?? 0,
      length: lengths.get(each.documentId) ?? 0,
      words: wordsIn === null ? null : (wordsIn.get(each.documentId) ?? 0),
      column: laid.columnOf(each) ?? 0,
      spans: each.spans,
    };
    const counts = `${work.length} ${work.words} ${work.column} ${work.spans}`;
    return { letterId: letterOf.get(each.documentId) ?? each.documentId, counts, work };
  });
  const { ids: _, ...tags } = countedTags(study);
  const sums = await sumPortions(
    works,
    ['table', tags, laid.by],
    (some) =>
      doing.work.run(doing.personId, 'count.table', {
        ...{ works: some.map(({ work }) => work), tags, by: laid.by },
      }),
    doing,
  );
  const table = tableFrom(sums, tags.rows, laid.by);
  const { shown, more } = shownTags(study, table.rows, ({ total }) => total.spans);
  const waiting = waitingIn(study, study.works);
  const waits = new Map<number, number>();
  for (const id of waiting) {
    const column = laid.ofDocument?.get(id) ?? null;
    if (column !== null) waits.set(column, (waits.get(column) ?? 0) + 1);
  }
  return {
    basis: basisOf(study, chosen, table.total, more),
    columns: laid.columns.map((column, at) => ({
      ...column,
      base: table.columns[at] ?? { works: 0, documents: 0, characters: 0, words: null },
      waiting: waits.get(at) ?? 0,
    })),
    rows: shown.map(({ label, spans, documents, characters, lengths: long, total }) => ({
      tagId: study.tags.tagOf(label),
      ...{ spans: [...spans], documents: [...documents], characters: [...characters], total },
      lengths: long.map((three) => three && [...three]),
    })),
    undated: laid.undated,
  };
}
