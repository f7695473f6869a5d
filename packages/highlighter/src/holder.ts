import type { Block } from '@koersvast/core/text';
import type { CellPlace } from './structure.ts';

/**
 * Puts the blocks of a chunk into what holds several of them: the items of a list, the rows of a table, the notes of a
 * section. None of it adds a character: names of speakers are drawn by the style sheet.
 */
export class Holder {
  /** What comes into the chunk. */
  readonly made: HTMLElement[] = [];
  readonly #owner: Document;
  #open: { readonly kind: Block['kind']; readonly element: HTMLElement; readonly table?: object } | null =
    null;
  #row: HTMLElement | null = null;

  constructor(owner: Document) {
    this.#owner = owner;
  }

  #make(className: string, role: string): HTMLElement {
    const element = this.#owner.createElement('div');
    element.className = className;
    element.setAttribute('role', role);
    return element;
  }

  addSpeaker(name: string): void {
    this.#open = null;
    const element = this.#owner.createElement('div');
    element.className = 'kv-speaker';
    element.dataset.name = name;
    this.made.push(element);
  }

  add(block: Block, element: HTMLElement, cell: CellPlace | undefined): void {
    if (cell !== undefined) this.#addCell(element, cell);
    else if (block.kind === 'list_item') this.#within('list_item', 'kv-list', 'list').append(element);
    else if (block.kind === 'footnote') this.#within('footnote', 'kv-notes', 'group').append(element);
    else {
      this.#open = null;
      this.made.push(element);
    }
  }

  #within(kind: Block['kind'], className: string, role: string): HTMLElement {
    if (this.#open?.kind !== kind) {
      this.#open = { kind, element: this.#make(className, role) };
      this.made.push(this.#open.element);
    }
    return this.#open.element;
  }

  #addCell(element: HTMLElement, { table, opensRow, column }: CellPlace): void {
    if (this.#open?.table !== table) {
      const made = this.#make('kv-table', 'table');
      made.style.setProperty('--kv-columns', table.columns);
      made.style.setProperty('--kv-least', `${table.least}em`);
      this.#open = { kind: 'table_cell', element: made, table };
      this.#row = null;
      this.made.push(made);
    }
    if (opensRow || this.#row === null) {
      this.#row = this.#make('kv-row', 'row');
      this.#open.element.append(this.#row);
    }
    element.style.setProperty('grid-column', String(column));
    element.setAttribute('aria-colindex', String(column));
    this.#row.append(element);
  }
}
