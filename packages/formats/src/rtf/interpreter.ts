import { DomainError } from '@koersvast/core/error';
import { fileLimits } from '@koersvast/core/file';
import { noEdges, type RowEdges } from '../office/edges.ts';
import { Flow, type ParagraphProperties } from '../office/flow.ts';
import { type NumberFormat, writeNumber } from '../office/number-format.ts';
import { symbolOf } from '../office/symbols.ts';
import { compose } from '../reading/compose.ts';
import type { Notices } from '../reading/document.ts';
import type { NotePiece, Piece, Run } from '../reading/piece.ts';
import { decodeCodePage } from './code-pages.ts';
import { type Destination, destinationOf } from './destinations.ts';
import { edgesAfter } from './row-edges.ts';
import type { RtfHandler } from './scan.ts';
import { Tables } from './tables.ts';

interface State {
  destination: Destination;
  /** How many characters stand for one that only newer programs know. */
  alternatives: number;
  font: number;
  hidden: boolean;
  deleted: boolean;
  style: number;
  outline: number | null;
  depth: number;
  inTable: boolean;
  /** Whether the first line of a paragraph stands left of the others. */
  hangs: boolean;
  edges: RowEdges;
  /** How much its text had when the group began. */
  readonly since: number;
}

/** A text of its own: the document, a note, a head, a box. */
interface Layer {
  readonly flow: Flow;
  /** The depth of groups at which it ends. */
  readonly depth: number;
  readonly end: (pieces: Piece[]) => void;
}

const noteFormats: Readonly<Record<string, NumberFormat>> = {
  ar: 'decimal',
  alc: 'lower-letter',
  auc: 'upper-letter',
  rlc: 'lower-roman',
  ruc: 'upper-roman',
  chi: 'symbol',
};

const characters: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '—',
  endash: '–',
  emspace: '\u2003',
  enspace: '\u2002',
  qmspace: '\u2005',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  zwj: '\u200D',
  zwnj: '\u200C',
  ltrmark: '\u200E',
  rtlmark: '\u200F',
};

