import { type NumberFormat, writeNumber } from '../office/number-format.ts';
import { elementsOf, type XmlElement } from '../office/xml-tree.ts';

const formats: Readonly<Record<string, NumberFormat>> = {
  '': 'none',
  '1': 'decimal',
  '01': 'decimal-zero',
  a: 'lower-letter',
  A: 'upper-letter',
  i: 'lower-roman',
  I: 'upper-roman',
};

const levels = 10;

/** The numbers that a list came to at each level. */
export class Counts {
  readonly #counts: (number | null)[] = Array.from({ length: levels }, () => null);

  /** Counts one item of `style` at a level (the first is 0), and says what stands before it. */
  next(style: XmlElement | null, level: number, startsAt: number | null): string {
    const index = Math.min(level, levels - 1);
    const definition = levelOf(style, index);
    const count = this.#counts[index] ?? null;
    this.#counts[index] = startsAt ?? (count === null ? startOf(definition) : count + 1);
    this.restart(index + 1);
    if (definition === null || definition.name.endsWith('-bullet') || definition.name.endsWith('-image'))
      return '';
    return this.#written(style, definition, index);
  }

  /** What is deeper than a level begins again. */
  restart(from: number): void {
    for (let level = from; level < levels; level += 1) this.#counts[level] = null;
  }

  #written(style: XmlElement | null, definition: XmlElement, index: number): string {
    const { attributes } = definition;
    const number = (level: number) => {
      const other = levelOf(style, level);
      const format = formats[other?.attributes['style:num-format'] ?? ''] ?? 'decimal';
      return writeNumber(this.#counts[level] ?? startOf(other), format);
    };
    if (formats[attributes['style:num-format'] ?? ''] === 'none')
      return (attributes['style:num-prefix'] ?? '').trim();
    const pattern = attributes['style:num-list-format'] ?? attributes['loext:num-list-format'];
    if (pattern !== undefined) {
      return pattern.replace(/%(\d+)%/g, (_, level: string) => number(Number(level) - 1)).trim();
    }
    const shown = Math.min(index + 1, Number(attributes['text:display-levels'] ?? 1) || 1);
    const numbers = Array.from({ length: shown }, (_, at) => number(index + 1 - shown + at));
    const written = numbers.filter((each) => each !== '').join('.');
    return `${attributes['style:num-prefix'] ?? ''}${written}${attributes['style:num-suffix'] ?? ''}`.trim();
  }
}

function levelOf(style: XmlElement | null, index: number): XmlElement | null {
  if (style === null) return null;
  return elementsOf(style).find(({ attributes }) => attributes['text:level'] === String(index + 1)) ?? null;
}

function startOf(level: XmlElement | null): number {
  const start = Number(level?.attributes['text:start-value'] ?? 1);
  return Number.isSafeInteger(start) ? start : 1;
}
