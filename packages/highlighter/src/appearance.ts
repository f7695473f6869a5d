import type { Appearance } from './types.ts';

let views = 0;

/**
 * The class of what has an appearance. A class, because a browser looks up at once what is said of it; rules about the
 * value of an attribute are tried one by one, with a codebook of 500 tags as many for each element.
 */
export function paintClass(paint: number): string {
  return `kv-paint-${paint}`;
}

/** The rules that give each appearance its colours and line style, in a style sheet of the view's own. */
export class AppearanceSheet {
  readonly #root: HTMLElement;
  readonly #scope: string;
  #sheet: CSSStyleSheet | null = null;

  constructor(root: HTMLElement) {
    views += 1;
    this.#scope = `kv${views}`;
    this.#root = root;
    root.dataset.view = this.#scope;
  }

  get #home(): Document | ShadowRoot {
    const home = this.#root.getRootNode();
    return home instanceof ShadowRoot ? home : this.#root.ownerDocument;
  }

  set(appearances: readonly Appearance[]): void {
    const rules = appearances.map(({ colour, line }, paint) => {
      const number = Math.trunc(colour);
      return `[data-view="${this.#scope}"] .${paintClass(paint)}{--kv-line:var(--kv-tag-${number}-line);--kv-tint:var(--kv-tag-${number}-tint);--kv-style:${line}}`;
    });
    if (this.#sheet === null) {
      this.#sheet = new CSSStyleSheet();
      this.#home.adoptedStyleSheets = [...this.#home.adoptedStyleSheets, this.#sheet];
    }
    this.#sheet.replaceSync(rules.join('\n'));
  }

  destroy(): void {
    const mine = this.#sheet;
    if (mine === null) return;
    this.#home.adoptedStyleSheets = this.#home.adoptedStyleSheets.filter((sheet) => sheet !== mine);
  }
}
