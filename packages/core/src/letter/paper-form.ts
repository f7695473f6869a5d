import type { Passage } from './address.ts';
import type { Cell } from './cell.ts';
import { datesIn } from './date-in-text.ts';
import { labelOf } from './label.ts';
import { papersIn } from './paper.ts';

const received = /^(?:ontvangen|received)(?: op| on)?[ \u00A0]+(?=\S)/iu;

/** The day of a parliamentary paper that bears none but the one on which it came in: `Ontvangen 13 oktober 2025`. */
export function receivedOn(cells: readonly Cell[]): Passage | null {
  for (const cell of cells) {
    const before = received.exec(cell.text)?.[0].length;
    const [date, second] = datesIn(cell.text);
    if (before === undefined || date?.start !== before || second !== undefined) continue;
    if (/[\p{L}\d]/u.test(cell.text.slice(date.end))) continue;
    return { value: date.value, start: cell.start + date.start, end: cell.start + date.end };
  }
  return null;
}

const annexOf = /^(?:bijlage (?:behorende )?bij|behorende bij|annex to|appendix to)\s+(?:de )?$/iu;
const longestTitle = 200;

/** What an annex is called that says of which paper it is one: the line above `Bijlage bij Kamerstuk 36 045, nr. 188`. */
export function annexTitle([title, below]: readonly Cell[]): Passage | null {
  if (title === undefined || below === undefined) return null;
  const [paper] = papersIn(below.text);
  if (paper?.dossier == null || !annexOf.test(below.text.slice(0, paper.start))) return null;
  const { text, start, end } = title;
  const isTitle =
    text.length <= longestTitle &&
    /^[\p{Lu}\d“‘"].*\p{L}{3}/u.test(text) &&
    !/[.:;,]$/u.test(text) &&
    !/^(?:bijlage|annex|appendix|concept|ministerie|ministry|tweede kamer|eerste kamer)\b/iu.test(text) &&
    labelOf(title) === null &&
    papersIn(text).length === 0;
  return isTitle ? { value: text, start, end } : null;
}
