import type { MetadataKey } from '@koersvast/core/file';
import type { BlockKind } from '@koersvast/core/text';
import {
  descendantsOf,
  elementsOf,
  isBlank,
  isElement,
  lineOf,
  type MarkupElement,
} from '../reading/markup.ts';
import type { Rule, RuleOf } from '../reading/rule.ts';
import { rules } from '../reading/rules.ts';

/**
 * How a person says that XML of their own is to be read: by the names of its elements, without prefix. What it does not
 * name is told by what lies in it: what has words of its own is a block.
 */
export interface XmlMapping {
  readonly blocks: Readonly<Record<string, BlockKind>>;
  readonly notes: readonly string[];
  readonly ignored: readonly string[];
  /** Where a detail stands: `kop/datum`, `brief@nummer`; the last elements of a path, and an attribute. */
  readonly metadata: Readonly<Partial<Record<MetadataKey, string>>>;
}

/** Names that mean the same in most XML that people make. */
export const usualMapping: XmlMapping = {
  blocks: {
    ...kinds(
      'heading',
      'title titel kop heading head header subject onderwerp h1 h2 h3 h4 h5 h6 subtitle subtitel',
    ),
    ...kinds('list_item', 'li item listitem'),
    ...kinds('quote', 'quote blockquote citaat quotation'),
    ...kinds('table_cell', 'td th cell entry cel'),
    ...kinds('paragraph', 'p para paragraph al alinea'),
  },
  notes: ['note', 'noot', 'footnote', 'voetnoot', 'endnote', 'eindnoot', 'fn'],
  ignored: ['metadata', 'meta', 'style', 'script'],
  metadata: {},
};

function kinds(kind: BlockKind, names: string): Record<string, BlockKind> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]));
}

const rows = new Set(['tr', 'row', 'rij']);
const tables = new Set(['table', 'tabel']);
const marks = new Set(['nr', 'num', 'number', 'li.nr', 'lidnr', 'label', 'marker']);
const ofWords =
  /^(?:b|i|u|em|strong|bold|italic|emph|nadruk|hi|sup|sub|span|a|link|ref|xref|extref|name|naam|q|code|font|abbr)$/;

/** What an element is to its text by such a mapping. */
export function ruleOfMapping(mapping: XmlMapping): RuleOf {
  const notes = new Set(mapping.notes);
  const ignored = new Set(mapping.ignored);
  return (element, { parent }) => {
    const name = element.local;
    if (ignored.has(name)) return { as: 'nothing', notice: 'elements_left_out' };
    if (notes.has(name)) return noteOf(element, parent);
    if (tables.has(name)) return rules.table;
    if (rows.has(name)) return rules.row;
    if (name === 'br' || name === 'lb') return rules.break;
    const kind = Object.hasOwn(mapping.blocks, name) ? mapping.blocks[name] : undefined;
    if (kind !== undefined) return ruleOfKind(kind, name, element);
    if (marks.has(name) && parent !== null && elementsOf(parent).length > 1) return rules.marker;
    return byContent(element, parent);
  };
}

function ruleOfKind(kind: BlockKind, name: string, element: MarkupElement): Rule {
  if (kind === 'table_cell') return rules.cell;
  if (kind === 'list_item') return rules.item;
  if (kind === 'heading') {
    if (!hasOwnWords(element) && elementsOf(element).length > 1) return rules.container;
    const level = /^h([1-6])$/.exec(name)?.[1];
    return level === undefined ? rules.heading : { as: 'heading', level: Number(level) };
  }
  const holdsBlocks = elementsOf(element).some(
    (child) => !hasOwnWords(element) && elementsOf(child).length > 0,
  );
  return holdsBlocks ? { as: 'container', kind } : { as: 'block', kind };
}

const ownWords = new WeakMap<MarkupElement, boolean>();

/** Asked of a parent for each of its children, and reckoned once. */
function hasOwnWords(element: MarkupElement): boolean {
  const known = ownWords.get(element);
  if (known !== undefined) return known;
  const found = element.children.some((child) => !isElement(child) && !isBlank(child));
  ownWords.set(element, found);
  return found;
}

/** An element that nothing names: within words it is part of them; with words of its own it is a block. */
function byContent(element: MarkupElement, parent: MarkupElement | null): Rule {
  if (parent !== null && hasOwnWords(parent)) return rules.inline;
  if (ofWords.test(element.local)) return rules.inline;
  return hasOwnWords(element) ? rules.block : rules.section;
}

function noteOf(element: MarkupElement, parent: MarkupElement | null): Rule {
  const number = elementsOf(element).find(({ local }) => /(?:^|[.])(?:nr|num|label|mark)$/.test(local));
  const { attributes } = element;
  const mark =
    lineOf(number).replace(/[.)]$/, '') || (attributes.n ?? attributes.nr ?? attributes.mark ?? '*');
  const id = attributes['xml:id'] ?? attributes.id ?? `note ${mark} ${lineOf(element)}`;
  const isPlace = parent !== null && hasOwnWords(parent);
  return { as: 'note', id, mark, body: element.children.filter((child) => child !== number), isPlace };
}

/** The details that a mapping names, where the file has them. */
export function metadataBy(mapping: XmlMapping, root: MarkupElement): Partial<Record<MetadataKey, string>> {
  const found: Partial<Record<MetadataKey, string>> = {};
  for (const [key, path] of Object.entries(mapping.metadata) as [MetadataKey, string][]) {
    const value = valueAt(root, path);
    if (value !== '') found[key] = value;
  }
  return found;
}

function valueAt(root: MarkupElement, path: string): string {
  const [elements = '', attribute] = path.split('@');
  const names = elements.split('/').filter((name) => name !== '');
  const ends = names.reduce<MarkupElement[]>(
    (within, name, at) =>
      within.flatMap((element) =>
        at === 0
          ? [...descendantsOf(element)].filter(({ local }) => local === name)
          : elementsOf(element).filter(({ local }) => local === name),
      ),
    [root],
  );
  for (const end of ends) {
    const value = attribute === undefined ? lineOf(end) : (end.attributes[attribute] ?? '').trim();
    if (value !== '') return value;
  }
  return '';
}
