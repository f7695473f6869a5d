import { Flow, type ParagraphProperties } from '../office/flow.ts';
import type { List, ListNumbers } from '../office/list-numbers.ts';
import { symbolOf } from '../office/symbols.ts';
import type { Notices } from '../reading/document.ts';
import type { NotePiece, Piece, Run } from '../reading/piece.ts';
import type { Anchor, Range } from './anchors.ts';
import type { WordFile } from './file.ts';
import { type ParagraphRun, type Properties, sprm } from './properties.ts';
import type { Style, Styles } from './styles.ts';

export interface Sources {
  readonly file: WordFile;
  readonly styles: Styles;
  readonly lists: readonly List[];
  readonly numbers: ListNumbers;
  readonly notes: ReadonlyMap<number, Anchor>;
  readonly boxes: ReadonlyMap<number, readonly Range[]>;
  /** Their names, by their numbers. */
  readonly fonts: readonly string[];
  readonly notices: Notices;
  readonly found: NotePiece[];
}

/** What ends a paragraph: its own mark, that of a cell, a break of the page or of the section. */
const ends = new Set(['\r', '\u0007', '\f']);

/** What must be looked at by itself. */
const special = /[\p{Cc}(]/gu;

/** Reads one text of the file from its beginning to its end. */
export function readStory(sources: Sources, range: Range, isMain = false): Piece[] {
  const story = new Story(sources, isMain, endlessMarks(sources.file, range));
  for (const { cp, place, width, text } of sources.file.stretches(range.start, range.end)) {
    let at = 0;
    while (at < text.length) {
      const { value, end } = sources.file.characters.at(place + at * width);
      const last = Math.min(text.length, Math.max(at + 1, Math.ceil((end - place) / width)));
      story.run(text.slice(at, last), cp + at, place + at * width, width, value);
      at = last;
    }
  }
  return story.finish();
}

class Story {
  readonly #sources: Sources;
  readonly #isMain: boolean;
  readonly #flow = new Flow();
  /** Of each field that is open: whether its result has begun. */
  readonly #fields: boolean[] = [];

  /** Where fields begin that never end. */
  readonly #endless: ReadonlySet<number>;

  constructor(sources: Sources, isMain: boolean, endless: ReadonlySet<number>) {
    this.#sources = sources;
    this.#isMain = isMain;
    this.#endless = endless;
  }

  /** Text of which all characters have the same properties. */
  run(given: string, cp: number, place: number, width: number, properties: Properties | null): void {
    if (this.#deleted(properties)) {
      this.#sources.notices.add('changes_accepted');
      // A field may end in what was deleted.
      for (const { index, mark } of fieldMarksIn(given)) this.#mark(mark, cp + index);
      return;
    }
    const text = this.#inFont(given, properties);
    if (isOn(properties, sprm.inserted)) this.#sources.notices.add('changes_accepted');
    const style = this.#styleAt(place);
    const hidden = isOn(properties, sprm.hidden, style.hidden);
    let from = 0;
    for (const { index, 0: character } of text.matchAll(special)) {
      if (index > from) this.#words(text.slice(from, index), cp + from, hidden, text.length - from);
      from = index + 1;
      this.#character(character, cp + index, place + index * width, properties, hidden);
    }
    if (from < text.length) this.#words(text.slice(from), cp + from, hidden, text.length - from);
  }

  finish(): Piece[] {
    return this.#flow.finish({ level: null, quote: false, depth: 0 });
  }

  get #shows(): boolean {
    return this.#fields.every((shows) => shows);
  }

  /** Of a field that never ends the marks say nothing: what follows them is text. */
  #mark(mark: string, cp: number): void {
    if (this.#endless.has(cp)) return;
    if (mark === '\u0013') this.#fields.push(false);
    else if (mark === '\u0015') this.#fields.pop();
    else if (this.#fields.length > 0) this.#fields[this.#fields.length - 1] = true;
  }

  /** Codes of a font of pictures may stand among the words, in the area that belongs to no character. */
  #inFont(text: string, properties: Properties | null): string {
    if (!/[\uF020-\uF0FF]/.test(text)) return text;
    const font = pictures(this.#sources.fonts[properties?.get(sprm.font) ?? -1]);
    return text.replaceAll(
      /[\uF020-\uF0FF]/g,
      (character) => symbolOf(character.charCodeAt(0), font) ?? '\uFFFD',
    );
  }

  #deleted(properties: Properties | null): boolean {
    return isOn(properties, sprm.deleted);
  }

  #words(text: string, cp: number, hidden: boolean, inRun: number): void {
    if (!this.#shows) return;
    if (hidden) {
      this.#sources.notices.add('hidden_left_out', text);
      return;
    }
    const anchor = this.#isMain ? this.#sources.notes.get(cp) : undefined;
    if (anchor === undefined || anchor.mark !== null) {
      this.#flow.add(text);
      return;
    }
    // A mark of the author's own stands in the text; where it ends only its looks say.
    const mark = inRun <= 10 ? text.trim() : text.slice(0, 1);
    this.#note(anchor, mark);
    if (inRun > 10) this.#flow.add(text.slice(1));
  }

  #character(
    character: string,
    cp: number,
    place: number,
    properties: Properties | null,
    hidden: boolean,
  ): void {
    if (ends.has(character)) this.#end(character, place);
    else if (fieldMarks.has(character)) this.#mark(character, cp);
    else if (!this.#shows || hidden) return;
    else if (character === '\v' || character === '\u000E') this.#flow.add({ lineBreak: true });
    else if (character === '\u001E') this.#flow.add('\u2011');
    else if (character === '\t') this.#flow.add('\t');
    else if (character === '(') this.#flow.add(symbolIn(properties, this.#sources.fonts) ?? '(');
    else if (!isOn(properties, sprm.special)) return;
    else if (character === '\u0002') {
      const anchor = this.#isMain ? this.#sources.notes.get(cp) : undefined;
      if (anchor !== undefined) this.#note(anchor, anchor.mark ?? '');
    } else if (character === '\u0001') this.#sources.notices.add('pictures_left_out');
    else if (character === '\u0005') this.#sources.notices.add('comments_left_out');
    else if (character === '\u0008') this.#box(cp);
  }

  #note(anchor: Anchor, mark: string): void {
    const { found } = this.#sources;
    this.#flow.add({ note: anchor.id });
    if (found.some(({ id }) => id === anchor.id)) return;
    const paragraphs = readStory(this.#sources, anchor).map(({ runs }) => runs);
    found.push({
      id: anchor.id,
      mark,
      paragraphs: anchor.mark === null ? withoutMark(paragraphs, mark) : paragraphs,
    });
  }

  #box(cp: number): void {
    if (!this.#isMain) return;
    for (const range of this.#sources.boxes.get(cp) ?? []) {
      const pieces = readStory(this.#sources, range).filter(({ runs }) => runs.length > 0);
      if (pieces.length > 0) this.#sources.notices.add('text_boxes_moved');
      this.#flow.addBox(pieces);
    }
  }

  #end(character: string, place: number): void {
    const run = this.#sources.file.paragraphs.at(place).value;
    const style = this.#sources.styles.at(run?.style ?? 0);
    const value = (code: number) => run?.properties.get(code) ?? style.paragraph.get(code) ?? 0;
    const inTable = value(sprm.inTable) === 1;
    const depth = inTable ? Math.max(1, Math.min(20, run?.properties.get(sprm.depth) ?? 1)) : 0;
    if (inTable && (value(sprm.endsRow) === 1 || value(sprm.endsInnerRow) === 1)) {
      this.#flow.endRow(depth);
      return;
    }
    this.#label(run, style);
    const properties = this.#propertiesOf(run, style, depth);
    if (inTable && (character === '\u0007' || value(sprm.endsInnerCell) === 1))
      this.#flow.endCell(properties);
    else this.#flow.endParagraph(properties);
  }

  #propertiesOf(run: ParagraphRun | null, style: Style, depth: number): ParagraphProperties {
    const outline = run?.properties.get(sprm.outline);
    const level = outline === undefined ? style.level : outline < 9 ? outline + 1 : null;
    return { level, quote: style.quote, depth };
  }

  #label(run: ParagraphRun | null, style: Style): void {
    const use = run?.properties.get(sprm.list) ?? style.paragraph.get(sprm.list) ?? 0;
    const list = this.#sources.lists[use - 1];
    // Beyond 0x7FF a paragraph is in the older kind of list, of which little is left in files of Word 97.
    if (use === 0 || list === undefined) return;
    const level = run?.properties.get(sprm.level) ?? style.paragraph.get(sprm.level) ?? 0;
    const label = this.#sources.numbers.next(list, level);
    // One without words has its number too, and the next one comes after that.
    if (label === null || !this.#flow.hasWords) return;
    if (label !== '') this.#sources.notices.add('numbers_made');
    this.#flow.label(label);
  }

  #styleAt(place: number): Style {
    return this.#sources.styles.at(this.#sources.file.paragraphs.at(place).value?.style ?? 0);
  }
}

