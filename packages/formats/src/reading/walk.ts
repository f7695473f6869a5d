import type { BlockKind } from '@koersvast/core/text';
import { skippedColumns } from './columns.ts';
import type { Notices } from './document.ts';
import { isBlank, isElement, lineOf, type MarkupElement, type MarkupNode } from './markup.ts';
import type { NotePiece, Piece, Run } from './piece.ts';
import type { Data, Rule, RuleOf } from './rule.ts';

export interface Walked {
  readonly pieces: readonly Piece[];
  readonly notes: readonly NotePiece[];
}

/** What holds for the nodes that are being read. */
interface Place {
  readonly kind: BlockKind;
  readonly data: Data;
  readonly depth: number;
  readonly parent: MarkupElement | null;
  /** Whether white space between elements is none of the words. */
  readonly apart: boolean;
  /** Whether a block is open that what lies within it does not end. */
  readonly solid: '' | ' ' | '\n';
}

const highest = { depth: 0, parent: null, data: {}, apart: false, solid: '' } as const;

/**
 * Reads elements by rules into pieces and notes, in the order of the file. No words are lost: those that stand outside
 * every block are a paragraph, and an element that no rule knows keeps its words, and is told.
 */
export function walk(nodes: readonly MarkupNode[], ruleOf: RuleOf, notices: Notices): Walked {
  const walker = new Walker(ruleOf, notices, skippedColumns(nodes));
  walker.nodes(nodes, { ...highest, kind: 'paragraph' });
  return walker.finish();
}

interface OpenPiece {
  readonly kind: BlockKind;
  readonly level?: number;
  readonly data: Data;
  readonly opens?: Piece['opens'];
  /** What is written before its words, once there are some. */
  marker: string | null;
  readonly runs: Run[];
}

const hasWords = (runs: readonly Run[]) =>
  runs.some((run) => (typeof run === 'string' ? !isBlank(run) : 'text' in run || 'note' in run));

class Walker {
  readonly #ruleOf: RuleOf;
  readonly #notices: Notices;
  readonly #skipped: ReadonlyMap<MarkupElement, number>;
  #pieces: Piece[] = [];
  #notes: NotePiece[] = [];
  #placed = new Set<string>();
  #open: OpenPiece | null = null;
  #marker: string | null = null;
  #opensCell: Piece['opens'];

  constructor(ruleOf: RuleOf, notices: Notices, skipped: ReadonlyMap<MarkupElement, number>) {
    this.#ruleOf = ruleOf;
    this.#notices = notices;
    this.#skipped = skipped;
  }

  nodes(nodes: readonly MarkupNode[], place: Place): void {
    const mixed = nodes.some((node) => !isElement(node) && !isBlank(node));
    for (const node of nodes) {
      if (isElement(node)) {
        this.#element(node, place, mixed);
        if (place.apart) this.#push(' ');
      } else if (!place.apart || !isBlank(node)) this.#text(node, place);
    }
  }

  finish(): Walked {
    this.#end();
    this.#writeMarker('paragraph', highest.data);
    const lost = this.#notes.filter(({ id }) => !this.#placed.has(id));
    for (const { mark } of lost) this.#notices.add('notes_without_place', mark);
    return { pieces: this.#pieces, notes: this.#notes };
  }

  #element(element: MarkupElement, place: Place, mixed: boolean): void {
    const rule = this.#ruleOf(element, { parent: place.parent, depth: place.depth });
    const inner = { ...place, parent: element, apart: false };
    if (rule === null) {
      this.#notices.add('elements_unknown', element.name);
      // Among words it is part of them; by itself it holds something of its own.
      const inWords = mixed || this.#open !== null || place.solid !== '';
      if (inWords) this.nodes(element.children, inner);
      else this.#around('', () => this.nodes(element.children, inner));
      return;
    }
    this.#byRule(element, rule, inner);
  }

