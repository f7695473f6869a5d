import { countWhile } from '../sorted.ts';
import { type Carried, carrySpans } from './carry.ts';
import type { RawSpan } from './span.ts';

/** A text as one reading has it. */
export interface ReadText {
  readonly text: string;
  /** In their order, numbered from 1. */
  readonly blocks: readonly RawSpan[];
}

/** What was coded in a text, before it is read anew. */
export interface CodedText {
  readonly annotations: readonly (RawSpan & { readonly layerId: string; readonly tagId: string })[];
  /** Blocks of which a coder said that no tag applies there, by their numbers. */
  readonly readings: readonly { readonly layerId: string; readonly block: number }[];
  /** Boundaries that somebody proposes. */
  readonly proposals: readonly RawSpan[];
}

/** What becomes of it, each in the order in which it was given. */
export interface CarriedCoding {
  readonly annotations: readonly Carried[];
  /** The numbers of the new blocks; null for those whose words stand in none as a whole, or are coded there. */
  readonly readings: readonly (number | null)[];
  /** Those whose very words stand there; null for the others. */
  readonly proposals: readonly (RawSpan | null)[];
}

/**
 * Carries what was coded from one reading of a text over to another. Where two of one layer and tag would come to stand
 * in one place, the first whose words did not change stands there, and the other is lost. A block that somebody read is
 * carried where it stands there word for word as one block, in which nothing of theirs is coded. Pure.
 */
export function carryCoding(before: ReadText, after: ReadText, coded: CodedText): CarriedCoding {
  const wanted = new Map<string, RawSpan>();
  const want = (span: RawSpan) => wanted.set(keyOf(span), { start: span.start, end: span.end });
  for (const span of [...coded.annotations, ...coded.proposals]) want(span);
  const read = coded.readings.map(({ block }) => before.blocks[block - 1]);
  for (const block of read) if (block !== undefined) want(block);
  const spans = [...wanted.values()];
  const carried = carrySpans(before.text, after.text, spans);
  const fates = new Map(spans.map((span, at) => [keyOf(span), carried[at] ?? lost]));
  const fateOf = (span: RawSpan | undefined) =>
    span === undefined ? lost : (fates.get(keyOf(span)) ?? lost);

  const annotations = onePlaceEach(
    coded.annotations,
    coded.annotations.map((each) => fateOf(each)),
  );
  const blockAt = new Map(after.blocks.map((block, at) => [keyOf(block), at + 1]));
  const codedIn = codedBlocks(after.blocks, coded.annotations, annotations);
  return {
    annotations,
    readings: coded.readings.map(({ layerId }, at) => {
      const fate = fateOf(read[at]);
      if (fate.fate !== 'moved') return null;
      const number = blockAt.get(keyOf(fate)) ?? null;
      return number !== null && codedIn.has(`${layerId} ${number}`) ? null : number;
    }),
    proposals: coded.proposals.map((span) => {
      const fate = fateOf(span);
      return fate.fate === 'moved' ? { start: fate.start, end: fate.end } : null;
    }),
  };
}

const lost: Carried = { fate: 'lost' };
const keyOf = ({ start, end }: RawSpan) => `${start}-${end}`;

/** Places that are taken once in each layer by a tag: by those that were moved first. */
function onePlaceEach(annotations: CodedText['annotations'], fates: readonly Carried[]): Carried[] {
  const kept: Carried[] = fates.map(() => lost);
  const taken = new Set<string>();
  for (const wanted of ['moved', 'changed'] as const)
    for (const [at, fate] of fates.entries()) {
      const annotation = annotations[at];
      if (annotation === undefined || fate.fate !== wanted) continue;
      const place = `${annotation.layerId} ${annotation.tagId} ${keyOf(fate)}`;
      if (taken.has(place)) continue;
      taken.add(place);
      kept[at] = fate;
    }
  return kept;
}

/** The blocks that annotations touch where they stand now: each layer with their numbers. */
function codedBlocks(
  blocks: readonly RawSpan[],
  annotations: CodedText['annotations'],
  fates: readonly Carried[],
): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const [nth, fate] of fates.entries()) {
    const layerId = annotations[nth]?.layerId;
    if (layerId === undefined || fate.fate === 'lost') continue;
    for (let at = firstEndingAfter(blocks, fate.start); at < blocks.length; at += 1) {
      if ((blocks[at]?.start ?? fate.end) >= fate.end) break;
      touched.add(`${layerId} ${at + 1}`);
    }
  }
  return touched;
}

function firstEndingAfter(blocks: readonly RawSpan[], offset: number): number {
  return countWhile(blocks.length, (at) => (blocks[at]?.end ?? 0) <= offset);
}
