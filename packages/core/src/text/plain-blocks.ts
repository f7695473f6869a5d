import type { BlockDraft, BlockKind } from './block.ts';
import { trimRange } from './trim.ts';

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const listMarker = /^(?:[-–—•·▪◦*o] |\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)] )\s*\S/u;
const quoteMarker = /^> ?\S/u;
const footnoteMarker = /^(?:\[\d{1,3}\] ?|[¹²³⁰⁴-⁹]+ ?)\S/u;
const markdownHeading = /^(#{1,6}) +\S/u;
const namedHeading =
  /^(?:hoofdstuk|afdeling|artikel|bijlage|paragraaf|deel|chapter|section|article|annex|appendix|part) (?:\d{1,3}|[ivxlc]{1,6}|[a-z])\b/iu;
const numberedHeading = /^((?:\d{1,2}\.)*\d{1,2})[.)]? +\p{Lu}/u;
const finalPunctuation = /[.!?:;,…][”’"'»)\]]*$/u;
const lowerCaseStart = /^[(‘“"'«]*\p{Ll}/u;
const longestTitle = 120;
const longestHeading = 80;
/** In lines; what a list has further away is no longer looked for, so that the time stays in proportion. */
const farthestItem = 60;

/** The lines of a text without the white space around them; a blank line is empty. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  while (from <= text.length) {
    const next = text.indexOf('\n', from);
    const to = next === -1 ? text.length : next;
    const { start, end } = trimRange(text, from, to);
    lines.push({ start, end, text: text.slice(start, end) });
    from = to + 1;
  }
  return lines;
}

/** What marks the head of a line, without what differs from one item of a list to the next. */
function markerOf(line: Line): string | null {
  if (!listMarker.test(line.text) && !footnoteMarker.test(line.text)) return null;
  return (line.text.split(/\s/u, 1)[0] ?? '').replace(/\d+/gu, '1').replace(/^(\(?)[a-z]+([.)])$/u, '$1a$2');
}

function startsAnew(line: Line): boolean {
  return [listMarker, quoteMarker, footnoteMarker, markdownHeading].some((marker) => marker.test(line.text));
}

/** A line break in the middle of a sentence: nothing ends before it and the next line goes on in lower case. */
function runsOn(line: Line, next: Line): boolean {
  return !finalPunctuation.test(line.text) && lowerCaseStart.test(next.text) && !startsAnew(next);
}

function isCapitals(line: Line): boolean {
  return /\p{Lu}/u.test(line.text) && !/\p{Ll}/u.test(line.text);
}

/**
 * The usual width of a hard-wrapped text: the middle length of the lines that run on into the next, or null
 * when the text has one paragraph to a line. It counts as hard-wrapped when at least a fifth of its single
 * line breaks run on.
 */
function wrapWidth(lines: readonly Line[]): number | null {
  const widths: number[] = [];
  let breaks = 0;
  lines.forEach((line, position) => {
    const next = lines[position + 1];
    if (next === undefined || line.text === '' || next.text === '') return;
    breaks += 1;
    if (runsOn(line, next)) widths.push(line.text.length);
  });
  if (widths.length === 0 || widths.length < breaks / 5) return null;
  widths.sort((a, b) => a - b);
  return widths[widths.length >>> 1] ?? null;
}

/** A short line that ends nothing and does not run on into the line after it. */
function isTitle(line: Line, next: Line | undefined, width: number): boolean {
  if (finalPunctuation.test(line.text) || line.text.length >= width * 0.6) return false;
  return next === undefined || next.text === '' || !runsOn(line, next);
}

/** Whether a line breaks off so early that the first word of the next would have found room in it. */
function isShort(line: Line, next: Line, width: number): boolean {
  const firstWord = next.text.split(/\s/u, 1)[0] ?? '';
  return line.text.length + 1 + firstWord.length < width * 0.85;
}

/**
 * Whether a marker only happens to stand at the head of a line, in the middle of a sentence: a dash that interrupts it,
 * a number or an initial that ends it. The line before is as long as the others and ends nothing; it is in no list; and
 * no further line of the paragraph shows that it is the first of several items.
 */
function onlyLooksMarked(lines: readonly Line[], position: number, inItem: boolean, width: number): boolean {
  const [before, line] = [lines[position - 1], lines[position]];
  const marker = line === undefined ? null : markerOf(line);
  if (before === undefined || line === undefined || marker === null || inItem) return false;
  if (finalPunctuation.test(before.text) || isShort(before, line, width)) return false;
  for (let at = position + 1; at < position + farthestItem; at += 1) {
    const [last, next] = [lines[at - 1], lines[at]];
    if (last === undefined || next === undefined || next.text === '') return true;
    const ends = finalPunctuation.test(last.text) || isShort(last, next, width);
    if (ends && markerOf(next) === marker) return false;
  }
  return true;
}

/** In a hard-wrapped text: does a block end between two lines that are both not blank? `after` follows them. */
function endsBlock(line: Line, next: Line, after: Line | undefined, width: number): boolean {
  if (runsOn(line, next)) return false;
  if (/[.!?][”’"'»)\]]*$/u.test(line.text) && isTitle(next, after, width)) return true;
  if (isCapitals(line) !== isCapitals(next) && /\p{L}/u.test(next.text)) return true;
  return isShort(line, next, width);
}

/** Blank lines that a page break left in the middle of a sentence: it stops at full length and goes on in lower case. */
function goesOnOverPage(line: Line, next: Line, width: number): boolean {
  return runsOn(line, next) && !isShort(line, next, width) && next.text.length >= width * 0.6;
}

function kindOf(text: string): BlockKind {
  if (listMarker.test(text)) return 'list_item';
  if (quoteMarker.test(text)) return 'quote';
  if (footnoteMarker.test(text)) return 'footnote';
  return 'paragraph';
}

function headingLevel(text: string, position: number, kinds: readonly BlockKind[]): number | null {
  const markdown = markdownHeading.exec(text)?.[1];
  if (markdown !== undefined) return markdown.length;
  if (text.includes('\n') || finalPunctuation.test(text) || !/\p{L}/u.test(text)) return null;
  if (position === 0 && kinds.length > 1 && text.length <= longestTitle && kinds[0] === 'paragraph') return 1;
  if (text.length > longestHeading || position === kinds.length - 1) return null;
  if (namedHeading.test(text)) return 2;
  const number = numberedHeading.exec(text)?.[1];
  const inList = kinds[position - 1] === 'list_item' || kinds[position + 1] === 'list_item';
  return number === undefined || inList ? null : Math.min(6, 1 + number.split('.').length);
}

/** Whether a line that is not blank belongs to the block of the last one before it that is not blank either. */
function joins(at: {
  readonly lines: readonly Line[];
  readonly width: number | null;
  readonly position: number;
  readonly previous: Line;
  /** How many blank lines lie between the two. */
  readonly blank: number;
  /** Whether that block began with a marker. */
  readonly inItem: boolean;
}): boolean {
  const { lines, width, position, previous, blank, inItem } = at;
  const line = lines[position];
  if (line === undefined || width === null) return false;
  if (blank > 0) return blank <= 2 && goesOnOverPage(previous, line, width);
  if (startsAnew(line)) return onlyLooksMarked(lines, position, inItem, width);
  return !endsBlock(previous, line, lines[position + 1], width);
}

/**
 * The blocks of plain text. A blank line ends a block. Between two lines without one it depends on how
 * the text is set: in a text with one paragraph to a line each line is a block; in a hard-wrapped text, which
 * is recognised by lines that break in the middle of a sentence, lines are joined until one is clearly shorter
 * than the usual width, also over one or two blank lines where a sentence goes on over the end of a page. A line with a
 * marker of a list item (`- `, `• `, `1. `, `a) `), a quote (`> `) or a footnote (`[1] `, `¹`) begins a block, unless
 * it stands in the middle of a hard-wrapped sentence.
 *
 * Headings: the first block when it is one short line without final punctuation; `# ` lines; short numbered
 * lines (`2.1 Terugblik`) outside a list; short lines such as `Artikel 3` or `Annex B`.
 *
 * Blocks do not include the white space and line breaks around them.
 */
export function plainBlocks(text: string): BlockDraft[] {
  const lines = linesOf(text);
  const width = wrapWidth(lines);
  const ranges: { start: number; end: number }[] = [];
  let previous: Line | null = null;
  let blank = 0;
  let inItem = false;
  for (const [position, line] of lines.entries()) {
    if (line.text === '') {
      blank += 1;
      continue;
    }
    const open = ranges.at(-1);
    if (
      open !== undefined &&
      previous !== null &&
      joins({ lines, width, position, previous, blank, inItem })
    ) {
      open.end = line.end;
    } else {
      ranges.push({ start: line.start, end: line.end });
      inItem = startsAnew(line);
    }
    previous = line;
    blank = 0;
  }
  const texts = ranges.map((range) => text.slice(range.start, range.end));
  const kinds = texts.map(kindOf);
  return ranges.map((range, position) => {
    const level = headingLevel(texts[position] ?? '', position, kinds);
    if (level !== null) return { kind: 'heading', level, ...range };
    return { kind: kinds[position] ?? 'paragraph', ...range };
  });
}
