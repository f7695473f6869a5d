import { createOffsetMap, type OffsetMap } from '@koersvast/core/text';
import { type Finding, type FoldedText, fold } from '@koersvast/search';
import { LRUCache } from 'lru-cache';
import type { SoughtText } from '../../study/searched.ts';

/** A text as it is searched. */
export interface KeptText {
  readonly folded: FoldedText;
  readonly sentences: Int32Array;
  readonly paragraphs: Int32Array;
  /** Null where both units count alike. */
  readonly offsets: OffsetMap | null;
  /** What was found by the last few queries, kept for the next page, sorting or count. */
  readonly found: LRUCache<string, Finding>;
}

/** So many characters are kept: at most ten bytes for each, with its folding, its places and its words. */
const ROOM = 60_000_000;
/** What each text takes beside that. */
const FOR_ONE = 2_000;
const QUERIES = 4;
/** Of what has more hits than this nothing is kept. */
const MOST_HITS = 50_000;

const texts = new LRUCache<string, KeptText>({
  maxSize: ROOM,
  sizeCalculation: ({ folded }) => FOR_ONE + folded.text.length,
});

/** The text of a document, if it is kept. Texts never change, so that an id says all. */
const textOf = (id: string): KeptText | undefined => texts.get(id);

/** Keeps a text; it may go again when others come. */
function keepText({ id, text, sentences, paragraphs }: SoughtText): KeptText {
  const offsets = createOffsetMap(text);
  const kept: KeptText = {
    folded: fold(text),
    sentences: placesOf(sentences),
    paragraphs: placesOf(paragraphs),
    offsets: offsets.codePointLength === text.length ? null : offsets,
    found: new LRUCache({ max: QUERIES }),
  };
  texts.set(id, kept);
  return kept;
}

/** The texts of documents, with those that were given; where some are lacking it says which. */
export function takeUp(documents: readonly { readonly id: string }[], given: readonly SoughtText[]) {
  const fresh = new Map(given.map((each) => [each.id, keepText(each)]));
  const texts = documents.flatMap(({ id }) => textOf(id) ?? fresh.get(id) ?? []);
  const lacking = documents.flatMap(({ id }) =>
    texts.length < documents.length && !(textOf(id) ?? fresh.get(id)) ? [id] : [],
  );
  return { texts, lacking };
}

export function keepFound({ found }: KeptText, query: string, value: Finding): void {
  if (value.hits.length <= 2 * MOST_HITS) found.set(query, value);
}

function placesOf(packed: string | null): Int32Array {
  return packed === null ? new Int32Array(0) : Int32Array.from(packed.split(','), Number);
}
