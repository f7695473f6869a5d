import type { Run } from '../reading/piece.ts';
import { halves, type Join, mend, type Vocabulary } from './hyphen.ts';
import { type Line, type Placed, spaced, textOf } from './line.ts';
import { fromSuperscript, isPower, marksIn, type NoteBook, superscriptMark, unit } from './notes.ts';
import type { Place } from './page.ts';

/** Makes the runs of a paragraph out of its lines, and keeps what was mended and where each line stands. */
export class Words {
  readonly joins: Join[] = [];
  readonly places: Place[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #notes: NoteBook;

  constructor(vocabulary: Vocabulary, notes: NoteBook) {
    this.#vocabulary = vocabulary;
    this.#notes = notes;
  }

  /** `breaks` are the lines after which the author began a new one. */
  runsOf(lines: readonly Line[], breaks: ReadonlySet<Line> = new Set()): Run[] {
    const runs: Run[] = [];
    lines.forEach((line, position) => {
      const place = this.places.push({ page: line.page, box: line.box }) - 1;
      const before = lines[position - 1];
      if (before !== undefined) {
        if (breaks.has(before)) runs.push({ lineBreak: true });
        else this.#join(runs, before, line, place);
      }
      for (const run of this.#lineRuns(line, place)) runs.push(run);
    });
    return runs;
  }

  #join(runs: Run[], before: Line, line: Line, place: number): void {
    const right = wordsOf(line);
    // `verstrekkers en -aanvragers`: the hyphen begins the next word.
    if (/(?:^|\s)(?:en|of|tot|and|or) [-\u2010]$/u.test(wordsOf(before)) && /^\p{Ll}/u.test(right)) return;
    const left = this.#closed(wordsOf(before), right);
    const broken = halves(left, right);
    if (broken !== null) {
      const how = mend(left, broken, this.#vocabulary);
      if (how === 'apart') {
        runs.push({ text: ' ', place });
        return;
      }
      if (how === 'drop') replaceHyphen(runs, '');
      else if (left.endsWith('\u00AD')) replaceHyphen(runs, '-');
      const joined = `${broken.left}${how === 'drop' ? '' : '-'}${broken.right}`;
      this.joins.push({ page: line.page, left: broken.left, right: broken.right, joined });
      return;
    }
    const address = goesOnInAddress(left, right);
    const signs =
      /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFF60]$/u.test(left) &&
      /^[\u2E80-\u9FFF\uFF00-\uFF60]/u.test(right);
    if (!address && !signs && !this.#cut(before, line)) runs.push({ text: ' ', place });
  }

  /** A word that was too long for its cell, and cut without a hyphen: it stands whole elsewhere. */
  #cut(before: Line, line: Line): boolean {
    const [left, right] = [wordsOf(before), /^\p{Ll}+/u.exec(wordsOf(line))?.[0]];
    return (
      right !== undefined && /^\p{L}{6,}$/u.test(left) && this.#vocabulary.has((left + right).toLowerCase())
    );
  }

  /** A hyphen that a hair of white parts from the word that it breaks; a dash between words stays one. */
  #closed(left: string, right: string): string {
    const closed = left.replace(/(\p{Ll}) ([-\u2010])$/u, '$1$2');
    if (closed === left || !/^\p{Ll}/u.test(right)) return left;
    const broken = halves(closed, right);
    if (broken === null) return left;
    const whole = this.#vocabulary.has(`${broken.left}${broken.right}`.toLowerCase());
    const part =
      this.#vocabulary.breaksWords &&
      (!this.#vocabulary.hasDashes ||
        ![broken.left, broken.right].every((word) => this.#vocabulary.has(word.toLowerCase())));
    return whole || part ? closed : left;
  }

  #lineRuns(line: Line, place: number): Run[] {
    const runs: Run[] = [];
    let before: Placed | undefined;
    let said = '';
    for (const chunk of line.chunks) {
      const space = before !== undefined && spaced(before, chunk) ? ' ' : '';
      const isMark = chunk.raised && !this.#isPower(said, chunk.text, line.page);
      const ids = isMark ? this.#noteIds(chunk.text, line.page) : null;
      if (ids !== null) {
        for (const note of ids) runs.push({ note });
        // The space that follows the mark is that of the word before it.
        before = { ...chunk, spaceAfter: chunk.spaceAfter || space !== '' };
        continue;
      }
      const apart =
        chunk.raised &&
        space === '' &&
        marksIn(chunk.text).length > 0 &&
        /(?:\p{L}[.,;:)”"’]*|\p{N}[.,;:)”"’]+)$/u.test(said) &&
        !unit.test(said) &&
        /\d/.test(chunk.text);
      const text = (apart ? ' ' : space) + chunk.text;
      for (const run of this.#withMarks(text, line.page, place)) runs.push(run);
      said += text;
      before = chunk;
    }
    return runs;
  }

  /** A square or cube of a unit: of a quantity, or where the note of that number has its mark already. */
  #isPower(before: string, text: string, page: number): boolean {
    return isPower(before, text) && (/\d\s*\p{L}+$/u.test(before) || this.#notes.isTold(text, page));
  }

  #noteIds(text: string, page: number): string[] | null {
    const marks = marksIn(text);
    if (marks.length === 0) return null;
    const ids = marks.map((mark) => this.#notes.find(mark, page));
    return ids.every((id) => id !== null) ? ids.filter((id) => id !== null) : null;
  }

  /** Marks that the file has as letters of their own: `¹`. */
  #withMarks(text: string, page: number, place: number): Run[] {
    const found = superscriptMark.exec(text);
    if (found === null) return [{ text, place }];
    const rest = text.slice(found.index + found[0].length);
    const before = text.slice(0, found.index);
    const note = unit.test(before) ? null : this.#notes.find(fromSuperscript(found[0]), page);
    if (note === null) {
      return [{ text: before + found[0], place }, ...(rest === '' ? [] : this.#withMarks(rest, page, place))];
    }
    return [
      ...(before === '' ? [] : [{ text: before, place }]),
      { note },
      ...(rest === '' ? [] : this.#withMarks(rest, page, place)),
    ];
  }
}

/** Whether an address of the web goes on: at one of its signs, or anywhere where it fills its line. */
function goesOnInAddress(left: string, right: string): boolean {
  if (!/^[\p{L}\d/?&=%#~_-]/u.test(right)) return false;
  if (/(?:https?:\/\/|www\.)\S*[/\-_=&?.%#~]$/u.test(left)) return /^[^\p{Lu}]/u.test(right);
  return (
    /^(?:https?:\/\/|www\.)\S{12,}[^\s.,;:)]$/u.test(left) && /^(?:\S*[/_=&?%#~\d]|\p{Ll}+$)/u.test(right)
  );
}

/** The words of a line without the marks that are raised in it. */
export function wordsOf(line: Line): string {
  return textOf(line.chunks.filter(({ raised }) => !raised));
}

function replaceHyphen(runs: Run[], sign: '' | '-'): void {
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const run = runs[at];
    if (run === undefined || typeof run === 'string' || !('text' in run)) continue;
    const text = run.text.replace(/\s?[-\u2010\u00AD]\s*$/u, sign);
    runs[at] = { ...run, text };
    if (text !== run.text || run.text.trim() !== '') return;
  }
}
