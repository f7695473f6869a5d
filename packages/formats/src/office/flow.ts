import type { Piece, Run } from '../reading/piece.ts';
import { tablePieces } from './cells.ts';
import { inColumns, noEdges, type RowEdges } from './edges.ts';

interface OpenTable {
  readonly rows: Piece[][][];
  /** Of each row. */
  readonly edges: RowEdges[];
  row: Piece[][];
  cell: Piece[];
}

/** What a paragraph is, as its properties say when it ends. */
export interface ParagraphProperties {
  readonly level: number | null;
  readonly quote: boolean;
  /** How many tables it stands in. */
  readonly depth: number;
}

const typedLabel = /^\s*([-–—•·▪◦●○]|\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)])\t\s*/iu;

/** Puts the paragraphs, cells and rows of one text together as they end. */
export class Flow {
  readonly #pieces: Piece[] = [];
  readonly #tables: OpenTable[] = [];
  #runs: Run[] = [];
  #boxes: Piece[] = [];
  #label: string | null = null;

  add(run: Run): void {
    const last = this.#runs.at(-1);
    // Words come in pieces as short as a character.
    if (typeof run === 'string' && typeof last === 'string') this.#runs[this.#runs.length - 1] = last + run;
    else this.#runs.push(run);
  }

  /** What stands in boxes beside the paragraph that is open follows it. */
  addBox(pieces: readonly Piece[]): void {
    this.#boxes.push(...pieces);
  }

  /** What stands before the paragraph that is open: empty for a bullet. */
  label(label: string): void {
    this.#label = label;
  }

  /** Takes a number or bullet that was typed before a tab for a label, as a paragraph that hangs has it. */
  labelTyped(): void {
    const [first, ...rest] = this.#runs;
    const [typed, marker] = typeof first === 'string' ? (typedLabel.exec(first) ?? []) : [];
    if (this.#label !== null || typeof first !== 'string' || typed === undefined || marker === undefined)
      return;
    this.#runs = [first.slice(typed.length), ...rest];
    this.#label = /[\p{L}\p{N}]/u.test(marker) ? marker : '';
  }

  get hasWords(): boolean {
    return this.#runs.some((run) => typeof run === 'string' && run.trim() !== '');
  }

  /** How much has been written of the paragraph that is open. */
  get written(): number {
    const last = this.#runs.at(-1);
    return this.#runs.length * 1_000_000 + (typeof last === 'string' ? last.length : 0);
  }

  /** Takes words back that were the last to be added: as many characters as `since` lacks. */
  takeBack(since: number): string {
    const count = Math.floor(since / 1_000_000);
    const kept = since % 1_000_000;
    const taken: string[] = [];
    while (this.#runs.length > count) {
      const run = this.#runs.pop();
      if (typeof run === 'string') taken.unshift(run);
    }
    const last = this.#runs.at(-1);
    if (typeof last === 'string' && last.length > kept) {
      taken.unshift(last.slice(kept));
      this.#runs[this.#runs.length - 1] = last.slice(0, kept);
    }
    return taken.join('');
  }

  endParagraph({ level, quote, depth }: ParagraphProperties): void {
    const label = this.#label;
    const runs: Run[] =
      label !== null && label !== '' && this.hasWords ? [`${label} `, ...this.#runs] : this.#runs;
    const kind = label !== null ? 'list_item' : quote ? 'quote' : 'paragraph';
    const piece: Piece = level === null ? { kind, runs } : { kind: 'heading', level, runs };
    this.#at(depth).push(piece, ...this.#boxes);
    this.#runs = [];
    this.#boxes = [];
    this.#label = null;
  }

  endCell(properties: ParagraphProperties): void {
    const depth = Math.max(1, properties.depth);
    this.endParagraph({ ...properties, depth });
    const table = this.#tables[depth - 1];
    if (table === undefined) return;
    table.row.push(table.cell);
    table.cell = [];
  }

  /** `edges` where the file says where the cells stand. */
  endRow(depth: number, edges: RowEdges = noEdges): void {
    const level = Math.max(1, depth);
    this.#at(level);
    const table = this.#tables[level - 1];
    if (table === undefined) return;
    if (table.cell.length > 0) table.row.push(table.cell);
    table.rows.push(table.row);
    table.edges.push(edges);
    table.row = [];
    table.cell = [];
  }

  finish(properties: ParagraphProperties): Piece[] {
    if (this.#runs.length > 0 || this.#boxes.length > 0) this.endParagraph(properties);
    this.#closeTables(0);
    return this.#pieces;
  }

  /** Where pieces at a depth go; tables that are deeper end there. */
  #at(depth: number): Piece[] {
    this.#closeTables(depth);
    while (this.#tables.length < depth) this.#tables.push({ rows: [], edges: [], row: [], cell: [] });
    return this.#tables.at(-1)?.cell ?? this.#pieces;
  }

  #closeTables(depth: number): void {
    while (this.#tables.length > depth) {
      const table = this.#tables.pop();
      if (table === undefined) return;
      if (table.cell.length > 0) table.row.push(table.cell);
      if (table.row.length > 0) table.rows.push(table.row);
      (this.#tables.at(-1)?.cell ?? this.#pieces).push(...tablePieces(inColumns(table.rows, table.edges)));
    }
  }
}