/** On, off, or what the style says, or its opposite. */
function isOn(properties: Properties | null, code: number, usual = false): boolean {
  const value = properties?.get(code);
  if (value === undefined || value === 0x80) return usual;
  return value === 0x81 ? !usual : value !== 0;
}

/** The character that a font of pictures shows in place of a bracket. */
function symbolIn(properties: Properties | null, fonts: readonly string[]): string | null {
  const symbol = properties?.get(sprm.symbol);
  return symbol === undefined || !isOn(properties, sprm.special)
    ? null
    : (symbolOf(symbol >>> 16, pictures(fonts[symbol & 0xffff])) ?? '\uFFFD');
}

/** The font whose signs are known, where it is one; otherwise that of most signs. */
const pictures = (font = ''): string => (/^wingdings$/i.test(font) ? font : 'Symbol');

const fieldMarks = new Set(['\u0013', '\u0014', '\u0015']);

function fieldMarksIn(text: string): { readonly index: number; readonly mark: string }[] {
  return Array.from(text.matchAll(/\p{Cc}/gu), ({ index, 0: mark }) => ({ index, mark })).filter(({ mark }) =>
    fieldMarks.has(mark),
  );
}

/** The places of the marks of fields that never end. */
function endlessMarks(file: WordFile, { start, end }: Range): Set<number> {
  const open: number[][] = [];
  for (const { cp, text } of file.stretches(start, end)) {
    for (const { index, mark } of fieldMarksIn(text)) {
      if (mark === '\u0013') open.push([cp + index]);
      else if (mark === '\u0014') open.at(-1)?.push(cp + index);
      else open.pop();
    }
  }
  return new Set(open.flat());
}

/** A mark of the author's own stands in the note as well. */
function withoutMark(paragraphs: readonly (readonly Run[])[], mark: string): readonly (readonly Run[])[] {
  const [first = [], ...others] = paragraphs;
  const [run, ...rest] = first;
  if (mark === '' || typeof run !== 'string' || !run.trimStart().startsWith(mark)) return paragraphs;
  return [[run.trimStart().slice(mark.length), ...rest], ...others];
}
