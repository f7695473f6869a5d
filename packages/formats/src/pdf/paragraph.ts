import { beginsLabel, isLabel } from '@koersvast/core/letter';
import { leadingOf, markerText } from './fragment.ts';
import { type Line, textOf } from './line.ts';

/** A stretch of lines that is read from top to bottom, with the right edge that its lines run up to. */
export interface Stretch {
  readonly lines: readonly Line[];
  readonly right: number;
  readonly aside: boolean;
}

export interface Paragraph {
  readonly lines: Line[];
  /** Lines after which the author began a new one. */
  readonly breaks: Set<Line>;
  readonly stretch: Stretch;
  readonly marker: string | null;
  /** White above it, in its own leading; Infinity at the head of a column. */
  readonly above: number;
}

const ends = /[.!?:;][”’"'»)\]]*$/u;
const sentenceEnds = /[.!?:][”’"'»)\]]*$/u;
const lowerStart = /^[(‘“"'«[]*\p{Ll}/u;
const bullet = /^(?:[–—•·▪◦●○■□➢✓→*-]|o(?=\s))\s*(?=\S)/u;
const numbered =
  /^[([]?(?:\d{1,3}(?:\.\d{1,3})*[.)\]]|\d{1,2}(?:\.\d{1,2})+|[a-z][.)]|[A-Z]\)|[ivxlc]{1,5}[.)])(?=\s+\S)/u;

/** The bullet or number with which a line begins. */
function markerOf(line: Line): string | null {
  const text = textOf(line.chunks);
  const first = line.chunks[0];
  const second = line.chunks[1];
  // A number that stands apart from its words, as lists and headings have it.
  if (first !== undefined && second !== undefined && markerText.test(first.text) && !first.raised) {
    const gap = second.x0 - first.x1;
    if (!/^[\p{L}\p{N}]+$/u.test(first.text) || gap > first.size * 0.7) return first.text;
  }
  const glued = /^(?:\d{1,2}\.){2,}(?=\p{L})/u.exec(text)?.[0];
  if (glued !== undefined) return glued;
  return bullet.exec(text)?.[0].trim() ?? numbered.exec(text)?.[0] ?? null;
}

/** Puts the lines of stretches together to paragraphs, over the ends of columns and pages too. */
export function paragraphsOf(stretches: readonly Stretch[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let flowing: Paragraph | null = null;
  for (const stretch of stretches) {
    const leading = leadingOf(stretch.lines);
    let current: Paragraph | null = null;
    stretch.lines.forEach((line, position) => {
      const before = stretch.lines[position - 1];
      const marker = markerOf(line);
      if (before !== undefined && current !== null) {
        const how = follows(current, before, line, marker, stretch, leading);
        if (how !== 'new') {
          if (how === 'break') current.breaks.add(before);
          current.lines.push(line);
          return;
        }
      } else if (flowing !== null && !stretch.aside && runsOver(flowing, line, marker)) {
        current = flowing;
        current.lines.push(line);
        return;
      }
      current = {
        lines: [line],
        breaks: new Set(),
        stretch,
        marker,
        above: before === undefined ? Infinity : (line.y - before.y) / leading,
      };
      paragraphs.push(current);
    });
    // What stands beside the text does not part what goes on after it.
    if (!stretch.aside) flowing = current;
  }
  return paragraphs;
}

function follows(
  paragraph: Paragraph,
  before: Line,
  line: Line,
  marker: string | null,
  stretch: Stretch,
  leading: number,
): 'same' | 'break' | 'new' {
  const size = Math.max(before.size, line.size);
  const step = line.y - before.y;
  if (step > Math.max(leading, size * 1.1) * 1.28 + 0.5 && step > size * 1.32) return 'new';
  if (Math.abs(before.size - line.size) > size * 0.07) return 'new';
  const room = stretch.right - before.x1;
  const forced = room > firstWordWidth(line) + size * 0.35;
  const text = textOf(before.chunks);
  const ended = sentenceEnds.test(text);
  if (marker !== null && (forced || ends.test(text) || isNext(paragraph.marker, marker))) return 'new';
  if (
    before.bold !== line.bold &&
    (forced || ended) &&
    paragraph.lines.every((each) => each.bold === before.bold)
  )
    return 'new';
  if (
    before.italic !== line.italic &&
    forced &&
    paragraph.lines.every((each) => each.italic === before.italic)
  )
    return 'new';
  const first = paragraph.lines[0] ?? before;
  const shift = line.x0 - before.x0;
  if (
    paragraph.marker === null &&
    shift > size * 0.8 &&
    paragraph.lines.length > 0 &&
    ended &&
    !isCentred(before, line)
  )
    return 'new';
  if (
    paragraph.marker === null &&
    shift < -size * 0.8 &&
    paragraph.lines.length > 1 &&
    !isCentred(before, line)
  )
    return 'new';
  if (paragraph.marker !== null && line.x0 < first.x0 - size * 0.5) return 'new';
  if (paragraph.marker !== null && paragraph.lines.length > 1 && shift < -size * 0.8) return 'new';
  if (!forced) return breaksAtLabel(before, line) || isListing(stretch, size) ? 'break' : 'same';
  if (isBroken(before, line)) return 'same';
  const short = room > (stretch.right - Math.min(before.x0, line.x0)) * 0.45;
  if (lowerStart.test(textOf(line.chunks)) && !ended) return short ? 'break' : 'same';
  if (ended || paragraph.marker !== null) return 'new';
  return before.bold && line.bold && size > 0 && isHeadingLike(before, line) ? 'same' : 'break';
}

/** A narrow column beside the text, of addresses and references: none of its lines goes on in the next. */
function isListing({ aside, lines, right }: Stretch, size: number): boolean {
  const width = right - Math.min(...lines.map(({ x0 }) => x0));
  if (!aside || width >= size * 14) return false;
  return lines
    .map(({ chunks }) => textOf(chunks))
    .every((text) => !lowerStart.test(text) || address.test(text));
}

const address = /^(?:www\.|https?:|\S+@)\S+$/;

/** A line that is the label of a letter's head, or before one: however little room it leaves, it was broken there. */
export function breaksAtLabel(before: Line, line: Line): boolean {
  const text = textOf(before.chunks);
  const next = textOf(line.chunks);
  return isLabel(text) || ((beginsLabel(next) || isAddress(next)) && !ends.test(text));
}

/** A line of an address by itself: a box, or a postcode with its place. */
const isAddress = (text: string) =>
  /^(?:Postbus \d+|\d{4} ?[A-Z]{2} {1,2}\p{Lu}[\p{L} '’-]{1,30})$/u.test(text);

/** Whether a hyphen breaks the last word of a line. */
function isBroken(before: Line, line: Line): boolean {
  return /\p{L}[-\u2010\u00AD]$/u.test(textOf(before.chunks)) && lowerStart.test(textOf(line.chunks));
}

function isHeadingLike(before: Line, line: Line): boolean {
  return isCentred(before, line);
}

function isCentred(before: Line, line: Line): boolean {
  const [a, b] = [(before.x0 + before.x1) / 2, (line.x0 + line.x1) / 2];
  return Math.abs(a - b) < 1.5 && Math.abs(before.x0 - line.x0) > 4;
}

/** Whether a marker goes on after another in one list. */
function isNext(before: string | null, marker: string): boolean {
  if (before === null) return false;
  const [a, b] = [before, marker].map((each) => Number(/(\d+)\W*$/.exec(each)?.[1] ?? Number.NaN));
  if (Number.isNaN(a) || Number.isNaN(b))
    return before.replace(/[\p{L}\d]+/gu, 'x') === marker.replace(/[\p{L}\d]+/gu, 'x');
  return b === (a ?? 0) + 1;
}

export function firstWordWidth(line: Line): number {
  const first = line.chunks[0];
  if (first === undefined) return 0;
  const word = /^\S+/u.exec(first.text)?.[0] ?? '';
  return ((first.x1 - first.x0) * word.length) / Math.max(1, first.text.length);
}

/** Whether a paragraph goes on at the head of the next column or page. */
function runsOver(paragraph: Paragraph, line: Line, marker: string | null): boolean {
  const last = paragraph.lines.at(-1);
  if (last === undefined || Math.abs(last.size - line.size) > last.size * 0.05) return false;
  if (last.bold !== line.bold || (last.bold && paragraph.lines.every(({ bold }) => bold))) return false;
  const text = textOf(last.chunks);
  const lower = lowerStart.test(textOf(line.chunks));
  if (
    marker !== null &&
    !(lower && /^[a-z]/u.test(marker) && !sentenceEnds.test(text) && !/[;,]$/u.test(text))
  )
    return false;
  if (/[-\u2010\u00AD]$/u.test(text) && lower) return true;
  if (sentenceEnds.test(text)) return false;
  const room = paragraph.stretch.right - last.x1;
  const full =
    room < firstWordWidth(line) + last.size * 1.2 || room < (paragraph.stretch.right - last.x0) * 0.12;
  return full ? !/;$/u.test(text) || lower : lower;
}

/** The right edges that the running text of a document has, by the left edge. */
export class Edges {
  readonly #known: { readonly left: number; readonly right: number }[] = [];
  /** Where lines end in a text that nowhere runs up to an edge: as far from the right as the text is from the left. */
  readonly #margin: number;

  constructor(groups: readonly (readonly Line[])[], width: number) {
    this.#margin = width - groups.flat().reduce((left, { x0 }) => Math.min(left, x0), width);
    const seen = new Set<string>();
    for (const lines of groups) {
      if (!isRunning(lines)) continue;
      const [left, right] = edgesOf(lines);
      const key = `${Math.round(left / 2)}/${Math.round(right / 2)}`;
      if (!seen.has(key)) this.#known.push({ left, right });
      seen.add(key);
    }
  }

  /** Up to where lines could run: as far as they do themselves, or as the text does that begins at the same height. */
  rightOf(lines: readonly Line[]): number {
    const [left, right] = edgesOf(lines);
    if (isRunning(lines)) return right;
    const near = this.#known.filter((edge) => Math.abs(edge.left - left) < 30 && edge.right >= right - 2);
    if (near.length > 0) return Math.max(right, Math.min(...near.map((edge) => edge.right)));
    if (this.#known.length === 0) return Math.max(right, this.#margin);
    // An address that stands to the right, within the width of the text.
    const around = this.#known.filter((edge) => edge.left <= left && edge.right >= right - 2);
    return around.length === 0 ? right : Math.max(right, Math.min(...around.map((edge) => edge.right)));
  }
}

function edgesOf(lines: readonly Line[]): [number, number] {
  return [Math.min(...lines.map(({ x0 }) => x0)), Math.max(...lines.map(({ x1 }) => x1))];
}

/** Three lines or more, of which most run up to the right edge; sentences, not the lines of an address. */
function isRunning(lines: readonly Line[]): boolean {
  if (lines.length < 3 || !lines.slice(1).some((line) => lowerStart.test(textOf(line.chunks)))) return false;
  const [left, right] = edgesOf(lines);
  if (right - left < (lines[0]?.size ?? 0) * 14) return false;
  const full = lines.filter(({ x1 }) => right - x1 < (right - left) * 0.13).length;
  return full >= Math.max(2, (lines.length - 1) * 0.5);
}

/**
 * The lines of an item without the mark of its bullet (a picture in front of the words, no word); its number stands
 * apart, however little white the page has behind it.
 */
export function itemLines(lines: readonly Line[]): Line[] {
  const [first, ...rest] = lines;
  const [mark, word, ...others] = first?.chunks ?? [];
  if (first === undefined || mark === undefined) return [...lines];
  if (/^[–—•·▪◦●○■□➢✓→*o-]$/u.test(mark.text) && word !== undefined) {
    const drawn = !/^[–—-]$/u.test(mark.text) || word.x0 - mark.x1 > mark.size * 0.45;
    return drawn ? [{ ...first, chunks: [word, ...others] }, ...rest] : [...lines];
  }
  if (/^[([]?(?:[\da-z]{1,3}[.)\]])+$|^[([]?\d{1,3}(?:\.\d{1,3})+$/u.test(mark.text) && word !== undefined) {
    return [{ ...first, chunks: [{ ...mark, spaceAfter: true }, word, ...others] }, ...rest];
  }
  const number = /^((?:\d{1,2}\.){2,})(\p{L}.*)$/su.exec(mark.text);
  if (number !== null) {
    const text = `${number[1] ?? ''} ${number[2] ?? ''}`;
    return [{ ...first, chunks: [{ ...mark, text }, ...first.chunks.slice(1)] }, ...rest];
  }
  const glued = /^[•▪◦●○■□➢✓]\s*(\S.*)$/su.exec(mark.text)?.[1];
  if (glued === undefined) return [...lines];
  return [
    { ...first, chunks: [{ ...mark, text: glued }, ...(word === undefined ? [] : [word]), ...others] },
    ...rest,
  ];
}
