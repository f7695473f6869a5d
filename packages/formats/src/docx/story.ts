import { tablePieces } from '../office/cells.ts';
import { childOf, elementsOf, type XmlElement } from '../office/xml-tree.ts';
import type { Notices } from '../reading/document.ts';
import type { Piece, Run } from '../reading/piece.ts';
import { Fields } from './fields.ts';
import { Inline, type Surroundings } from './inline.ts';
import type { NoteKind, Notes } from './notes.ts';
import type { Numbering } from './numbering.ts';
import { numberOf, toggleOf, valueIn } from './properties.ts';
import type { ParagraphStyle, Styles } from './styles.ts';

export interface Sources {
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly notes: Notes;
  readonly notices: Notices;
  /** The properties of the sections, in order. */
  readonly sections: readonly XmlElement[];
}

/** A text that is read from its beginning to its end: the document itself, a note, a head. */
export class Story implements Surroundings {
  readonly styles: Styles;
  readonly notices: Notices;
  readonly fields = new Fields();
  readonly #sources: Sources;
  #section = 0;
  #begun = false;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.styles = sources.styles;
    this.notices = sources.notices;
  }

  /** The paragraphs and tables in an element, as pieces. */
  within(parent: XmlElement): Piece[] {
    if (!this.#begun) this.fields.expect(parent);
    this.#begun = true;
    const blocks = new Blocks(this, this.#sources);
    blocks.read(parent);
    blocks.end();
    return blocks.pieces;
  }

  note(kind: NoteKind, id: string, own: string | null): string | null {
    return this.#sources.notes.add(kind, id, own, (body) => {
      const pieces = new Story(this.#sources).within(body);
      return pieces.map(({ runs }) => runs);
    });
  }

  /** A section ends with this paragraph: the next one counts its notes in its own way. */
  endSection(): void {
    this.#section += 1;
    const next = this.#sources.sections[this.#section];
    if (next !== undefined) this.#sources.notes.enter(next);
  }
}

/** Elements that only hold others. */
const holders = new Set([
  'w:sdtContent',
  'w:customXml',
  'w:smartTag',
  'w:ins',
  'w:moveTo',
  'w:sdt',
  'w:dir',
  'w:bdo',
]);

class Blocks {
  readonly pieces: Piece[] = [];
  readonly #story: Story;
  readonly #sources: Sources;
  /** Of a paragraph whose end was deleted, or of a large first letter: its words begin the next one. */
  #carried: Run[] = [];
  #carriedBoxes: Piece[] = [];

  constructor(story: Story, sources: Sources) {
    this.#story = story;
    this.#sources = sources;
  }

