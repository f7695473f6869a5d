import type { Cell } from './cell.ts';

/** Passages of one or several lines that are one value, and where they stand. */
export interface Passage {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const office =
  /^(?:(?:aan|to)[:\s]+)?(?:de|den|het|the)\s+(?:(?:leden|voorzitters?|griffier|president|speaker|chair(?:man|woman|person)?|clerk|members)\b|(?:vaste |algemene )?(?:commissie|kamercommissie|committee)\b|(?:tweede|eerste)\s+kamer\b|house\b|senate\b)/iu;
/** The same without an article, where nothing but the House can be meant. */
const houseAlone =
  /^(?:(?:aan|to)[:\s]+)?(?:voorzitter|griffier|president|speaker)\s+(?:van|of)\s+(?:de|the)\s+(?:tweede|eerste|house|senate)(?![\p{L}-])/iu;
const unfinished = /(?:^|\s)(?:van|de|der|het|den|en|voor|of|the|for|and|tweede|eerste|house)$/iu;
const goesOn =
  /^(?:van|der|de|voor|of|for|[Tt]weede [Kk]amer|[Ee]erste [Kk]amer|[Ss]taten-[Gg]eneraal|the States)(?![\p{L}-])/u;
/** The same, where an empty line or the next paragraph parts it. */
const goesOnBelow =
  /^(?:(?:van )?(?:de )?(?:[Tt]weede|[Ee]erste) [Kk]amer der|der [Ss]taten-[Gg]eneraal|of the States[- ]General)(?![\p{L}-])/u;
const prefix = /^(?:aan|to)(?:\s*:\s*|\s+)/iu;
const mostLines = 3;

/** Whether a line names somebody that letters to parliament are addressed to. */
export function namesAddressee(text: string): boolean {
  return (
    text.length <= 160 && (office.test(text) || houseAlone.test(text)) && !/[.!?]\s+\p{Lu}|[.!?]$/u.test(text)
  );
}

/**
 * The addressee that begins in a cell: the lines below it in the same column are part of it as long as the name goes
 * on. Without `Aan`; street and town are no part of it.
 */
export function addresseeAt(cells: readonly Cell[], at: number, from = 0): Passage | null {
  const first = cells[at];
  if (first === undefined) return null;
  const skipped = from + (prefix.exec(first.text.slice(from))?.[0].length ?? 0);
  const start = first.start + skipped;
  const parts = [first.text.slice(skipped)];
  let end = first.end;
  let last = first;
  for (const cell of cells.slice(at + 1)) {
    if (parts.length >= mostLines || cell.line > last.line + 1) break;
    if (cell.line === last.line || cell.column !== first.column) continue;
    const open = unfinished.test(parts.at(-1) ?? '');
    if (!open && !(cell.opens ? goesOnBelow : goesOn).test(cell.text)) break;
    parts.push(cell.text);
    end = cell.end;
    last = cell;
  }
  const words = parts.join(' ');
  const whole = nameOf(words);
  const value = whole.replaceAll(/\s+/g, ' ');
  if (value === '') return null;
  return parts.length > 1 && whole.length === words.length
    ? { value, start, end }
    : { value, start, end: parts.length > 1 ? endOfWords(last, words, whole) : start + whole.length };
}

const house = /\b(?:staten-generaal|states[- ]general)\b/iu;
const street = /\s(?:postbus|p\.?o\.? box|binnenhof|plein|prinses irenestraat|bezuidenhoutseweg)\s+\d.*$/iu;

/** Without the address that follows where lines were joined, and without a comma at its end. */
function nameOf(words: string): string {
  const end = house.exec(words);
  const name = end === null ? words.replace(street, '') : words.slice(0, end.index + end[0].length);
  return name.replace(/[\s,;:]+$/, '');
}

/** Where a name ends that is shorter than the lines it was found in by so many characters at its end. */
function endOfWords(last: Cell, words: string, name: string): number {
  return Math.max(last.start, last.end - (words.length - name.length));
}
