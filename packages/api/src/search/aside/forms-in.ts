import { countWords, type ProposedForm, proposeForms, type WordCounts } from '@koersvast/search';
import type { Portion } from './portion.ts';
import { takeUp } from './texts.ts';

export interface FormsPortion extends Pick<Portion, 'documents' | 'given'> {
  /** Folded. */
  readonly word: string;
}

export type FormsFound =
  | { readonly lacking: readonly string[] }
  | { readonly lacking: null; readonly forms: readonly ProposedForm[] };

/** The forms of a word among the words of some documents. */
export function formsIn({ word, documents, given }: FormsPortion): FormsFound {
  const { texts, lacking } = takeUp(documents, given);
  if (lacking.length > 0) return { lacking };
  const words: WordCounts = new Map();
  for (const { folded } of texts) countWords(folded, words);
  return { lacking: null, forms: proposeForms(word, words) };
}
