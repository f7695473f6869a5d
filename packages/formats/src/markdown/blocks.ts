import type { BlockDraft, BlockKind } from '@koersvast/core/text';
import type { Note } from '../reading/compose.ts';

interface Line {
  readonly start: number;
  /** Without its line break. */
  readonly text: string;
}

export interface MarkdownBlocks {
  readonly blocks: readonly BlockDraft[];
  readonly notes: readonly Note[];
}

const heading = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;
const underline = /^ {0,3}(=+|-+)[ \t]*$/;
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S/;
const quote = /^ {0,3}>/;
const fence = /^ {0,3}(`{3,}|~{3,})/;
const note = /^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*/;
const separator = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Cuts Markdown into blocks that lie on its own text: what marks them stays, so that the text is that of the file. */
export function markdownBlocks(text: string): MarkdownBlocks {
  return new Cutter(text).cut();
}

class Cutter {
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #blocks: BlockDraft[] = [];
  readonly #notes: { mark: string; start: number; end: number; from: number }[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    let start = 0;
    this.#lines = text.split('\n').map((line) => {
      const found = { start, text: line };
      start += line.length + 1;
      return found;
    });
  }

  cut(): MarkdownBlocks {
    while (this.#at < this.#lines.length) this.#next();
    return { blocks: this.#blocks, notes: this.#notes.map((each) => this.#placed(each)) };
  }

  #line(ahead = 0): string {
    return this.#lines[this.#at + ahead]?.text ?? '';
  }

  #next(): void {
    const line = this.#line();
    const level = heading.exec(line)?.[1]?.length;
    if (line.trim() === '' || rule.test(line)) this.#at += 1;
    else if (level !== undefined) this.#block('heading', 1, level);
    else if (fence.test(line)) this.#block('paragraph', this.#fenced());
    else if (line.includes('|') && this.#line(1).includes('-') && separator.test(this.#line(1)))
      this.#table();
    else if (note.test(line)) this.#note();
    else if (quote.test(line))
      this.#block(
        'quote',
        this.#run((next) => next.trim() !== '' && !startsOther(next)),
      );
    else if (item.test(line))
      this.#block(
        'list_item',
        this.#run((next) => next.trim() !== '' && !startsAnew(next)),
      );
    else this.#paragraph();
  }

  /** How many lines belong to what begins here, the first among them. */
  #run(goesOn: (line: string) => boolean): number {
    let count = 1;
    while (this.#at + count < this.#lines.length && goesOn(this.#line(count))) count += 1;
    return count;
  }

  #fenced(): number {
    const mark = fence.exec(this.#line())?.[1] ?? '```';
    const count = this.#run((next) => !next.trimStart().startsWith(mark));
    return Math.min(count + 1, this.#lines.length - this.#at);
  }

  #paragraph(): void {
    const isIndented = /^(?: {2,}|\t)/.test(this.#line()) && this.#blocks.at(-1)?.kind === 'list_item';
    const count = this.#run((next) => next.trim() !== '' && !startsAnew(next) && !underline.test(next));
    const under = underline.exec(this.#line(count))?.[1];
    if (under !== undefined && !isIndented) this.#block('heading', count + 1, under.startsWith('=') ? 1 : 2);
    else this.#block(isIndented ? 'list_item' : 'paragraph', count);
  }

  #note(): void {
    const [head = '', mark = ''] = note.exec(this.#line()) ?? [];
    const count = this.#run((next) => /^(?: {2,}|\t)\S/.test(next));
    const from = this.#lines[this.#at]?.start ?? 0;
    const block = this.#block('footnote', count);
    if (block !== null && block.end > from + head.length)
      this.#notes.push({ mark, start: from + head.length, end: block.end, from });
  }

  #table(): void {
    const count = this.#run((next) => next.includes('|'));
    for (let row = 0; row < count; row += 1) {
      const line = this.#lines[this.#at + row];
      if (line !== undefined && row !== 1) this.#cells(line);
    }
    this.#at += count;
  }

  #cells({ start, text }: Line): void {
    for (const cell of text.matchAll(/(?:\\.|`[^`]*`|[^|\\`]|[\\`])+/g)) {
      const words = cell[0].trim();
      if (words === '') continue;
      const from = start + cell.index + cell[0].indexOf(words);
      this.#blocks.push({ kind: 'table_cell', start: from, end: from + words.length });
    }
  }

  #block(kind: BlockKind, count: number, level?: number): BlockDraft | null {
    const first = this.#lines[this.#at];
    const last = this.#lines[this.#at + count - 1];
    this.#at += count;
    if (first === undefined || last === undefined) return null;
    const whole = this.#text.slice(first.start, last.start + last.text.length);
    const words = whole.trim();
    if (words === '') return null;
    const start = first.start + whole.indexOf(words);
    const block = { kind, ...(level === undefined ? {} : { level }), start, end: start + words.length };
    this.#blocks.push(block);
    return block;
  }

  /** A note with the place that it belongs to: where its mark stands elsewhere. */
  #placed({ mark, start, end, from }: { mark: string; start: number; end: number; from: number }): Note {
    const sign = `[^${mark}]`;
    let at = this.#text.indexOf(sign);
    while (
      at >= 0 &&
      (at === from || (/^\[\^[^\]]+\]:/.test(this.#text.slice(at, at + sign.length + 1)) && this.#isHead(at)))
    )
      at = this.#text.indexOf(sign, at + 1);
    return { mark, start, end, at: at < 0 ? null : at };
  }

  #isHead(at: number): boolean {
    return this.#text.slice(this.#text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
  }
}

const startsOther = (line: string) =>
  heading.test(line) || fence.test(line) || item.test(line) || note.test(line);
const startsAnew = (line: string) => startsOther(line) || quote.test(line) || rule.test(line);
