import { elementsOf, isElement, lineOf, type MarkupElement, type MarkupNode } from '../reading/markup.ts';

/** The notes of a page: what points at them, and where they stand. */
export interface PageNotes {
  readonly idByReference: ReadonlyMap<MarkupElement, string>;
  readonly noteByBody: ReadonlyMap<
    MarkupElement,
    { readonly id: string; readonly mark: string; readonly body: readonly MarkupNode[] }
  >;
}

const markForm = /^[[(]?\s*(\d{1,4}|[*†‡§]{1,4}|[a-z]|[ivxlc]{1,6})\s*[\])]?\.?$/i;
/** Without a link only figures and signs: a raised letter may be a unit or an ordinal. */
const raisedMark = /^[[(]?(\d{1,3}|[*†‡§]{1,4})[\])]?$/;
const noteId =
  /(?:^|[_.#:-])(?:fn|ftn|edn|footnote|endnote|note|noot|voetnoot|eindnoot|cite[_-]?note|sdfootnote|sdendnote)[\w.:-]*$/i;
const isInline = (local: string) => /^(?:a|sup|sub|span|small|b|i|em|strong|font|u)$/.test(local);

/**
 * Finds notes by the links to them: a link that is a mark (`1`, `[2]`, `*`) to a later place that links back, or that is
 * called a note. What such a link leads to is the block that its place lies in.
 */
export function notesOf(roots: readonly MarkupNode[]): PageNotes {
  const page = new Page(roots);
  const idByReference = new Map<MarkupElement, string>();
  const noteByBody = new Map<MarkupElement, { id: string; mark: string; body: readonly MarkupNode[] }>();
  for (const link of page.links) {
    const found = page.noteAt(link);
    if (found === null || inside(page, link, noteByBody)) continue;
    const { body, mark, reference } = found;
    const known = noteByBody.get(body);
    const id = known?.id ?? `note ${noteByBody.size + 1}`;
    idByReference.set(reference, id);
    if (known === undefined)
      noteByBody.set(body, { id, mark, body: withoutMark(body, mark, page.namesOf(link)) });
  }
  addRaised(page, idByReference, noteByBody);
  return { idByReference, noteByBody };
}

/** Marks of notes that no link leads from: raised figures or signs of which each stands at the head of one later block. */
function addRaised(
  page: Page,
  idByReference: Map<MarkupElement, string>,
  noteByBody: Map<MarkupElement, { id: string; mark: string; body: readonly MarkupNode[] }>,
): void {
  const heads = new Map<string, MarkupElement[]>();
  const marks = page.raised.flatMap((raised) => {
    const mark = raisedMark.exec(lineOf(raised))?.[1];
    const body = page.blockAround(raised);
    if (mark === undefined || body === null || inside(page, raised, noteByBody)) return [];
    const heading = firstOf(body) === raised;
    if (heading) heads.set(mark, [...(heads.get(mark) ?? []), body]);
    return heading ? [] : [{ raised, mark }];
  });
  for (const { raised, mark } of marks) {
    const bodies = heads.get(mark) ?? [];
    const [body] = bodies;
    if (body === undefined || bodies.length > 1 || !page.comesBefore(raised, body)) continue;
    const known = noteByBody.get(body);
    const id = known?.id ?? `note ${noteByBody.size + 1}`;
    idByReference.set(raised, id);
    if (known === undefined) noteByBody.set(body, { id, mark, body: withoutMark(body, mark, new Set()) });
  }
}

/** The innermost element with the first words of another. */
function firstOf(element: MarkupElement): MarkupElement | null {
  const first = element.children.find((node) => (isElement(node) ? lineOf(node) !== '' : node.trim() !== ''));
  if (first === undefined || !isElement(first)) return null;
  return first.local === 'sup' ? first : firstOf(first);
}

/** A link within a note leads back, or to another text. */
function inside(page: Page, link: MarkupElement, bodies: ReadonlyMap<MarkupElement, unknown>): boolean {
  for (let at: MarkupElement | undefined = link; at !== undefined; at = page.parentOf(at))
    if (bodies.has(at)) return true;
  return false;
}

class Page {
  readonly links: MarkupElement[] = [];
  /** Raised words in which no link is. */
  readonly raised: MarkupElement[] = [];
  readonly #parents = new Map<MarkupElement, MarkupElement>();
  readonly #byId = new Map<string, MarkupElement>();
  readonly #linksOf = new Map<MarkupElement, ReadonlySet<string>>();
  readonly #places = new Map<MarkupElement, number>();

  constructor(roots: readonly MarkupNode[]) {
    for (const root of roots) if (isElement(root)) this.#take(root);
  }

  #take(element: MarkupElement): void {
    this.#places.set(element, this.#places.size);
    const { id, name, href } = element.attributes;
    if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, element);
    if (element.local === 'a' && name !== undefined && !this.#byId.has(name)) this.#byId.set(name, element);
    if (element.local === 'a' && href?.startsWith('#')) this.links.push(element);
    if (element.local === 'sup' && linksIn(element).size === 0) this.raised.push(element);
    for (const child of elementsOf(element)) {
      this.#parents.set(child, element);
      this.#take(child);
    }
  }

  parentOf(element: MarkupElement): MarkupElement | undefined {
    return this.#parents.get(element);
  }

  /** The names by which a link can be led back to: its own, and those of the marks around it. */
  namesOf(link: MarkupElement): ReadonlySet<string> {
    const names = new Set<string>();
    for (let at: MarkupElement | undefined = link; at !== undefined; at = this.parentOf(at)) {
      for (const name of [at.attributes.id, at.attributes.name])
        if (name !== undefined) names.add(`#${name}`);
      if (!isInline(at.local)) break;
    }
    return names;
  }

  noteAt(link: MarkupElement): { body: MarkupElement; mark: string; reference: MarkupElement } | null {
    const reference = this.#markAround(link);
    const mark = markForm.exec(lineOf(reference))?.[1];
    const id = decodeName(link.attributes.href?.slice(1) ?? '');
    const target = this.#byId.get(id);
    if (mark === undefined || target === undefined) return null;
    if ((this.#places.get(target) ?? 0) <= (this.#places.get(link) ?? 0)) return null;
    const body = this.#blockOf(target);
    if (body === null || (this.#places.get(body) ?? 0) <= (this.#places.get(link) ?? 0)) return null;
    const names = this.namesOf(link);
    const said = /note/.test(
      `${link.attributes['epub:type']} ${link.attributes.role} ${body.attributes['epub:type']} ${body.attributes.role}`,
    );
    return said || noteId.test(id) || this.#leadsTo(body, names) ? { body, mark, reference } : null;
  }

  #leadsTo(body: MarkupElement, names: ReadonlySet<string>): boolean {
    const links = this.#linksOf.get(body) ?? linksIn(body);
    this.#linksOf.set(body, links);
    return [...names].some((name) => links.has(name));
  }

  /** The mark as it is printed: with the brackets around the link. */
  #markAround(link: MarkupElement): MarkupElement {
    let mark = link;
    for (let at = this.parentOf(link); at !== undefined && isInline(at.local); at = this.parentOf(at)) {
      if (!markForm.test(lineOf(at))) break;
      mark = at;
    }
    return mark;
  }

  blockAround(element: MarkupElement): MarkupElement | null {
    return this.#blockOf(element);
  }

  comesBefore(first: MarkupElement, second: MarkupElement): boolean {
    return (this.#places.get(first) ?? 0) < (this.#places.get(second) ?? 0);
  }

  #blockOf(target: MarkupElement): MarkupElement | null {
    let at: MarkupElement | undefined = target;
    while (at !== undefined && isInline(at.local)) at = this.parentOf(at);
    const around = at === undefined ? undefined : this.parentOf(at);
    // The paragraphs of a note that has several lie in something that bears its name.
    if (at?.local === 'p' && around !== undefined && noteId.test(around.attributes.id ?? '')) at = around;
    if (at?.local === 'p' && around?.local === 'li') at = around;
    return at === undefined || /^(?:body|main|article|section|html|table)$/.test(at.local) ? null : at;
  }
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Where the links within an element lead. */
function linksIn(element: MarkupElement, found: Set<string> = new Set()): Set<string> {
  const { href } = element.attributes;
  if (href !== undefined) found.add(href);
  for (const child of elementsOf(element)) linksIn(child, found);
  return found;
}

/** The words of a note without the links back and the mark at its head. */
function withoutMark(body: MarkupElement, mark: string, names: ReadonlySet<string>): readonly MarkupNode[] {
  const strip = (nodes: readonly MarkupNode[]): MarkupNode[] =>
    nodes.flatMap((node): MarkupNode[] => {
      if (!isElement(node)) return [node];
      if (
        node.local === 'a' &&
        (names.has(node.attributes.href ?? '') || /^[↩↑^⏎]+\uFE0E?$/u.test(lineOf(node)))
      )
        return [];
      return [{ ...node, children: strip(node.children) }];
    });
  return dropHead(strip(body.children), mark).nodes;
}

/** Without the mark with which the first words begin, if they do. */
function dropHead(
  nodes: readonly MarkupNode[],
  mark: string,
): { nodes: readonly MarkupNode[]; done: boolean } {
  const kept = [...nodes];
  for (const [at, node] of kept.entries()) {
    if (lineOf(node) === '') continue;
    if (isElement(node)) {
      const inner = dropHead(node.children, mark);
      kept[at] = { ...node, children: inner.nodes };
    } else {
      const text = node.trimStart();
      const head = markForm.test(text.trim())
        ? text
        : (/^[[(]?[\w*†‡§]{1,6}[\])]?[.:]?\s/u.exec(text)?.[0] ?? '');
      if (markForm.exec(head.trim().replace(/:$/, ''))?.[1] === mark) kept[at] = text.slice(head.length);
      else if (/^[\^↑]\s/u.test(text)) kept[at] = text.slice(1);
    }
    return { nodes: kept, done: true };
  }
  return { nodes: kept, done: false };
}
