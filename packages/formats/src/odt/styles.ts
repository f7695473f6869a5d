import { headingLevel, isQuoteStyle } from '../office/style-name.ts';
import { childOf, elementsOf, type XmlElement } from '../office/xml-tree.ts';

/** A chain of styles that leads back to itself, or goes on and on, ends here. */
const longestChain = 30;

export interface ParagraphStyle {
  /** Of a heading: 1 is the highest. */
  readonly level: number | null;
  readonly quote: boolean;
}

/** The styles of a document of OpenDocument: those with names, and those that a program made for single paragraphs. */
export class Styles {
  readonly #byName = new Map<string, XmlElement>();
  readonly #resolved = new Map<string, ParagraphStyle>();
  readonly #hidden = new Map<string, boolean>();
  readonly lists = new Map<string, XmlElement>();
  readonly outline: XmlElement | null = null;

  /** `groups` hold styles; a later one stands before an earlier one. */
  constructor(groups: readonly (XmlElement | null)[]) {
    for (const group of groups) {
      for (const style of group === null ? [] : elementsOf(group)) {
        const { 'style:name': name = '', 'style:family': family = '' } = style.attributes;
        if (style.name === 'style:style') this.#byName.set(`${family} ${name}`, style);
        else if (style.name === 'text:list-style') this.lists.set(name, style);
        else if (style.name === 'text:outline-style') this.outline = style;
      }
    }
  }

  paragraph(name: string | undefined): ParagraphStyle {
    const known = this.#resolved.get(name ?? '');
    if (known !== undefined) return known;
    const names = this.#chain('paragraph', name).map(
      ({ attributes }) => attributes['style:display-name'] ?? readable(attributes['style:name'] ?? ''),
    );
    const levels = names.map(headingLevel).filter((level) => level !== null);
    const style = { level: levels[0] ?? null, quote: names.some(isQuoteStyle) };
    this.#resolved.set(name ?? '', style);
    return style;
  }

  /** Whether a style hides what has it; `family` is `paragraph` or `text`. */
  hides(family: string, name: string | undefined): boolean {
    const key = `${family} ${name}`;
    const known = this.#hidden.get(key);
    if (known !== undefined) return known;
    const said = this.#chain(family, name)
      .map((style) => childOf(style, 'style:text-properties')?.attributes['text:display'])
      .find((display) => display !== undefined);
    this.#hidden.set(key, said === 'none');
    return said === 'none';
  }

  /** The font that a style of characters writes in; null where it says nothing of that. */
  font(name: string | undefined): string | null {
    for (const style of this.#chain('text', name)) {
      const said = childOf(style, 'style:text-properties')?.attributes;
      const font = said?.['style:font-name'] ?? said?.['fo:font-family'];
      if (font !== undefined) return font;
    }
    return null;
  }

  #chain(family: string, name: string | undefined): XmlElement[] {
    const chain: XmlElement[] = [];
    let style = this.#byName.get(`${family} ${name}`);
    while (style !== undefined && chain.length < longestChain && !chain.includes(style)) {
      chain.push(style);
      style = this.#byName.get(`${family} ${style.attributes['style:parent-style-name']}`);
    }
    return chain;
  }
}

/** Names of styles have other characters than letters as their codes: `Heading_20_1`. */
function readable(name: string): string {
  return name.replace(/_([0-9a-f]{1,4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
