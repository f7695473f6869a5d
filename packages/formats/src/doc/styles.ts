import { headingLevel, isQuoteStyle } from '../office/style-name.ts';
import type { Bytes } from './bytes.ts';
import { type Properties, readProperties, sprm } from './properties.ts';

export interface Style {
  /** Of a heading: 1 is the highest. */
  readonly level: number | null;
  readonly quote: boolean;
  readonly paragraph: Properties;
  readonly hidden: boolean;
}

interface Stored {
  readonly builtIn: number;
  readonly base: number;
  readonly name: string;
  readonly paragraph: Properties;
  readonly characters: Properties;
}

const none: Properties = new Map();

/** The styles of a document (MS-DOC, STSH), by their place in the list. */
export class Styles {
  readonly #stored: (Stored | null)[];
  readonly #resolved = new Map<number, Style>();

  constructor(table: Bytes) {
    this.#stored = readStyles(table);
  }

  at(index: number): Style {
    const known = this.#resolved.get(index) ?? this.#resolve(index);
    this.#resolved.set(index, known);
    return known;
  }

  #resolve(index: number): Style {
    const chain: Stored[] = [];
    let stored = this.#stored[index];
    while (stored != null && !chain.includes(stored) && chain.length < 30) {
      chain.push(stored);
      stored = this.#stored[stored.base];
    }
    const paragraph = new Map<number, number>(chain.toReversed().flatMap((each) => [...each.paragraph]));
    const characters = new Map<number, number>(chain.toReversed().flatMap((each) => [...each.characters]));
    const outline = paragraph.get(sprm.outline);
    const named = chain
      .map(({ builtIn, name }) => (builtIn >= 1 && builtIn <= 9 ? builtIn : headingLevel(name)))
      .find((level) => level !== null);
    return {
      level: named ?? (outline !== undefined && outline < 9 ? outline + 1 : null),
      quote: chain.some(({ name }) => isQuoteStyle(name)),
      paragraph,
      hidden: (characters.get(sprm.hidden) ?? 0) === 1,
    };
  }
}

function readStyles(table: Bytes): (Stored | null)[] {
  if (table.length < 6) return [];
  const headLength = table.u16(0);
  const count = table.u16(2);
  const baseLength = table.u16(4);
  const styles: (Stored | null)[] = [];
  let at = 2 + headLength;
  for (let index = 0; index < count && at + 2 <= table.length; index += 1) {
    const length = table.u16(at);
    at += 2;
    styles.push(
      length < baseLength + 4
        ? null
        : readStyle(table.slice(at, Math.min(length, table.length - at)), baseLength),
    );
    at += length;
  }
  return styles;
}

function readStyle(style: Bytes, baseLength: number): Stored {
  const kind = style.u16(2) & 0xf;
  const units = style.u16(baseLength);
  const stored = {
    builtIn: style.u16(0) & 0xfff,
    base: style.u16(2) >> 4,
    name: style.utf16(baseLength + 2, Math.min(units, Math.floor((style.length - baseLength - 2) / 2))),
  };
  // Of styles of paragraphs: properties of paragraphs, then those of characters, each at an even place.
  const first = listAt(style, baseLength + 4 + units * 2);
  const second = listAt(style, first.end);
  if (kind !== 1)
    return {
      ...stored,
      paragraph: none,
      characters: first.list === null ? none : readProperties(first.list),
    };
  return {
    ...stored,
    paragraph:
      first.list === null || first.list.length < 2
        ? none
        : readProperties(first.list.slice(2, first.list.length - 2)),
    characters: second.list === null ? none : readProperties(second.list),
  };
}

function listAt(style: Bytes, place: number): { list: Bytes | null; end: number } {
  const at = place + (place % 2);
  if (at + 2 > style.length) return { list: null, end: style.length };
  const length = style.u16(at);
  if (at + 2 + length > style.length) return { list: null, end: style.length };
  return { list: style.slice(at + 2, length), end: at + 2 + length };
}
