/** An element of a file, of XML or of HTML. */
export interface MarkupElement {
  /** As written, with its prefix. */
  readonly name: string;
  /** Without it. */
  readonly local: string;
  /** The address of its namespace; empty when it is in none. */
  readonly namespace: string;
  /** By their names as written. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly MarkupNode[];
}

export type MarkupNode = MarkupElement | string;

export function isElement(node: MarkupNode): node is MarkupElement {
  return typeof node !== 'string';
}

export function elementsOf({ children }: MarkupElement): MarkupElement[] {
  return children.filter(isElement);
}

/** The first child of this name, without prefix. */
export function childOf(element: MarkupElement, local: string): MarkupElement | undefined {
  return elementsOf(element).find((child) => child.local === local);
}

/** Every element within, and the element itself, in the order of the file. */
export function* descendantsOf(element: MarkupElement): Generator<MarkupElement> {
  yield element;
  for (const child of element.children) if (isElement(child)) yield* descendantsOf(child);
}

/** The first element within of this name, without prefix. */
export function findElement(element: MarkupElement, ...locals: readonly string[]): MarkupElement | undefined {
  for (const each of descendantsOf(element)) if (locals.includes(each.local)) return each;
  return undefined;
}

/** All words within, as they stand there. */
export function textOf(node: MarkupNode): string {
  return isElement(node) ? node.children.map(textOf).join('') : node;
}

/** The words within, with one space between them. */
export function lineOf(node: MarkupNode | undefined): string {
  return node === undefined ? '' : textOf(node).replace(/\s+/gu, ' ').trim();
}

export function isBlank(text: string): boolean {
  return /^[ \t\n\r]*$/.test(text);
}
