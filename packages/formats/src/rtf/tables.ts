import { headingLevel, isQuoteStyle } from '../office/style-name.ts';
import { codePageOf } from './code-pages.ts';
import type { Destination } from './destinations.ts';

/** Where the file is, as far as its tables are concerned. */
interface At {
  destination: Destination;
  font: number;
  style: number;
  outline: number | null;
}

interface Font {
  codePage: number | null;
  isSymbols: boolean;
  name: string;
}

interface Style {
  readonly level: number | null;
  readonly outline: number | null;
  readonly quote: boolean;
}

/** The tables of fonts and styles, and what the file says of the whole of itself. */
export class Tables {
  readonly #fonts = new Map<number, Font>();
  readonly #styles = new Map<number, Style>();
  #codePage = 1252;
  #usualFont = -1;
  /** The name that is being read, up to its semicolon. */
  #name = '';

  /** The code page of what no font says another for. */
  get codePage(): number {
    return this.#codePage;
  }

  fontOf({ font }: Pick<At, 'font'>): Font | undefined {
    return this.#fonts.get(font === -1 ? this.#usualFont : font);
  }

  isSymbols(font: number): boolean {
    return this.#fonts.get(font)?.isSymbols ?? false;
  }

  styleOf(style: number): Style | undefined {
    return this.#styles.get(style);
  }

  /** A table begins here. */
  begin(): void {
    this.#name = '';
  }

  /** Whether a word belongs to them. */
  word(at: At, name: string, parameter: number | null): boolean {
    const { destination } = at;
    if (destination === 'fonts') {
      if (name === 'f') at.font = parameter ?? 0;
      const font = this.#fonts.get(at.font) ?? { codePage: null, isSymbols: false, name: '' };
      if (name === 'fcharset') {
        font.isSymbols = parameter === 2;
        font.codePage = codePageOf(parameter ?? 0);
      } else if (name === 'cpg') font.codePage = parameter;
      this.#fonts.set(at.font, font);
      return true;
    }
    if (destination === 'styles') {
      if (name === 's') at.style = parameter ?? 0;
      else if (name === 'cs' || name === 'ts' || name === 'ds') at.style = -1;
      else if (name === 'outlinelevel') at.outline = parameter;
      return true;
    }
    if (name === 'ansicpg') this.#codePage = parameter || 1252;
    else if (name === 'mac') this.#codePage = 10000;
    else if (name === 'pc') this.#codePage = 437;
    else if (name === 'pca') this.#codePage = 850;
    else if (name === 'deff') this.#usualFont = parameter ?? -1;
    else return false;
    return true;
  }

  /** The words of a table are names, each up to a semicolon. */
  text(at: At, text: string): void {
    this.#name += text;
    if (!this.#name.includes(';')) return;
    const name = this.#name.slice(0, this.#name.indexOf(';')).trim();
    this.#name = '';
    const { destination, font, style, outline } = at;
    if (destination === 'fonts') {
      const known = this.#fonts.get(font);
      if (known === undefined) return;
      known.name = name;
      // Some programs do not say of these fonts that they are pictures.
      if (/^(?:symbol|wingdings\b.*|webdings)$/i.test(name)) known.isSymbols = true;
    } else if (style >= 0)
      this.#styles.set(style, { level: headingLevel(name), outline, quote: isQuoteStyle(name) });
  }
}
