import { symbolOf } from '../office/symbols.ts';
import { childOf, elementsOf, findIn, textIn, type XmlElement } from '../office/xml-tree.ts';
import type { Notices } from '../reading/document.ts';
import type { Piece, Run } from '../reading/piece.ts';
import type { Styles } from './styles.ts';

/** Elements whose words are no part of the text. */
const without = new Set(
  (
    'text:number text:tracked-changes text:ruby-text text:script office:event-listeners office:forms text:bookmark ' +
    'text:bookmark-start text:bookmark-end text:soft-page-break text:change text:change-start text:change-end ' +
    'text:toc-mark text:toc-mark-start text:toc-mark-end text:user-index-mark text:alphabetical-index-mark ' +
    'office:annotation-end svg:title svg:desc'
  ).split(' '),
);

const drawn =
  /^draw:(?:frame|a|g|text-box|custom-shape|rect|ellipse|circle|line|polyline|polygon|path|connector|caption)$/;

/** What a paragraph needs of the text that it stands in. */
export interface Surroundings {
  readonly styles: Styles;
  readonly notices: Notices;
  /** The paragraphs, lists and tables in an element, as pieces. */
  within(parent: XmlElement): Piece[];
  note(mark: string, body: XmlElement): string;
}

/** What one paragraph has in it, as it is read. */
export class Inline {
  readonly runs: Run[] = [];
  /** What stands in boxes that are anchored in it. */
  readonly boxes: Piece[] = [];
  readonly #story: Surroundings;
  /** Of the innermost words that say one. */
  #font: string | null = null;

  constructor(story: Surroundings) {
    this.#story = story;
  }

  read(parent: XmlElement): void {
    for (const node of parent.children) {
      if (typeof node === 'string') this.#text(node);
      else this.#element(node);
    }
  }

  #text(text: string): void {
    const shown = /[\uF020-\uF0FF]/.test(text) ? this.#inFont(text) : text;
    // A place where a word may be broken is no part of the word.
    this.runs.push(shown.includes('\u00AD') ? shown.replaceAll('\u00AD', '') : shown);
  }

  /** Codes of a font of pictures may stand among the words, in the area that belongs to no character. */
  #inFont(text: string): string {
    // A second font of the same name is told apart by a number.
    const font = /^['"]?(symbol|wingdings)\d*['"]?$/i.exec(this.#font ?? '')?.[1] ?? 'Symbol';
    return text.replaceAll(/[\uF020-\uF0FF]/g, (character) => {
      const symbol = symbolOf(character.charCodeAt(0), font);
      if (symbol === null) this.#story.notices.add('characters_replaced');
      return symbol ?? '\uFFFD';
    });
  }

  #element(element: XmlElement): void {
    const { name, attributes } = element;
    if (without.has(name)) return;
    if (name === 'text:s' || name === 'text:tab') this.runs.push(' ');
    else if (name === 'text:line-break') this.runs.push({ lineBreak: true });
    else if (name === 'text:note') this.#note(element);
    else if (name === 'office:annotation') this.#story.notices.add('comments_left_out');
    else if (drawn.test(name)) this.#drawing(element);
    else if (isHidden(element) || this.#story.styles.hides('text', attributes['text:style-name']))
      this.#story.notices.add('hidden_left_out', textIn(element));
    else this.#within(element);
  }

  #within(element: XmlElement): void {
    const around = this.#font;
    if (element.name === 'text:span')
      this.#font = this.#story.styles.font(element.attributes['text:style-name']) ?? around;
    this.read(element);
    this.#font = around;
  }

  #note(element: XmlElement): void {
    const citation = childOf(element, 'text:note-citation');
    const body = childOf(element, 'text:note-body');
    if (citation === null || body === null) return;
    const mark = (citation.attributes['text:label'] ?? textIn(citation)).trim();
    this.runs.push({ note: this.#story.note(mark, body) });
  }

  #drawing(element: XmlElement): void {
    const boxes = boxesIn(element);
    if (boxes.length === 0) {
      if (findIn(element, 'draw:object') !== null || findIn(element, 'draw:object-ole') !== null)
        this.#story.notices.add('embedded_left_out');
      else if (findIn(element, 'draw:image') !== null) this.#story.notices.add('pictures_left_out');
    }
    for (const box of boxes) {
      const pieces = this.#story.within(box);
      if (pieces.length > 0) this.#story.notices.add('text_boxes_moved');
      this.boxes.push(...pieces);
    }
  }
}

/** What is hidden at this moment, by a condition or for good. */
export function isHidden({ name, attributes }: XmlElement): boolean {
  if (attributes['text:is-hidden'] === 'true') return true;
  return name === 'text:section' && attributes['text:display'] === 'none';
}

/** What holds the words of a drawing: its box, or the shape itself. */
export function boxesIn(element: XmlElement): XmlElement[] {
  const { name } = element;
  const paragraphs = elementsOf(element).some(
    (child) => child.name === 'text:p' || child.name === 'text:list',
  );
  if (name === 'draw:text-box' || paragraphs) return [element];
  // A frame may offer the same thing in several forms, the best first.
  const inside = elementsOf(element).map(boxesIn);
  return name === 'draw:frame' ? (inside.find((boxes) => boxes.length > 0) ?? []) : inside.flat();
}
