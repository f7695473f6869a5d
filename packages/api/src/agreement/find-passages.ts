import { type Passage, pairPassages } from '@koersvast/agreement';
import { comparedIn, type PlaceWork, readPlace } from './engine-input.ts';
import { changed, ofChosen, type TagChoice } from './tally.ts';

/* The spans of two coders side by side, behind any figure. Pure, and done in a worker. */

export interface PassageQuestion {
  readonly places: readonly PlaceWork[];
  readonly choice: TagChoice;
  readonly pair: { readonly first: string; readonly second: string } | null;
  /** Any of these tags on either side; null for all. */
  readonly labels: readonly string[] | null;
  /** A cell of the confusion: null is what was not marked. */
  readonly cell: { readonly row: string | null; readonly column: string | null } | null;
  readonly onlyDifferences: boolean;
  readonly from: number;
  readonly most: number;
}

export interface FoundPassage extends Passage {
  readonly documentId: string;
  readonly roundId: string;
  readonly firstCoder: string;
  readonly secondCoder: string;
}

export function findPassages(question: PassageQuestion): { total: number; passages: FoundPassage[] } {
  const { places, choice, pair, from, most } = question;
  const passages: FoundPassage[] = [];
  let total = 0;
  for (const work of places) {
    const found: FoundPassage[] = [];
    for (const document of comparedIn(changed(readPlace(work, choice.labels), ofChosen(choice)))) {
      const coders = document.layers.map(({ coder }) => coder);
      for (const [firstCoder, secondCoder] of pairsAmong(coders, pair)) {
        for (const passage of pairPassages(document, firstCoder, secondCoder))
          if (isAsked(passage, question))
            found.push({
              ...passage,
              documentId: work.documentId,
              roundId: work.roundId,
              firstCoder,
              secondCoder,
            });
      }
    }
    found.sort((a, b) => startOf(a) - startOf(b));
    for (const each of found) {
      if (total >= from && passages.length < most) passages.push(each);
      total += 1;
    }
  }
  return { total, passages };
}

function pairsAmong(
  coders: readonly string[],
  pair: PassageQuestion['pair'],
): (readonly [first: string, second: string])[] {
  if (pair !== null)
    return coders.includes(pair.first) && coders.includes(pair.second) ? [[pair.first, pair.second]] : [];
  return coders.flatMap((first, at) => coders.slice(at + 1).map((second) => [first, second] as const));
}

const startOf = ({ first, second }: Passage) => Math.min(first?.start ?? Infinity, second?.start ?? Infinity);

function isAsked(
  { first, second }: Passage,
  { pair, labels, cell, onlyDifferences }: PassageQuestion,
): boolean {
  const [row, column] = [first?.tag ?? null, second?.tag ?? null];
  if (labels !== null && !labels.some((label) => label === row || label === column)) return false;
  if (
    onlyDifferences &&
    first &&
    second &&
    row === column &&
    first.start === second.start &&
    first.end === second.end
  )
    return false;
  if (cell === null) return true;
  const is = (a: string | null, b: string | null) => a === row && b === column;
  return is(cell.row, cell.column) || (pair === null && is(cell.column, cell.row));
}
