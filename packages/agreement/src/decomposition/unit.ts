import { type Annotation, byTag, type CodedDocument, compareAnnotations } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import type { Span } from '../document/span.ts';
import { itemAt } from '../item.ts';
import { findOverlaps } from '../matching/overlaps.ts';
import { matchByWeight } from '../matching/weighted-matching.ts';

/**
 * Of what kind a difference between two coders is. where: both found it and gave it the same tag, but not the
 * same boundaries. which: both found it, and gave it different tags. found: only one of them marked it.
 */
export type DifferenceKind = 'found' | 'where' | 'which';

export const differenceKinds: readonly DifferenceKind[] = ['found', 'where', 'which'];

/** A merged span of one coder and tag, with what each other coder made of it. */
export interface Unit extends Annotation {
  /** The place of its coder among the layers. */
  readonly coder: number;
  /** Per layer the kind of what differs, if anything does. */
  readonly kinds: DifferenceKind[];
  /** Per layer its partner in the one-to-one matching, of the same tag or of another. */
  readonly partners: (Unit | null)[];
}

/** The units of one coder: all by place in the text, and those of each tag. */
export interface UnitLayer {
  readonly coder: string;
  readonly units: readonly Unit[];
  readonly byTag: ReadonlyMap<string, readonly Unit[]>;
}

const known = new WeakMap<CodedDocument, readonly UnitLayer[]>();

/**
 * Merges the annotations of each coder and tag where they overlap (as the alphas do), and lets every two coders
 * meet. Units of one tag that share text are matched one to one for the most shared characters. What shares no
 * text with the same tag of the other coder is then matched, likewise, with what the other coder has left over,
 * which has another tag. The rest was marked by one of them only. Kept for as long as the document is.
 */
export function unitsOf(document: CodedDocument): readonly UnitLayer[] {
  const before = known.get(document);
  if (before !== undefined) return before;
  const count = document.layers.length;
  const layers = document.layers.map((layer, coder): UnitLayer => {
    const tagged = new Map<string, Unit[]>();
    for (const [tag, annotations] of byTag(layer.annotations)) {
      const units = mergeOverlaps(annotations).map(({ start, end }): Unit => {
        const kinds = Array.from({ length: count }, (): DifferenceKind => 'found');
        return { start, end, tag, coder, kinds, partners: Array.from({ length: count }, () => null) };
      });
      tagged.set(tag, units);
    }
    const units = [...tagged.values()].flat().sort(compareAnnotations);
    return { coder: layer.coder, units, byTag: tagged };
  });
  layers.forEach((first, i) => {
    for (const second of layers.slice(i + 1)) meet(first, second);
  });
  known.set(document, layers);
  return layers;
}

function meet(first: UnitLayer, second: UnitLayer): void {
  for (const [tag, units] of first.byTag) {
    const others = second.byTag.get(tag);
    if (others !== undefined) pair(units, others, 'where');
  }
  const [i, j] = [first.units[0]?.coder, second.units[0]?.coder];
  if (i === undefined || j === undefined) return;
  const left = (units: readonly Unit[], other: number) =>
    units.filter((unit) => unit.kinds[other] === 'found');
  pair(left(first.units, j), left(second.units, i), 'which');
}

/**
 * Pairs units one to one for the most shared characters, then the earliest. All that share text with the same
 * tag differ in place only, whether or not they found a partner; of different tags only partners differ in tag.
 */
function pair(first: readonly Unit[], second: readonly Unit[], kind: 'where' | 'which'): void {
  const places = first.length + second.length;
  const overlaps = findOverlaps(first, second);
  const edges = overlaps.map(({ first: row, second: column, shared }) => ({
    row,
    column,
    weight: shared,
    tieBreak: places - row - column,
  }));
  const met = (row: number, column: number, then: (a: Unit, b: Unit) => void) =>
    then(itemAt(first, row), itemAt(second, column));
  const differ = (a: Unit, b: Unit) => {
    a.kinds[b.coder] = kind;
    b.kinds[a.coder] = kind;
  };
  if (kind === 'where') for (const { first: row, second: column } of overlaps) met(row, column, differ);
  for (const { row, column } of matchByWeight(first.length, second.length, edges)) {
    met(row, column, (a, b) => {
      differ(a, b);
      a.partners[b.coder] = b;
      b.partners[a.coder] = a;
    });
  }
}

/** Number of characters that two spans share. */
export function sharedBy(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}