/** Gives words and properties in the order of the file the meaning that they have at their place. */
export class Interpreter implements RtfHandler {
  readonly #notices: Notices;
  readonly #states: State[] = [];
  readonly #layers: Layer[] = [];
  readonly #pieces: Piece[] = [];
  readonly #notes: NotePiece[] = [];
  readonly #margins = new Set<string>();
  readonly #tables = new Tables();
  #state: State = {
    destination: 'text',
    alternatives: 1,
    font: -1,
    hidden: false,
    deleted: false,
    style: 0,
    outline: null,
    depth: 0,
    inTable: false,
    hangs: false,
    edges: noEdges,
    since: 0,
  };
  #title = '';
  /** A group may be marked, and named by the word that comes first in it. */
  #fresh = false;
  #marked = false;
  #toSkip = 0;
  #hidden = '';
  #pending: number[] = [];
  #label = '';
  #labelOfSymbols = false;
  #noteMarked = false;
  #noteFormat: Record<'footnote' | 'endnote', NumberFormat> = { footnote: 'decimal', endnote: 'decimal' };
  #noteCount = { footnote: 0, endnote: 0 };

  constructor(notices: Notices) {
    this.#notices = notices;
    this.#layers.push({ flow: new Flow(), depth: 0, end: (pieces) => this.#pieces.push(...pieces) });
  }

  finish(): { pieces: Piece[]; notes: NotePiece[]; margins: string[]; title: string } {
    while (this.#layers.length > 0) this.#endLayer();
    this.#tellHidden();
    return { pieces: this.#pieces, notes: this.#notes, margins: [...this.#margins], title: this.#title };
  }

  open(): void {
    this.#flush();
    if (this.#states.length >= fileLimits.depth) throw new DomainError('file_too_deep');
    this.#states.push(this.#state);
    this.#state = { ...this.#state, since: this.#flow.written };
    this.#toSkip = 0;
    this.#fresh = true;
    this.#marked = false;
  }

  close(): void {
    this.#flush();
    this.#toSkip = 0;
    this.#fresh = false;
    const above = this.#states.pop();
    if (above === undefined) return;
    const { destination } = this.#state;
    const leaves = destination !== above.destination;
    if (this.#layers.length > 1 && this.#layers.at(-1)?.depth === this.#states.length + 1) this.#endLayer();
    else if (leaves && destination === 'label') this.#endLabel();
    this.#state = above;
  }

  word(name: string, parameter: number | null): void {
    if (name !== 'u') this.#flush();
    if (this.#begins(name)) return;
    if (this.#skipsOne()) return;
    if (name === 'u') this.#unicode(parameter ?? 0);
    else if (name === 'uc') this.#state.alternatives = Math.max(0, parameter ?? 1);
    else if (!this.#tables.word(this.#state, name, parameter) && this.#state.destination !== 'skipped')
      this.#inText(name, parameter);
  }

  symbol(character: string): void {
    this.#flush();
    if (character === '*') {
      this.#marked = this.#fresh;
      return;
    }
    this.#fresh = false;
    if (this.#skipsOne()) return;
    if (character === '~') this.#write('\u00A0');
    else if (character === '_') this.#write('\u2011');
    else if (character === '{' || character === '}' || character === '\\') this.#write(character);
    else if (character === '\n' || character === '\r') this.#inText('par', null);
    else if (character === '\t') this.#write('\t');
  }

  bytes(bytes: Uint8Array): void {
    this.#fresh = false;
    if (this.#state.destination === 'skipped') return;
    for (const byte of bytes) {
      if (this.#toSkip > 0) this.#toSkip -= 1;
      else this.#pending.push(byte);
    }
    if (this.#pending.length > 8000) this.#flush();
  }

  get #flow(): Flow {
    return (this.#layers.at(-1) as Layer).flow;
  }

  /** Whether a word stands for the character before it, for programs that do not know that one. */
  #skipsOne(): boolean {
    if (this.#toSkip === 0) return false;
    this.#toSkip -= 1;
    return true;
  }

  #unicode(code: number): void {
    this.#flush();
    this.#write(String.fromCharCode(code & 0xffff));
    this.#toSkip = this.#state.alternatives;
  }

  /** Decodes the bytes that came in one after the other: a character may have several. */
  #flush(): void {
    if (this.#pending.length === 0) return;
    const bytes = Uint8Array.from(this.#pending);
    this.#pending = [];
    const font = this.#tables.fontOf(this.#state);
    if (font?.isSymbols && this.#state.destination !== 'fonts' && this.#state.destination !== 'styles') {
      this.#write(
        Array.from(bytes, (byte) => symbolOf(byte, font.name) ?? String.fromCharCode(byte)).join(''),
      );
    } else this.#write(decodeCodePage(bytes, font?.codePage ?? this.#tables.codePage));
  }

  #write(text: string): void {
    const { destination, hidden, deleted } = this.#state;
    if (destination === 'fonts' || destination === 'styles') this.#tables.text(this.#state, text);
    else if (destination === 'title') this.#title += text;
    else if (destination === 'label') {
      this.#label += text;
      this.#labelOfSymbols ||= this.#tables.isSymbols(this.#state.font);
    } else if (destination === 'text' && !deleted) {
      if (hidden) this.#hidden += text;
      else {
        this.#tellHidden();
        this.#flow.add(symbolsOf(text));
      }
    }
  }

  /** Hidden words come in pieces as short as a character, and are told of as one. */
  #tellHidden(): void {
    if (this.#hidden.trim() !== '') this.#notices.add('hidden_left_out', this.#hidden);
    this.#hidden = '';
  }

  /** Whether a word names the group that it begins. */
  #begins(name: string): boolean {
    if (!this.#fresh) return false;
    this.#fresh = false;
    const destination = destinationOf(name, this.#marked);
    if (name === 'annotation' && this.#state.destination === 'text') this.#notices.add('comments_left_out');
    if (name === 'pict' && this.#state.destination === 'text') this.#notices.add('pictures_left_out');
    if (name === 'moMath' && this.#state.destination === 'text') this.#notices.add('formulas_left_out');
    if (name === 'fldrslt' && this.#state.destination === 'code') return true;
    // In what is skipped nothing begins, but for the title among what the file says of itself.
    if (this.#state.destination === 'skipped' && destination !== 'title') return true;
    if (destination === null || (this.#state.destination === 'code' && destination !== 'skipped'))
      return false;
    this.#enter(destination, name);
    return true;
  }

  #enter(destination: Destination, name: string): void {
    const parent = this.#flow;
    this.#state.destination = destination;
    if (destination === 'fonts' || destination === 'styles') this.#tables.begin();
    else if (destination === 'label') {
      this.#label = '';
      this.#labelOfSymbols = false;
    } else if (destination === 'note') this.#beginNote(parent);
    else if (destination === 'head') {
      this.#beginLayer((pieces) => {
        const { text } = compose(pieces);
        if (text !== '') this.#margins.add(text);
      });
    } else if (destination === 'box') {
      this.#beginLayer((pieces) => {
        if (pieces.length > 0) this.#notices.add('text_boxes_moved');
        parent.addBox(pieces);
      });
    } else if (name === 'do') this.#state.destination = 'skipped';
  }

  #beginLayer(end: Layer['end']): void {
    this.#layers.push({ flow: new Flow(), depth: this.#states.length, end });
    Object.assign(this.#state, {
      destination: 'text',
      inTable: false,
      depth: 0,
      outline: null,
      hidden: false,
    });
  }

  #endLayer(): void {
    this.#flush();
    const layer = this.#layers.pop();
    if (layer !== undefined) layer.end(layer.flow.finish(this.#properties()));
  }

  #beginNote(parent: Flow): void {
    const above = this.#states.at(-1);
    const own = this.#noteMarked || above === undefined ? '' : parent.takeBack(above.since).trim();
    this.#noteMarked = false;
    const id = String(this.#notes.length + 1);
    const paragraphs: (readonly Run[])[] = [];
    const note = { id, mark: own, paragraphs, end: false };
    this.#notes.push(note);
    this.#openNotes.push(note);
    if (!this.#state.deleted && !this.#state.hidden) parent.add({ note: id });
    this.#beginLayer((pieces) => {
      this.#openNotes.pop();
      const kind = note.end ? 'endnote' : 'footnote';
      if (own === '') {
        this.#noteCount[kind] += 1;
        note.mark = writeNumber(this.#noteCount[kind], this.#noteFormat[kind]);
      }
      paragraphs.push(
        ...withoutMark(
          pieces.map(({ runs }) => runs),
          own,
        ),
      );
    });
  }

  readonly #openNotes: { end: boolean }[] = [];

  #endLabel(): void {
    const label = this.#label.trim();
    if (label === '') return;
    const isBullet = this.#labelOfSymbols || label === 'o' || !/[\p{L}\p{N}]/u.test(label);
    this.#flow.label(isBullet ? '' : label);
  }

  #properties(): ParagraphProperties {
    const { style, outline, depth, inTable } = this.#state;
    const known = this.#tables.styleOf(style);
    const direct = outline ?? known?.outline ?? null;
    // The lowest level says of a paragraph that it is no heading, whatever its style is.
    const own = outline !== null && outline >= 9 ? null : (known?.level ?? null);
    const level = direct !== null && direct >= 0 && direct < 9 ? direct + 1 : own;
    return { level, quote: known?.quote ?? false, depth: inTable ? Math.max(1, depth) : 0 };
  }

  #inText(name: string, parameter: number | null): void {
    const state = this.#state;
    const on = parameter !== 0;
    state.edges = edgesAfter(state.edges, name, parameter);
    const character = characters[name];
    if (character !== undefined) this.#write(character);
    else if (name === 'v') state.hidden = on;
    else if (name === 'deleted' || name === 'mvf') {
      state.deleted = on;
      if (on) this.#notices.add('changes_accepted');
    } else if (name === 'revised' || name === 'mvt') {
      if (on) this.#notices.add('changes_accepted');
    } else if (name === 'f') state.font = parameter ?? -1;
    else if (name === 'plain') Object.assign(state, { hidden: false, deleted: false, font: -1 });
    else if (name === 'pard')
      Object.assign(state, { style: 0, outline: null, inTable: false, depth: 0, hangs: false });
    else if (name === 'fi') state.hangs = (parameter ?? 0) < 0;
    else if (name === 's') state.style = parameter ?? 0;
    else if (name === 'outlinelevel') state.outline = parameter;
    else if (name === 'intbl') state.inTable = true;
    else if (name === 'itap') {
      state.depth = Math.min(parameter ?? 0, 20);
      state.inTable = state.depth > 0;
    } else if (name === 'ftnalt') this.#markEnd();
    else if (name === 'chftn') this.#noteMarked = this.#layers.length === 1 || this.#openNotes.length === 0;
    else if (!this.#ofNotes(name)) this.#breaks(name);
  }

  #markEnd(): void {
    const note = this.#openNotes.at(-1);
    if (note !== undefined) note.end = true;
  }

  /** How notes are numbered: `\ftnnar`, `\aftnnrlc`. */
  #ofNotes(name: string): boolean {
    const [, end, format] = /^s?(a?)ftnn(ar|alc|auc|rlc|ruc|chi)$/.exec(name) ?? [];
    const found = noteFormats[format ?? ''];
    if (found === undefined) return false;
    this.#noteFormat[end === 'a' ? 'endnote' : 'footnote'] = found;
    return true;
  }

  #breaks(name: string): void {
    if (this.#state.destination !== 'text') return;
    const flow = this.#flow;
    this.#tellHidden();
    if (name === 'par' || name === 'sect') {
      // The end of a paragraph can be deleted too: its words go on in the next.
      if (this.#state.hangs) flow.labelTyped();
      if (!this.#state.deleted) flow.endParagraph(this.#properties());
    } else if (name === 'line' || name === 'lbr' || name === 'page' || name === 'column')
      flow.add({ lineBreak: true });
    else if (name === 'cell' || name === 'nestcell') {
      const least = name === 'cell' ? 1 : 2;
      const properties = this.#properties();
      flow.endCell({ ...properties, depth: name === 'cell' ? 1 : Math.max(least, properties.depth) });
    } else if (name === 'row') flow.endRow(1, this.#state.edges);
    else if (name === 'nestrow') flow.endRow(Math.max(2, this.#state.depth), this.#state.edges);
  }
}

/** Places where a word may be broken are no part of it. */
function symbolsOf(text: string): string {
  return text
    .replace(/\u00AD/g, '')
    .replace(/[\uF020-\uF0FF]/g, (character) => symbolOf(character.charCodeAt(0), 'Symbol') ?? '\uFFFD');
}

/** A mark of the author's own stands in the note as well. */
function withoutMark(paragraphs: readonly (readonly Run[])[], mark: string): readonly (readonly Run[])[] {
  const [first = [], ...others] = paragraphs;
  const [run, ...rest] = first;
  if (mark === '' || typeof run !== 'string' || !run.trimStart().startsWith(mark)) return paragraphs;
  return [[run.trimStart().slice(mark.length), ...rest], ...others];
}
