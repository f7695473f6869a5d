import {
  type CountColumns,
  type CountedTags,
  type CountedWork,
  countWords,
  portraitOf,
  relatedSpans,
  type TogetherRelation,
  type TogetherWork,
  tallyTable,
  tallyTogether,
} from '@koersvast/core/count';

/* What is done in the worker processes. Pure. */

/** Tags against columns, of some works. */
export function reckonTable({
  works,
  tags,
  by,
}: {
  readonly works: readonly CountedWork[];
  readonly tags: CountedTags;
  readonly by: CountColumns;
}) {
  return tallyTable(works, tags, by);
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

interface Together {
  readonly works: readonly TogetherWork[];
  readonly tags: CountedTags;
  readonly relation: TogetherRelation;
}

/** Which tags stand together, in some works. */
export const reckonTogether = ({ works, tags, relation }: Together) => tallyTogether(works, tags, relation);

/** What is behind a cell of those. */
export const reckonRelated = ({ works, tags, relation }: Together) => relatedSpans(works, tags, relation);

/** What was coded of some texts, in their order: places in code units, of texts that have others than code points. */
export const drawPortraits = ({
  works,
  tags,
}: {
  readonly works: readonly {
    readonly length: number;
    readonly spans: string;
    /** Where both are not the same. */
    readonly text: string | null;
  }[];
  readonly tags: CountedTags;
}) =>
  works.map((work) => {
    const parts = portraitOf(work, tags);
    if (work.text === null) return parts;
    const points = [...new Set(parts.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
    const units = inUnits(work.text, points);
    const unitOf = new Map(points.map((point, at) => [point, units[at] ?? point]));
    return parts.map((part) => ({
      ...part,
      start: unitOf.get(part.start) ?? part.start,
      end: unitOf.get(part.end) ?? part.end,
    }));
  });
