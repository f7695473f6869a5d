import { elementsOf, isElement, lineOf, type MarkupElement, type MarkupNode } from '../reading/markup.ts';
import type { Rule } from '../reading/rule.ts';

const markerAlone = /^\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)°]{0,2}\)?$|^[-–—•·▪]$/iu;

/**
 * What in a list is not as HTML has it: a number in an element of its own, as official publications have (`li.nr`), and
 * lists of Word and Outlook, which are paragraphs with a number or bullet to be ignored.
 */
export function ruleInList(element: MarkupElement, parent: MarkupElement | null): Rule | null {
  const { local, attributes } = element;
  const style = attributes.style ?? '';
  if (local === 'p' && /mso-list\s*:\s*l\d/i.test(style)) return { as: 'item' };
  if (/mso-list\s*:\s*ignore/i.test(style)) {
    const marker = lineOf(element)
      .replace(/\u00A0/g, ' ')
      .trim();
    return /[\p{L}\p{N}]/u.test(marker) && marker !== 'o'
      ? { as: 'nodes', nodes: [{ ...element, local: 'list-marker', attributes: {}, children: [marker] }] }
      : { as: 'nothing' };
  }
  if (local === 'list-marker') return { as: 'marker' };
  return parent?.local === 'li' && isNumber(element, parent) ? { as: 'marker' } : null;
}

/** Whether an element is the number of its item: what comes first in it, before a block with its words. */
function isNumber(element: MarkupElement, item: MarkupElement): boolean {
  if (!markerAlone.test(lineOf(element))) return false;
  const parts = item.children.filter((node) => (isElement(node) ? lineOf(node) !== '' : node.trim() !== ''));
  const [, next] = parts;
  return parts[0] === element && next !== undefined && isElement(next) && /^(?:p|div)$/.test(next.local);
}

/** The numbers that a browser writes before the items of lists; not where the words begin with one. */
export function markersOf(
  nodes: readonly MarkupNode[],
  isLeftOut: (item: MarkupElement) => boolean,
): ReadonlyMap<MarkupElement, string> {
  const markers = new Map<MarkupElement, string>();
  const take = (element: MarkupElement): void => {
    if (element.local === 'ol') numberItems(element, markers, isLeftOut);
    for (const child of elementsOf(element)) take(child);
  };
  for (const node of nodes) if (isElement(node)) take(node);
  return markers;
}

const numbered = /^\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]/i;

function numberItems(
  list: MarkupElement,
  markers: Map<MarkupElement, string>,
  isLeftOut: (item: MarkupElement) => boolean,
): void {
  if (/list-style(?:-type)?\s*:\s*none/i.test(list.attributes.style ?? '')) return;
  const items = elementsOf(list).filter(({ local }) => local === 'li');
  if (items.every((item) => numbered.test(lineOf(item)))) return;
  const step = list.attributes.reversed === undefined ? 1 : -1;
  let number = whole(list.attributes.start) ?? (step === 1 ? 1 : items.length);
  for (const item of items) {
    number = whole(item.attributes.value) ?? number;
    if (!isLeftOut(item)) markers.set(item, `${written(number, typeOf(item) ?? typeOf(list) ?? '1')}.`);
    number += step;
  }
}

/** How CSS calls what HTML has a letter for. */
const types: Readonly<Record<string, string>> = {
  'lower-alpha': 'a',
  'lower-latin': 'a',
  'upper-alpha': 'A',
  'upper-latin': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
  decimal: '1',
};

/** How the items of a list, or one of them, are counted, where it says so. */
function typeOf({ attributes: { type, style = '' } }: MarkupElement): string | undefined {
  return types[/list-style(?:-type)?\s*:\s*([a-z-]+)/i.exec(style)?.[1]?.toLowerCase() ?? ''] ?? type;
}

function whole(value: string | undefined): number | null {
  return value !== undefined && /^-?\d{1,6}$/.test(value.trim()) ? Number(value) : null;
}

function written(number: number, type: string): string {
  if (number < 1 || number > 3999) return String(number);
  if (type === 'a' || type === 'A') return inCase(letters(number), type);
  if (type === 'i' || type === 'I') return inCase(roman(number), type);
  return String(number);
}

const inCase = (text: string, type: string) => (type === type.toUpperCase() ? text.toUpperCase() : text);

function letters(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(97 + ((number - 1) % 26));
}

const romans: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, sign] of romans)
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  return text;
}