  read(parent: XmlElement): void {
    for (const element of elementsOf(parent)) {
      const { name } = element;
      if (name === 'w:p') this.#paragraph(element);
      else if (name === 'w:tbl') this.pieces.push(...this.#table(element));
      else if (name === 'w:del' || name === 'w:moveFrom') this.#story.notices.add('changes_accepted');
      else if (name === 'w:altChunk') this.#story.notices.add('embedded_left_out');
      else if (name === 'mc:AlternateContent') {
        const form = childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback');
        if (form !== null) this.read(form);
      } else if (holders.has(name)) this.read(element);
      else if (name === 'w:r' || name === 'w:hyperlink' || name === 'm:oMathPara' || name === 'm:oMath') {
        this.#paragraph({ name: 'w:p', attributes: {}, children: [element] });
      }
    }
  }

  end(): void {
    if (this.#carried.length > 0) this.pieces.push({ kind: 'paragraph', runs: this.#carried });
    this.pieces.push(...this.#carriedBoxes);
    this.#carried = [];
    this.#carriedBoxes = [];
  }

  #paragraph(element: XmlElement): void {
    const properties = childOf(element, 'w:pPr');
    const style = this.#sources.styles.paragraph(valueIn(properties, 'w:pStyle'));
    const mark = childOf(properties, 'w:rPr');
    const inline = new Inline(this.#story, style.hidden);
    inline.read(element);
    const runs = [...this.#carried, ...inline.runs];
    const boxes = [...this.#carriedBoxes, ...inline.boxes];
    const deleted = childOf(mark, 'w:del') !== null || childOf(mark, 'w:moveFrom') !== null;
    const dropCap = childOf(properties, 'w:framePr')?.attributes['w:dropCap'];
    const goesOn = deleted || (dropCap !== undefined && dropCap !== 'none');
    this.#carried = goesOn ? runs : [];
    this.#carriedBoxes = goesOn ? boxes : [];
    if (goesOn) return;
    const hidden = (toggleOf(mark, 'w:vanish') ?? style.hidden) && !hasWords(runs);
    if (!hidden) this.pieces.push(this.#piece(properties, style, runs));
    this.pieces.push(...boxes);
    if (childOf(properties, 'w:sectPr') !== null) this.#story.endSection();
  }

  #piece(properties: XmlElement | null, style: ParagraphStyle, runs: readonly Run[]): Piece {
    const outline = numberOf(properties, 'w:outlineLvl');
    const level = outline === null ? style.level : outline >= 0 && outline < 9 ? outline + 1 : null;
    const label = this.#label(properties, style);
    const shown = label !== null && label !== '' && hasWords(runs);
    if (shown) this.#story.notices.add('numbers_made');
    const numbered: readonly Run[] = shown ? [`${label} `, ...runs] : runs;
    if (level !== null) return { kind: 'heading', level: Math.min(level, 9), runs: numbered };
    if (label !== null) return { kind: 'list_item', runs: numbered };
    return { kind: style.quote ? 'quote' : 'paragraph', runs };
  }

  #label(properties: XmlElement | null, style: ParagraphStyle): string | null {
    const { numbering } = this.#sources;
    const direct = childOf(properties, 'w:numPr');
    const numId = valueIn(direct, 'w:numId') ?? style.numId;
    if (numId === null) return null;
    const ilvl =
      numberOf(direct, 'w:ilvl') ??
      (valueIn(direct, 'w:numId') === null ? (style.ilvl ?? numbering.levelOfStyle(numId, style.id)) : null);
    return numbering.next(numId, ilvl ?? 0);
  }

  #table(table: XmlElement): Piece[] {
    const rows = rowsOf(table)
      .filter((row) => {
        const properties = childOf(row, 'w:trPr');
        if (childOf(properties, 'w:del') !== null) this.#story.notices.add('changes_accepted');
        else if (toggleOf(properties, 'w:hidden')) this.#story.notices.add('hidden_left_out');
        else return true;
        return false;
      })
      .map(columnsOf);
    // A single cell is one, however wide: what it covers makes no table of it.
    const cells = rows.flat().filter((cell) => cell !== null);
    const shown = cells.length === 1 ? [cells] : rows;
    return tablePieces(
      shown.map((row) => row.map((cell) => (cell === null ? [] : this.#story.within(cell)))),
    );
  }
}

function hasWords(runs: readonly Run[]): boolean {
  return runs.some((run) => typeof run === 'string' && run.trim() !== '');
}

function rowsOf(parent: XmlElement): XmlElement[] {
  return elementsOf(parent).flatMap((element) =>
    element.name === 'w:tr' ? [element] : holders.has(element.name) ? rowsOf(element) : [],
  );
}

function cellsOf(parent: XmlElement): XmlElement[] {
  return elementsOf(parent).flatMap((element) =>
    element.name === 'w:tc' ? [element] : holders.has(element.name) ? cellsOf(element) : [],
  );
}

/** More columns than this no table of words has: a number beyond it is a mistake. */
const mostColumns = 63;

const columnsIn = (properties: XmlElement | null, name: string, least: number) =>
  Math.min(mostColumns, Math.max(least, numberOf(properties, name) ?? least));

/**
 * What stands in each column of a row: nothing where another cell covers it, or where the row begins later. So what
 * follows stays in the column that it has on paper.
 */
function columnsOf(row: XmlElement): (XmlElement | null)[] {
  const before = columnsIn(childOf(row, 'w:trPr'), 'w:gridBefore', 0);
  const cells = cellsOf(row).flatMap((cell): (XmlElement | null)[] => {
    const properties = childOf(cell, 'w:tcPr');
    if (childOf(properties, 'w:cellDel') !== null) return [];
    const covered = Array.from({ length: columnsIn(properties, 'w:gridSpan', 1) - 1 }, () => null);
    return [isCovered(properties) ? null : cell, ...covered];
  });
  return [...Array.from({ length: before }, () => null), ...cells];
}

/** By the cell above or before it. */
function isCovered(properties: XmlElement | null): boolean {
  return ['w:vMerge', 'w:hMerge'].some((name) => {
    const merge = childOf(properties, name);
    return merge !== null && (merge.attributes['w:val'] ?? 'continue') === 'continue';
  });
}
