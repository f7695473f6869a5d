import { type Annotation, type CodedDocument, type Layer, readDocument } from '@koersvast/agreement';
import { finalCoder } from '@koersvast/contracts';

/*
 * From the study to what the engine reckons with, and to what `agreement_spans.csv` holds: the one place for it. All
 * offsets are code points. Pure.
 */

/** The work on a document in one round, as the study packs it (`PackedSpans`). */
export interface PlaceWork {
  readonly documentId: string;
  readonly roundId: string;
  /** Of the text, in code points. */
  readonly length: number;
  readonly coders: readonly { readonly coderId: string; readonly spans: string }[];
  /** Of the final layer, where coders are compared with that and not with each other. */
  readonly final: string | null;
}

/**
 * What each tag is called: short for who reckons, its id in a file. A tag that was merged into another is called as
 * that, since first passes keep what they were coded with.
 */
export type TagLabels = Readonly<Record<string, string>>;

/** Who coded what in a place, each span once. */
export interface PlaceLayers {
  readonly documentId: string;
  readonly roundId: string;
  readonly length: number;
  readonly layers: readonly Layer[];
  readonly final: Layer | null;
}

/** Takes the work on a place apart. Spans that became the same, by a merge of tags or without white space, count once. */
export function readPlace(work: PlaceWork, labels: TagLabels): PlaceLayers {
  const { documentId, roundId, length, coders, final } = work;
  const layersOf = (given: readonly { coder: string; spans: string }[]) =>
    readDocument({
      id: documentId,
      length,
      layers: given.map(({ coder, spans }) => ({ coder, annotations: unpackSpans(spans, labels) })),
      duplicates: 'keep-one',
    }).layers;
  const [own] = final === null ? [] : layersOf([{ coder: finalCoder, spans: final }]);
  const layers = layersOf(coders.map(({ coderId, spans }) => ({ coder: coderId, spans })));
  return { documentId, roundId, length, layers, final: own ?? null };
}

function unpackSpans(packed: string, labels: TagLabels): Annotation[] {
  if (packed === '') return [];
  return packed.split(';').flatMap((ofTag) => {
    const colon = ofTag.indexOf(':');
    const tag = labels[ofTag.slice(0, colon)];
    if (tag === undefined) return [];
    const numbers = ofTag.slice(colon + 1).split(',');
    const annotations: Annotation[] = [];
    for (let at = 0; at + 1 < numbers.length; at += 2)
      annotations.push({ start: Number(numbers[at]), end: Number(numbers[at + 1]), tag });
    return annotations;
  });
}

/**
 * What is compared in a place: all coders with each other, or each of them with the final layer alone, which is never
 * one coder more.
 */
export function comparedIn({ documentId, roundId, length, layers, final }: PlaceLayers): CodedDocument[] {
  const id = nameOfPlace({ documentId, roundId });
  const of = (compared: readonly Layer[]) =>
    readDocument({ id, length, layers: compared, duplicates: 'keep-one' });
  return final === null ? [of(layers)] : layers.map((layer) => of([layer, final]));
}

/** A document of the engine is one in a round: by this name a place is found again from what it tells. */
const nameOfPlace = ({ documentId, roundId }: Pick<PlaceLayers, 'documentId' | 'roundId'>) =>
  `${documentId} ${roundId}`;

export function placeOfName(name: string): Pick<PlaceLayers, 'documentId' | 'roundId'> {
  const [documentId = '', roundId = ''] = name.split(' ');
  return { documentId, roundId };
}
