import { type Level, type List, ListNumbers } from '../office/list-numbers.ts';
import type { NumberFormat } from '../office/number-format.ts';
import { childOf, childrenOf, type XmlElement } from '../office/xml-tree.ts';
import { numberOf, toggleOf, valueIn } from './properties.ts';
import type { Styles } from './styles.ts';

/** With the style that stands for it. */
interface StyledLevel extends Level {
  readonly style: string | null;
}

const formats: Readonly<Record<string, NumberFormat>> = {
  decimalZero: 'decimal-zero',
  lowerLetter: 'lower-letter',
  upperLetter: 'upper-letter',
  lowerRoman: 'lower-roman',
  upperRoman: 'upper-roman',
  ordinal: 'ordinal',
  chicago: 'symbol',
  bullet: 'bullet',
  none: 'none',
};

export function formatOf(name: string | null): NumberFormat {
  return formats[name ?? 'decimal'] ?? 'decimal';
}

function readLevel(element: XmlElement): StyledLevel {
  return {
    start: numberOf(element, 'w:start') ?? 0,
    format: formatOf(valueIn(element, 'w:numFmt')),
    text: valueIn(element, 'w:lvlText') ?? '',
    restart: numberOf(element, 'w:lvlRestart'),
    legal: toggleOf(element, 'w:isLgl') ?? false,
    style: valueIn(element, 'w:pStyle'),
  };
}

interface Num {
  readonly abstract: string;
  readonly starts: ReadonlyMap<number, number>;
  readonly levels: ReadonlyMap<number, StyledLevel>;
}

function atLevel<T>(elements: readonly XmlElement[], of: (element: XmlElement) => T | null): Map<number, T> {
  const found = new Map<number, T>();
  for (const element of elements) {
    const value = of(element);
    if (value !== null) found.set(Number(element.attributes['w:ilvl'] ?? 0), value);
  }
  return found;
}

/** The lists of a document, and the numbers that their items come to. */
export class Numbering {
  readonly #abstracts = new Map<string, ReadonlyMap<number, StyledLevel>>();
  readonly #links = new Map<string, string>();
  readonly #nums = new Map<string, Num>();
  readonly #styles: Styles;
  readonly #numbers = new ListNumbers();

  constructor(root: XmlElement | null, styles: Styles) {
    this.#styles = styles;
    for (const element of childrenOf(root, 'w:abstractNum')) {
      const id = element.attributes['w:abstractNumId'] ?? '';
      this.#abstracts.set(id, atLevel(childrenOf(element, 'w:lvl'), readLevel));
      const link = valueIn(element, 'w:numStyleLink');
      if (link !== null) this.#links.set(id, link);
    }
    for (const element of childrenOf(root, 'w:num')) {
      const overrides = childrenOf(element, 'w:lvlOverride');
      this.#nums.set(element.attributes['w:numId'] ?? '', {
        abstract: valueIn(element, 'w:abstractNumId') ?? '',
        starts: atLevel(overrides, (override) => numberOf(override, 'w:startOverride')),
        levels: atLevel(overrides, (override) => {
          const level = childOf(override, 'w:lvl');
          return level === null ? null : readLevel(level);
        }),
      });
    }
  }

  /** The level at which a style stands in a list that names it. */
  levelOfStyle(numId: string, style: string): number | null {
    const num = this.#num(numId);
    if (num === null) return null;
    for (const [index, level] of this.#abstracts.get(num.abstract) ?? [])
      if (level.style === style) return index;
    return null;
  }

  /** Counts one paragraph, and says what stands before it: empty for a bullet, null when it is no item of a list. */
  next(numId: string, ilvl: number): string | null {
    const num = this.#num(numId);
    return num === null ? null : this.#numbers.next(this.#list(numId, num), ilvl);
  }

  #list(id: string, num: Num): List {
    const kind = this.#abstracts.get(num.abstract);
    return {
      id,
      kind: num.abstract,
      starts: num.starts,
      level: (index) => num.levels.get(index) ?? kind?.get(index) ?? null,
    };
  }

  #num(numId: string): Num | null {
    const num = this.#nums.get(numId);
    if (num === undefined || numId === '0') return null;
    const link = this.#links.get(num.abstract);
    const meant = link === undefined ? null : this.#styles.numberingOf(link);
    const other = meant === null ? undefined : this.#nums.get(meant);
    return other === undefined ? num : { ...num, abstract: other.abstract };
  }
}