  #byRule(element: MarkupElement, rule: Rule, place: Place): void {
    const { children } = element;
    switch (rule.as) {
      case 'inline':
        this.#inline(children, place, rule.apart === true);
        break;
      case 'token':
        this.nodes(children, place);
        if (!rule.joined) this.#push(' ');
        break;
      case 'block':
      case 'heading':
      case 'item':
        this.#block(children, rule, place);
        break;
      case 'container':
      case 'section':
        this.#container(children, rule, place);
        break;
      case 'marker':
        this.#takeMarker(element, place);
        break;
      case 'table':
      case 'row':
        this.#rows(children, rule.as, place);
        break;
      case 'cell':
        this.#cell(element, place);
        break;
      case 'nothing':
        if (rule.notice !== undefined) this.#notices.add(rule.notice, lineOf(element));
        break;
      case 'nodes':
        this.nodes(rule.nodes, place);
        break;
      default:
        this.#small(rule);
    }
  }

  #rows(children: readonly MarkupNode[], opens: 'table' | 'row', place: Place): void {
    this.#around(place.solid, () => {
      if (place.solid === '') this.#opensCell = opens === 'table' ? 'table' : (this.#opensCell ?? 'row');
      this.nodes(children, { ...place, apart: true });
      if (opens === 'table') this.#opensCell = undefined;
    });
  }

  #small(rule: Extract<Rule, { as: 'break' | 'reference' | 'note' }>): void {
    if (rule.as === 'break') {
      this.#push({ lineBreak: true });
      return;
    }
    if (rule.as === 'note') this.#note(rule);
    if (rule.as === 'note' && !rule.isPlace) return;
    // A place at the very head of a text opens a paragraph; one between blocks belongs to the one before it.
    this.#placed.add(rule.id);
    const last = this.#open ?? this.#pieces.at(-1);
    if (last === undefined)
      this.#open = { kind: 'paragraph', data: {}, marker: null, runs: [{ note: rule.id }] };
    else (last.runs as Run[]).push({ note: rule.id });
  }

  /** A soft hyphen says where a word may be broken, and is none of its letters. */
  #text(written: string, place: Place): void {
    const text = written.includes('\u00AD') ? written.replaceAll('\u00AD', '') : written;
    if (this.#open === null) {
      if (isBlank(text)) return;
      this.#begin(place.kind, place.data);
    }
    this.#push(text);
  }

  #push(run: Run): void {
    this.#open?.runs.push(run);
  }

  #inline(children: readonly MarkupNode[], place: Place, apart: boolean): void {
    if (apart) this.#push(' ');
    this.nodes(children, { ...place, apart });
    if (apart) this.#push(' ');
  }

  #block(
    children: readonly MarkupNode[],
    rule: Extract<Rule, { as: 'block' | 'heading' | 'item' }>,
    place: Place,
  ): void {
    if (place.solid !== '') {
      if (rule.as === 'item')
        this.#around(place.solid, () => this.#push(rule.marker === undefined ? '' : `${rule.marker} `));
      this.#around(place.solid, () => this.nodes(children, place));
      return;
    }
    const kind = kindOf(rule, place);
    const data = 'data' in rule ? { ...place.data, ...rule.data } : place.data;
    const level = rule.as === 'heading' ? (rule.level ?? Math.max(1, place.depth)) : undefined;
    this.#end();
    if (rule.as === 'item') {
      this.#writeMarker('paragraph', data);
      this.#marker = rule.marker ?? null;
    }
    this.#begin(kind, data, level);
    this.nodes(children, {
      ...place,
      kind,
      data,
      apart: rule.as === 'block' && rule.apart === true,
      solid: kind === 'heading' ? ' ' : '',
    });
    this.#end();
    if (rule.as === 'item') this.#writeMarker(kind, data);
  }

  #container(
    children: readonly MarkupNode[],
    rule: Extract<Rule, { as: 'container' | 'section' }>,
    place: Place,
  ): void {
    const data = { ...place.data, ...rule.data };
    const kind = rule.as === 'container' ? (rule.kind ?? place.kind) : place.kind;
    const depth = rule.as === 'section' ? place.depth + 1 : place.depth;
    this.#around(place.solid, () => this.nodes(children, { ...place, kind, data, depth }));
  }

  /** A cell is one block, whatever lies in it. */
  #cell(element: MarkupElement, place: Place): void {
    const { children } = element;
    if (place.solid !== '') {
      this.#around(place.solid, () => this.nodes(children, place));
      return;
    }
    this.#end();
    for (let left = this.#skipped.get(element) ?? 0; left > 0; left -= 1) {
      this.#begin('table_cell', place.data, undefined, this.#opensCell);
      this.#opensCell = undefined;
      this.#end(true);
    }
    this.#begin('table_cell', place.data, undefined, this.#opensCell);
    this.#opensCell = undefined;
    this.nodes(children, { ...place, kind: 'table_cell', solid: '\n' });
    this.#end(true);
  }

  /** What lies within is apart from what stands before and after it. */
  #around(solid: Place['solid'], work: () => void): void {
    const part = () => {
      if (solid === '') this.#end();
      else this.#push(solid === '\n' ? { lineBreak: true } : ' ');
    };
    part();
    work();
    part();
  }

  #takeMarker(element: MarkupElement, place: Place): void {
    const marker = lineOf(element);
    if (marker === '') return;
    if (place.solid !== '') this.#push(` ${marker} `);
    else if (this.#open !== null && !hasWords(this.#open.runs)) this.#open.marker = marker;
    else {
      this.#end();
      this.#writeMarker('paragraph', place.data);
      this.#marker = marker;
    }
  }

  /** A marker that no words followed is a block by itself. */
  #writeMarker(kind: BlockKind, data: Data): void {
    if (this.#marker !== null) this.#pieces.push(withData({ kind, runs: [this.#marker] }, data));
    this.#marker = null;
  }

  #begin(kind: BlockKind, data: Data, level?: number, opens?: Piece['opens']): void {
    this.#open = {
      ...{ kind, data, marker: this.#marker, runs: [] },
      ...(level === undefined ? {} : { level: Math.min(level, 6) }),
      ...(opens === undefined ? {} : { opens }),
    };
    this.#marker = null;
  }

  /** An empty cell stays: it may open a row. */
  #end(keep = false): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    const { data, marker, runs, ...piece } = open;
    if (!keep && !hasWords(runs)) {
      // What stands before words waits for them.
      this.#marker = marker;
      return;
    }
    this.#pieces.push(withData({ ...piece, runs: marker === null ? runs : [`${marker} `, ...runs] }, data));
  }

  #note({ id, mark, body }: Extract<Rule, { as: 'note' }>): void {
    const { pieces, notes } = walk(body, this.#ruleOf, this.#notices);
    this.#notes.push({ id, mark, paragraphs: pieces.map(({ runs }) => runs) });
    this.#notes.push(...notes);
  }
}

function withData(piece: Piece, data: Data): Piece {
  return Object.keys(data).length === 0 ? piece : { ...piece, data };
}

function kindOf(rule: Extract<Rule, { as: 'block' | 'heading' | 'item' }>, place: Place): BlockKind {
  if (rule.as === 'heading') return 'heading';
  if (rule.as === 'item') return 'list_item';
  return rule.kind ?? place.kind;
}
