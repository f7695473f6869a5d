import {
  type CountColumns,
  type CountedTags,
  type CountedWork,
  countWords,
  portraitOf,
  relateTags,
  type TogetherRelation,
  type TogetherWork,
  tabulate,
} from '@koersvast/core/count';

/* What is done in the worker processes. Pure. */

/** Tags against columns. */
export function reckonTable({
  works,
  tags,
  by,
}: {
  readonly works: readonly CountedWork[];
  readonly tags: CountedTags;
  readonly by: CountColumns;
}) {
  return tabulate(works, tags, by);
}

/** How many words each text has. */
export const countWordsIn = (texts: readonly string[]): number[] => texts.map(countWords);

/** Where parts of a text are in code units, and how many words each has; they are given in code points, start and end. */
export function measureParts({
  text,
  parts,
  words,
}: {
  readonly text: string;
  readonly parts: readonly number[];
  readonly words: boolean;
}): { units: number[]; words: number[] | null } {
  const units = inUnits(text, parts);
  if (!words) return { units, words: null };
  const counted = Array.from({ length: parts.length / 2 }, (_, at) =>
    countWords(text.slice(units[2 * at], units[2 * at + 1])),
  );
  return { units, words: counted };
}

/** Places in a text in code points ascending, as code units. */
function inUnits(text: string, points: readonly number[]): number[] {
  let [unit, point] = [0, 0];
  return points.map((wanted) => {
    if (wanted < point) [unit, point] = [0, 0];
    while (point < wanted && unit < text.length) {
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
      point += 1;
    }
    return unit;
  });
}

/** Which tags stand together. */
export const reckonTogether = ({
  works,
  tags,
  relation,
}: {
  readonly works: readonly TogetherWork[];
  readonly tags: CountedTags;
  readonly relation: TogetherRelation;
}) => relateTags(works, tags, relation);

/** What was coded of some texts, in their order. */
export const drawPortraits = ({
  works,
  tags,
}: {
  readonly works: readonly { readonly length: number; readonly spans: string }[];
  readonly tags: CountedTags;
}) => works.map((work) => portraitOf(work, tags));
