import { type Annotation, type CodedDocument, readDocument, selectCoders } from '../document/document.ts';
import { sumTallies } from '../tally.ts';
import { type TagTally, tallyTags } from '../unitizing/tag-tally.ts';

/** One document of a coder, as a control chart needs it. */
export interface CoderTally {
  /** The coder with each of the others, all pairs added; for `tagAlpha` and `pooledTagAlpha`. */
  readonly own: TagTally;
  /** The others with each other; null with fewer than two of them. */
  readonly others: TagTally | null;
}

/**
 * Counts one coder of a document against the others. Null if the coder, or everybody else, did not finish it.
 * Additive over documents, each part by itself.
 */
export function tallyCoder(
  document: CodedDocument,
  coder: string,
  tags: readonly string[],
): CoderTally | null {
  const names = document.layers.map((layer) => layer.coder).filter((name) => name !== coder);
  if (document.length === 0 || names.length === 0 || names.length === document.layers.length) return null;
  const own = sumTallies(names.map((name) => tallyTags(selectCoders(document, [coder, name]), tags)));
  own.block('documents')[0] = 1;
  return { own, others: names.length < 2 ? null : tallyTags(selectCoders(document, names), tags) };
}

/** One passage, or document, that a coder coded twice. Offsets have one unit throughout. */
export interface Repeat {
  readonly id: string;
  readonly length: number;
  readonly first: readonly Annotation[];
  readonly again: readonly Annotation[];
}

/**
 * A repeat as a document with two layers, "first" and "again", so that every measure of this package tells how a
 * coder agrees with themself.
 */
export function repeatOf({ id, length, first, again }: Repeat): CodedDocument {
  const layers = [
    { coder: 'first', annotations: first },
    { coder: 'again', annotations: again },
  ];
  return readDocument({ id, length, layers });
}
