import { headingLevel, isQuoteStyle } from '../office/style-name.ts';
import { childOf, childrenOf, type XmlElement } from '../office/xml-tree.ts';
import { numberOf, toggleOf, valueIn } from './properties.ts';

/** What a style, with those that it is based on, says of a paragraph. */
export interface ParagraphStyle {
  readonly id: string;
  /** Of a heading: 1 is the highest. */
  readonly level: number | null;
  readonly quote: boolean;
  readonly numId: string | null;
  readonly ilvl: number | null;
  readonly hidden: boolean;
}

const plain: ParagraphStyle = { id: '', level: null, quote: false, numId: null, ilvl: null, hidden: false };

/** A chain of styles that leads back to itself, or goes on and on, ends here. */
const longestChain = 30;

export class Styles {
  readonly #byId = new Map<string, XmlElement>();
  readonly #resolved = new Map<string, ParagraphStyle>();
  #usual = '';

  constructor(root: XmlElement | null) {
    for (const style of childrenOf(root, 'w:style')) {
      const { 'w:styleId': id = '', 'w:type': type, 'w:default': usual } = style.attributes;
      this.#byId.set(id, style);
      if (type === 'paragraph' && (usual === '1' || usual === 'true')) this.#usual = id;
    }
  }

  paragraph(id: string | null): ParagraphStyle {
    const known = id ?? this.#usual;
    const resolved = this.#resolved.get(known) ?? this.#resolve(known);
    this.#resolved.set(known, resolved);
    return resolved;
  }

  /** Whether a style of characters hides them; null when it says nothing of that. */
  hides(id: string | null): boolean | null {
    if (id === null) return null;
    for (const style of this.#chain(id)) {
      const hidden = toggleOf(childOf(style, 'w:rPr'), 'w:vanish');
      if (hidden !== null) return hidden;
    }
    return null;
  }

  /** The list that a style of lists stands for. */
  numberingOf(id: string): string | null {
    const found = this.#byId.get(id);
    return found === undefined ? null : valueIn(childOf(childOf(found, 'w:pPr'), 'w:numPr'), 'w:numId');
  }

  #resolve(id: string): ParagraphStyle {
    const chain = this.#chain(id);
    // A style that a template left out still says by its id what it was (`Kop1`, `Heading2`).
    if (chain.length === 0) return { ...plain, id, level: headingLevel(id), quote: isQuoteStyle(id) };
    const first = <T>(of: (style: XmlElement) => T | null): T | null => {
      for (const style of chain) {
        const value = of(style);
        if (value !== null) return value;
      }
      return null;
    };
    const numbering = (style: XmlElement) => childOf(childOf(style, 'w:pPr'), 'w:numPr');
    return {
      id,
      level: first(levelOf) || null,
      quote: chain.some((style) => isQuoteStyle(valueIn(style, 'w:name') ?? '')),
      numId: first((style) => valueIn(numbering(style), 'w:numId')),
      ilvl: first((style) => numberOf(numbering(style), 'w:ilvl')),
      hidden: first((style) => toggleOf(childOf(style, 'w:rPr'), 'w:vanish')) ?? false,
    };
  }

  #chain(id: string): XmlElement[] {
    const chain: XmlElement[] = [];
    let style = this.#byId.get(id);
    while (style !== undefined && chain.length < longestChain && !chain.includes(style)) {
      chain.push(style);
      style = this.#byId.get(valueIn(style, 'w:basedOn') ?? '');
    }
    return chain;
  }
}

/** What one style says by itself: a level, 0 for none, null when it says nothing. */
function levelOf(style: XmlElement): number | null {
  const named = headingLevel(valueIn(style, 'w:name') ?? '');
  if (named !== null) return named;
  const outline = numberOf(childOf(style, 'w:pPr'), 'w:outlineLvl');
  if (outline === null) return null;
  return outline >= 0 && outline < 9 ? outline + 1 : 0;
}
