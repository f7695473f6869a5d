import type { Notices } from '../reading/document.ts';
import {
  descendantsOf,
  elementsOf,
  findElement,
  isElement,
  lineOf,
  type MarkupElement,
  type MarkupNode,
} from '../reading/markup.ts';

const isMain = ({ local, attributes }: MarkupElement) => local === 'main' || attributes.role === 'main';

const roles = /^(?:navigation|banner|contentinfo|search|complementary|alert|dialog|menu|menubar|toolbar)$/;
const names =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|cookies?|cookiebar|advert|advertentie|advertisement|ads|social|share|skiplinks?|pagination|pager|newsletter|related|noprint|catlinks|editsection)(?:$|[\s_-])/i;

/** How much of a page may be left out for its name alone. */
const smallPart = 0.25;

/** What stands around the text of a page: navigation, advertisements, head and foot. `whole` is how long the page is. */
export function isSurrounding(element: MarkupElement, whole: number): boolean {
  const { local, attributes } = element;
  if (local === 'nav' || (local === 'aside' && !/note/.test(`${attributes['epub:type']} ${attributes.role}`)))
    return true;
  if (roles.test(attributes.role ?? '')) return true;
  // Of a page that LibreOffice made of a letter: what stood at the head and foot of each of its pages.
  if (local === 'div' && /^(?:header|footer)$/.test(attributes.title ?? '')) return true;
  if (!/^(?:div|section|ul|ol|form|header|footer|p|span|table)$/.test(local)) return false;
  if (!names.test(`${attributes.class ?? ''} ${attributes.id ?? ''}`)) return false;
  return findElement(element, 'h1') === undefined && lineOf(element).length <= whole * smallPart;
}

/**
 * Where the text of a page is: in what it calls its main part, or in its only article; otherwise in all of it but head
 * and foot. What of the rest has words is told.
 */
export function mainNodes(root: MarkupElement, notices: Notices): readonly MarkupNode[] {
  const body = elementsOf(root).find(({ local }) => local === 'body') ?? root;
  const main = mainOf(body);
  if (main === null)
    return body.children.filter((child) => !isElement(child) || isText(child, body, notices));
  tellOutside(body, main, notices);
  return [...titleOutside(body, main), main];
}

function mainOf(body: MarkupElement): MarkupElement | null {
  const all = [...descendantsOf(body)];
  const whole = lineOf(body).length;
  const mains = all.filter((element) => isMain(element) && lineOf(element) !== '');
  if (mains.length === 1) return mains[0] ?? null;
  const articles = all.filter(({ local }) => local === 'article');
  const [only] = articles;
  return articles.length === 1 && only !== undefined && lineOf(only).length * 2 >= whole ? only : null;
}

/** The head and foot of a page that names no main part; a head with the only title stays, and one that leads nowhere. */
function isText(child: MarkupElement, body: MarkupElement, notices: Notices): boolean {
  if (child.local !== 'header' && child.local !== 'footer') return true;
  const title = findElement(child, 'h1');
  const others = [...descendantsOf(body)].filter(({ local }) => local === 'h1');
  if (title !== undefined && (others.length === 1 || findElement(child, 'a', 'nav') === undefined))
    return true;
  if (lineOf(child) !== '') notices.add('surroundings_left_out', lineOf(child));
  return false;
}

function tellOutside(within: MarkupElement, main: MarkupElement, notices: Notices): void {
  for (const child of elementsOf(within)) {
    if (child === main) continue;
    if (/^(?:script|style|noscript|template)$/.test(child.local) || lineOf(child) === '') continue;
    if (contains(child, main)) tellOutside(child, main, notices);
    else notices.add('surroundings_left_out', lineOf(child));
  }
}

function titleOutside(body: MarkupElement, main: MarkupElement): MarkupElement[] {
  if (findElement(main, 'h1') !== undefined) return [];
  const titles = [...descendantsOf(body)].filter(({ local }) => local === 'h1');
  return titles.length === 1 ? titles : [];
}

function contains(element: MarkupElement, other: MarkupElement): boolean {
  for (const each of descendantsOf(element)) if (each === other) return true;
  return false;
}
