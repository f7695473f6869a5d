import type { Notices } from '../reading/document.ts';
import {
  elementsOf,
  findElement,
  isElement,
  lineOf,
  type MarkupElement,
  type MarkupNode,
} from '../reading/markup.ts';
import type { Rule, RuleOf } from '../reading/rule.ts';
import { named, rules } from '../reading/rules.ts';
import { markersOf, ruleInList } from './list.ts';
import { isSurrounding } from './main.ts';
import { notesOf } from './notes.ts';

const form: Rule = { as: 'nothing', notice: 'embedded_left_out' };

/** The elements of HTML by what they are to a text. */
const ruleByName: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...named(
    rules.inline,
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small span ' +
      'strike strong sub sup time tt u var output wbr',
  ),
  ...named(rules.block, 'p address dt dd figcaption caption legend summary pre listing xmp'),
  ...named(
    rules.container,
    'html body div main article section header footer hgroup center figure fieldset form details dialog ul ol dl menu dir ' +
      'tbody thead tfoot search frameset noframes aside nav',
  ),
  ...named(rules.quote, 'blockquote'),
  ...named(rules.row, 'tr'),
  ...named(rules.cell, 'td th'),
  ...named(rules.break, 'br'),
  ...named(
    rules.nothing,
    'script style noscript template head title link meta base hr rp rt area map source track col colgroup param bgsound',
  ),
  ...named(rules.pictures, 'img picture svg video audio canvas'),
  ...named(rules.formulas, 'math'),
  ...named(form, 'input select textarea button datalist object embed iframe applet frame meter progress'),
]);

const hiddenByStyle = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
const hiddenByName = /(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|hidden)(?:\s|$)/i;

function isHidden({ attributes }: MarkupElement): boolean {
  if (attributes.hidden !== undefined || hiddenByStyle.test(attributes.style ?? '')) return true;
  return hiddenByName.test(attributes.class ?? '');
}

const longestCell = 1500;

/** What lies in an element, as far as it tells whether a table is one. */
interface Within {
  /** A table, or a heading of a page. */
  readonly sets: boolean;
  readonly length: number;
  /** A cell with more words than any cell of a table. */
  readonly longCell: boolean;
  /** The most cells that a row has. */
  readonly widest: number;
}

const nothingWithin: Within = { sets: false, length: 0, longCell: false, widest: 0 };

/** The tables that only set a page, with all that makes them up: their cells are no cells of a table. */
function layoutOf(nodes: readonly MarkupNode[]): ReadonlySet<MarkupElement> {
  const byTable = new Map<MarkupElement, Within>();
  for (const node of nodes) if (isElement(node)) look(node, byTable);
  const layout = new Set<MarkupElement>();
  const take = (element: MarkupElement, inLayout: boolean): void => {
    const within = byTable.get(element);
    const sets = within === undefined ? inLayout : isLayout(element, within);
    if (sets) layout.add(element);
    for (const child of elementsOf(element)) take(child, sets);
  };
  for (const node of nodes) if (isElement(node)) take(node, false);
  return layout;
}

function isLayout({ attributes }: MarkupElement, { sets, longCell, widest }: Within): boolean {
  return /^(?:presentation|none)$/.test(attributes.role ?? '') || sets || longCell || widest <= 1;
}

function look(element: MarkupElement, byTable: Map<MarkupElement, Within>): Within {
  const { local } = element;
  let within = nothingWithin;
  for (const child of element.children) {
    const inner = isElement(child) ? look(child, byTable) : { ...nothingWithin, length: child.length };
    within = {
      sets: within.sets || inner.sets || (isElement(child) && /^(?:table|h1|h2)$/.test(child.local)),
      length: within.length + inner.length,
      longCell: within.longCell || inner.longCell,
      widest: Math.max(within.widest, inner.widest),
    };
  }
  if (local === 'table') byTable.set(element, within);
  if (local === 'td' && within.length > longestCell) return { ...within, longCell: true };
  return local === 'tr' ? { ...within, widest: Math.max(within.widest, elementsOf(element).length) } : within;
}

/** What an element of these pages is to their text. `surroundings` is what of them may be left out for its name. */
export function ruleOfPage(nodes: readonly MarkupNode[], notices: Notices): RuleOf {
  const { idByReference, noteByBody } = notesOf(nodes);
  const layout = layoutOf(nodes);
  const whole = nodes.reduce((sum, node) => sum + lineOf(node).length, 0);
  const markers = markersOf(nodes, (item) => noteByBody.has(item));
  return (element, { parent }) => {
    const { local, attributes } = element;
    const reference = idByReference.get(element);
    if (reference !== undefined) return { as: 'reference', id: reference };
    const note = noteByBody.get(element);
    if (note !== undefined) return { as: 'note', ...note, isPlace: false };
    if (/\bpagebreak\b/.test(attributes['epub:type'] ?? '')) return rules.nothing;
    if (isHidden(element)) return leftOut(element, 'hidden_left_out');
    if (isSurrounding(element, whole)) return leftOut(element, 'surroundings_left_out');
    const level =
      /^h([1-6])$/.exec(local)?.[1] ??
      (attributes.role === 'heading' ? (attributes['aria-level'] ?? '2') : undefined);
    if (level !== undefined) return { as: 'heading', level: Number(level) || 2 };
    if (local === 'li') return ruleOfItem(element, markers, notices);
    const listed = ruleInList(element, parent);
    if (listed !== null) return listed;
    if (layout.has(element) && /^(?:table|tr|td|th)$/.test(local)) return rules.container;
    if (local === 'table') return rules.table;
    // What Word and Outlook put around words: `o:p`, `st1:place`.
    return ruleByName.get(local) ?? (/^(?:o|st\d):/.test(local) ? rules.inline : null);
  };
}

function leftOut(element: MarkupElement, notice: 'hidden_left_out' | 'surroundings_left_out'): Rule {
  const hasWords = lineOf(element) !== '' && findElement(element, 'script', 'style') !== element;
  return hasWords ? { as: 'nothing', notice } : rules.nothing;
}

function ruleOfItem(
  item: MarkupElement,
  markers: ReadonlyMap<MarkupElement, string>,
  notices: Notices,
): Rule {
  const marker = markers.get(item);
  if (marker === undefined) return rules.item;
  notices.add('numbers_made');
  return { as: 'item', marker };
}
