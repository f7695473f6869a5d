import { tablePieces } from '../office/cells.ts';
import { elementsOf, textIn, type XmlElement } from '../office/xml-tree.ts';
import type { Notices } from '../reading/document.ts';
import type { NotePiece, Piece, Run } from '../reading/piece.ts';
import { boxesIn, Inline, isHidden, type Surroundings } from './inline.ts';
import { Counts } from './lists.ts';
import type { Styles } from './styles.ts';

/** Elements that only hold others. */
const holders =
  /^(?:text:(?:section|index-body|index-title|table-of-content|illustration-index|table-index|object-index|user-index|alphabetical-index|bibliography|numbered-paragraph|list-item|list-header)|office:text|draw:text-box)$/;

/** Where a list stands: what its items look like, and how deep they are. */
interface Place {
  readonly style: string | undefined;
  readonly level: number;
  readonly counts: Counts;
}

/** A text of OpenDocument: the document, and with it what its notes and boxes hold. */
export class Story implements Surroundings {
  readonly styles: Styles;
  readonly notices: Notices;
  readonly notes: NotePiece[] = [];
  readonly #outline = new Counts();
  readonly #lists = new Map<string, Counts>();
  readonly #latest = new Map<string, Counts>();

  constructor(styles: Styles, notices: Notices) {
    this.styles = styles;
    this.notices = notices;
  }

  /** The paragraphs, lists and tables in an element, as pieces. */
  within(parent: XmlElement): Piece[] {
    const pieces: Piece[] = [];
    for (const element of elementsOf(parent)) this.#block(element, pieces);
    return pieces;
  }

  note(mark: string, body: XmlElement): string {
    const id = String(this.notes.length + 1);
    // The place is kept before its words are read, so that notes stand in the order of their places.
    const paragraphs: (readonly Run[])[] = [];
    this.notes.push({ id, mark, paragraphs });
    paragraphs.push(...this.within(body).map(({ runs }) => runs));
    return id;
  }

  #block(element: XmlElement, pieces: Piece[]): void {
    const { name, attributes } = element;
    if (isHidden(element) || this.styles.hides('paragraph', attributes['text:style-name'])) {
      this.notices.add('hidden_left_out', textIn(element));
    } else if (name === 'text:p' || name === 'text:h') pieces.push(...this.#paragraph(element, ''));
    else if (name === 'text:list') this.#list(element, this.#place(element), pieces);
    else if (name === 'table:table') pieces.push(...this.#table(element));
    else if (name === 'text:tracked-changes') {
      for (const _ of elementsOf(element)) this.notices.add('changes_accepted');
    } else if (name.startsWith('draw:')) {
      for (const box of boxesIn(element)) pieces.push(...this.within(box));
    } else if (holders.test(name)) pieces.push(...this.within(element));
  }

  #paragraph(element: XmlElement, label: string, isItem = false): Piece[] {
    const inline = new Inline(this);
    inline.read(element);
    const style = this.styles.paragraph(element.attributes['text:style-name']);
    const level = headingOf(element) ?? style.level;
    const words = inline.runs.some((run) => typeof run === 'string' && run.trim() !== '');
    const numbers = label === '' && element.name === 'text:h' && words ? this.#outlineLabel(element) : label;
    if (numbers !== '' && words) this.notices.add('numbers_made');
    const runs: readonly Run[] = numbers === '' || !words ? inline.runs : [`${numbers} `, ...inline.runs];
    const kind = isItem ? 'list_item' : style.quote ? 'quote' : 'paragraph';
    const piece: Piece =
      level === null ? { kind, runs } : { kind: 'heading', level: Math.min(level, 9), runs };
    return [piece, ...inline.boxes];
  }

  #outlineLabel(heading: XmlElement): string {
    const { 'text:is-list-header': header, 'text:start-value': start } = heading.attributes;
    if (header === 'true' || this.styles.outline === null) return '';
    return this.#outline.next(this.styles.outline, (headingOf(heading) ?? 1) - 1, numberIn(start));
  }

  #place({ attributes }: XmlElement): Place {
    const style = attributes['text:style-name'];
    const goesOn = attributes['text:continue-list'];
    const before =
      this.#lists.get(goesOn ?? '') ??
      (attributes['text:continue-numbering'] === 'true' ? this.#latest.get(style ?? '') : undefined);
    const counts = before ?? new Counts();
    const id = attributes['xml:id'];
    if (id !== undefined) this.#lists.set(id, counts);
    this.#latest.set(style ?? '', counts);
    return { style, level: 0, counts };
  }

  #list(list: XmlElement, place: Place, pieces: Piece[]): void {
    for (const item of elementsOf(list)) {
      let first = item.name === 'text:list-item';
      for (const element of elementsOf(item)) {
        const { name, attributes } = element;
        if (name === 'text:list') {
          if (attributes['text:continue-numbering'] !== 'true') place.counts.restart(place.level + 1);
          const style = attributes['text:style-name'] ?? place.style;
          this.#list(element, { ...place, style, level: place.level + 1 }, pieces);
        } else if ((name === 'text:p' || name === 'text:h') && first) {
          first = false;
          const style = this.styles.lists.get(place.style ?? '') ?? null;
          const start = numberIn(item.attributes['text:start-value']);
          pieces.push(...this.#paragraph(element, place.counts.next(style, place.level, start), true));
        } else this.#block(element, pieces);
      }
    }
  }

  #table(table: XmlElement): Piece[] {
    const rows = rowsOf(table).map(columnsOf);
    // A single cell is one, however wide: what it covers makes no table of it.
    const cells = rows.flat().filter((cell) => cell !== null);
    const shown = cells.length === 1 ? [cells] : rows;
    return tablePieces(shown.map((row) => row.map((cell) => (cell === null ? [] : this.within(cell)))));
  }
}

function rowsOf(parent: XmlElement): XmlElement[] {
  return elementsOf(parent).flatMap((element) => {
    if (element.name === 'table:table-row') return [element];
    return /^table:table-(?:header-rows|rows|row-group)$/.test(element.name) ? rowsOf(element) : [];
  });
}

/** More columns than this no table of words has: a number beyond it is a mistake. */
const mostColumns = 63;

/** What stands in each column of a row: nothing where another cell covers it, and of many alike that are empty. */
function columnsOf(row: XmlElement): (XmlElement | null)[] {
  return elementsOf(row).flatMap((cell): (XmlElement | null)[] => {
    if (cell.name !== 'table:table-cell' && cell.name !== 'table:covered-table-cell') return [];
    const times = numberIn(cell.attributes['table:number-columns-repeated']) ?? 1;
    const others = Array.from({ length: Math.min(mostColumns, Math.max(1, times)) - 1 }, () => null);
    return [cell.name === 'table:table-cell' ? cell : null, ...others];
  });
}

function headingOf({ name, attributes }: XmlElement): number | null {
  return name === 'text:h' ? Math.max(1, numberIn(attributes['text:outline-level']) ?? 1) : null;
}

function numberIn(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : null;
}
