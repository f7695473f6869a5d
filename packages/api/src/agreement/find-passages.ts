import {
  boundariesOf,
  type CodedDocument,
  characterPassages,
  type Passage,
  type ProjectionRule,
  pairPassages,
  projectTag,
} from '@koersvast/agreement';
import { comparedIn, type PlaceWork, readPlace } from './engine-input.ts';
import { segmentsFrom } from './reckon-units.ts';
import { changed, inTrees, ofChosen, type TagChoice } from './tally.ts';

/* The spans of two coders side by side, behind any figure. Pure, and done in a worker. */

export interface PassageQuestion {
  readonly places: readonly PlaceWork[];
  readonly choice: TagChoice;
  readonly pair: { readonly first: string; readonly second: string } | null;
  /** Of pairs with this coder. */
  readonly coder: string | null;
  /** Any of these tags on either side, that which is asked about first; null for all. */
  readonly labels: readonly string[] | null;
  /** Whether all of them count as the first. */
  readonly withChildren: boolean;
  /** A cell of the confusion: null is what was not marked. */
  readonly cell: {
    readonly row: string | null;
    readonly column: string | null;
    readonly unit: 'span' | 'character';
  } | null;
  readonly boundary: { readonly side: 'start' | 'end'; readonly by: number } | null;
  /** Of each document where its units begin and end, as `UnitsQuestion` has them. */
  readonly units: {
    readonly segments: Readonly<Record<string, readonly number[]>>;
    readonly rule: ProjectionRule;
  } | null;
  readonly onlyDifferences: boolean;
  readonly beyond: number | null;
  readonly from: number;
  readonly most: number;
}

type Paired = Passage & { readonly firstCoder: string; readonly secondCoder: string };

export interface FoundPassage extends Paired {
  readonly documentId: string;
  readonly roundId: string;
}

export function findPassages(question: PassageQuestion): { total: number; passages: FoundPassage[] } {
  const { places, from, most } = question;
  const passages: FoundPassage[] = [];
  let total = 0;
  for (const work of places) {
    const { documentId, roundId } = work;
    const found = passagesIn(work, question).filter(
      (passage) => isOfPair(passage, question) && isAsked(passage, question),
    );
    found.sort((a, b) => startOf(a) - startOf(b));
    for (const each of found) {
      if (total >= from && passages.length < most) passages.push({ ...each, documentId, roundId });
      total += 1;
    }
  }
  return { total, passages };
}

/** All passages of a place, of the kind that is asked for. */
function passagesIn(work: PlaceWork, question: PassageQuestion): Paired[] {
  const { choice, labels, withChildren, boundary, units, cell } = question;
  const place = readPlace(work, choice.labels);
  const [label] = labels ?? [];
  if (label !== undefined && boundary !== null)
    // As the bars are counted: among all that was marked, trees as one tag.
    return comparedIn(withChildren ? changed(place, inTrees(choice)) : place).flatMap((document) =>
      boundaryPassages(document, label, boundary),
    );
  if (label !== undefined && units !== null) {
    const segments = segmentsFrom(units.segments[work.documentId] ?? []);
    return comparedIn(place).flatMap((document) => unitPassages(document, label, segments, units.rule));
  }
  const pairs = cell?.unit === 'character' ? characterPassages : pairPassages;
  return comparedIn(changed(place, ofChosen(choice))).flatMap((document) =>
    pairsAmong(document, question).flatMap(([firstCoder, secondCoder]) =>
      pairs(document, firstCoder, secondCoder).map((passage) => ({ ...passage, firstCoder, secondCoder })),
    ),
  );
}

/** The last bar to either side stands for all that is further apart. */
const furthest = 51;

function boundaryPassages(
  document: CodedDocument,
  tag: string,
  { side, by }: NonNullable<PassageQuestion['boundary']>,
): Paired[] {
  return boundariesOf(document, tag).flatMap((pair) => {
    const apart = side === 'start' ? pair.startDifference : pair.endDifference;
    if (Math.max(-furthest, Math.min(furthest, Math.round(apart))) !== by) return [];
    const { firstCoder, secondCoder, first, second } = pair;
    return [{ firstCoder, secondCoder, first: { ...first, tag }, second: { ...second, tag } }];
  });
}

/** Units to which the tag applies for one of two coders at least: the whole unit, where it does. */
function unitPassages(
  document: CodedDocument,
  tag: string,
  segments: readonly { readonly start: number; readonly end: number }[],
  rule: ProjectionRule,
): Paired[] {
  if (segments.length === 0 || document.layers.length === 0) return [];
  const { places, scheme } = projectTag(document, segments, tag, rule);
  const yes = scheme.labels.indexOf(true);
  const coders = document.layers.map(({ coder }) => coder);
  return coders.flatMap((firstCoder, i) =>
    coders.slice(i + 1).flatMap((secondCoder, apart) =>
      segments.flatMap((segment, at): Paired[] => {
        const sideOf = (row: number) => (places[row]?.[at] === yes ? { ...segment, tag } : null);
        const [first, second] = [sideOf(i), sideOf(i + 1 + apart)];
        return first === null && second === null ? [] : [{ firstCoder, secondCoder, first, second }];
      }),
    ),
  );
}

/** Which two coders of a document, in the order in which their passages are asked for. */
function pairsAmong(
  { layers }: CodedDocument,
  { pair }: PassageQuestion,
): (readonly [first: string, second: string])[] {
  const coders = layers.map(({ coder }) => coder);
  if (pair !== null)
    return coders.includes(pair.first) && coders.includes(pair.second) ? [[pair.first, pair.second]] : [];
  return coders.flatMap((first, at) => coders.slice(at + 1).map((second) => [first, second] as const));
}

const startOf = ({ first, second }: Passage) => Math.min(first?.start ?? Infinity, second?.start ?? Infinity);

function isOfPair({ firstCoder, secondCoder }: Paired, { pair, coder }: PassageQuestion): boolean {
  const both = [firstCoder, secondCoder];
  if (coder !== null && !both.includes(coder)) return false;
  return pair === null || (both.includes(pair.first) && both.includes(pair.second));
}

function isAsked({ first, second }: Passage, question: PassageQuestion): boolean {
  const { pair, labels, cell, onlyDifferences, beyond, withChildren, boundary, units } = question;
  const [row, column] = [first?.tag ?? null, second?.tag ?? null];
  const isOf = (tag: string | null) => tag !== null && labels?.includes(tag) === true;
  // What stands behind a bar, or a sentence, has the tag.
  if (boundary === null && units === null && labels !== null && !isOf(row) && !isOf(column)) return false;
  if (first && second) {
    const isSameTag = row === column || (withChildren && isOf(row) && isOf(column));
    const apart = Math.max(Math.abs(first.start - second.start), Math.abs(first.end - second.end));
    const alike = Math.max(onlyDifferences ? 0 : -1, beyond ?? -1);
    if (isSameTag && apart <= alike) return false;
  }
  if (cell === null) return true;
  // Of a tree all of it stands in the cell of its top.
  const top = (tag: string | null) => (withChildren && isOf(tag) ? (labels?.[0] ?? tag) : tag);
  const is = (a: string | null, b: string | null) => a === top(row) && b === top(column);
  return is(cell.row, cell.column) || (pair === null && is(cell.column, cell.row));
}
