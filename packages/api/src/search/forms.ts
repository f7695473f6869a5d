import type { SearchForms, searchFormsInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { fold } from '@koersvast/search';
import type { z } from 'zod';
import type { Doing } from '../agreement/summed.ts';
import { type Asker, chooseDocuments } from './choose.ts';
import { inOrder } from './in-order.ts';
import { inPortions } from './scan.ts';

const ranks = { itself: 0, likely: 1, doubtful: 2 } as const;
type Form = SearchForms['forms'][number];

/** The forms of a word that stand in documents. Throws `input_not_valid` for what is not one word. */
export async function formsOf(
  asker: Asker,
  { word: typed, documents }: z.infer<typeof searchFormsInput>,
  doing: Doing,
): Promise<SearchForms> {
  const typedWord = fold(typed);
  const [start, end] = [typedWord.wordStarts[0], typedWord.wordEnds[0]];
  if (typedWord.wordStarts.length !== 1) throw new DomainError('input_not_valid');
  const word = typedWord.folded.slice(start, end);
  // The word as a phrase can always be read, whatever it is.
  const chosen = await chooseDocuments(asker, { query: `"${word}"`, documents, searchId: null });
  if ('error' in chosen) throw new DomainError('input_not_valid');
  const found = new Map<string, Form>();
  const ordered = inOrder(chosen.documents, []).documents;
  const portions = inPortions(asker.db, chosen, ordered, {
    doing,
    ask: ({ documents: some, given }) =>
      doing.work.run(doing.personId, 'search.forms', { documents: some, given, word }),
  });
  for await (const { found: some } of portions)
    for (const { form, count, likelihood } of some.forms)
      found.set(form, { form, likelihood, count: count + (found.get(form)?.count ?? 0) });
  const forms = [...found.values()].sort(
    (a, b) => ranks[a.likelihood] - ranks[b.likelihood] || b.count - a.count || (a.form < b.form ? -1 : 1),
  );
  return { basis: chosen.basis, forms: forms.slice(0, 200) };
}
