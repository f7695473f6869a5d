import {
  childOf,
  elementsOf,
  findElement,
  isElement,
  lineOf,
  type MarkupElement,
} from '../reading/markup.ts';
import type { Data, Rule, RuleOf } from '../reading/rule.ts';
import { named, rules } from '../reading/rules.ts';

/** The elements of TEI that texts of parliaments, letters and reports have, by what they are to a text. */
const ruleByName: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...named(
    rules.inline,
    'hi emph foreign term mentioned soCalled title ref ptr persName orgName placeName name rs date num measure time s ' +
      'abbr expan orig reg sic corr choice supplied unclear del add subst q said distinct gloss cl phr roleName forename ' +
      'surname addName genName nameLink country settlement region email idno anchor c m street postCode distributor ex am',
  ),
  ...named(
    rules.block,
    'seg p ab speaker stage salute signed dateline byline closer opener trailer argument epigraph docTitle titlePart ' +
      'docAuthor docDate docImprint imprimatur label desc addrLine figDesc bibl kinesic vocal incident writing event',
  ),
  ...named(rules.heading, 'head'),
  ...named(
    rules.container,
    'TEI TEI.2 teiCorpus text group body front back titlePage lg list listBibl sp castList postscript address performance floatingText table-head u',
  ),
  ...named(rules.section, 'div div1 div2 div3 div4 div5 div6 div7'),
  ...named(rules.quote, 'quote cit blockquote'),
  ...named(rules.item, 'item'),
  ...named(rules.block, 'l'),
  ...named(rules.table, 'table'),
  ...named(rules.row, 'row'),
  ...named(rules.cell, 'cell'),
  ...named(rules.break, 'lb'),
  ...named(
    rules.nothing,
    'teiHeader pb cb gb milestone linkGrp standOff spanGrp facsimile sourceDoc handShift index interpGrp space',
  ),
  ...named({ as: 'nothing', notice: 'heads_left_out' }, 'fw'),
  ...named(rules.pictures, 'graphic media binaryObject'),
  ...named(rules.formulas, 'formula'),
  ...named(rules.container, 'figure gap'),
]);

/** What stands between the lines of a debate: who speaks, applause, the time. */
const said = new Set(['kinesic', 'vocal', 'incident', 'writing', 'event', 'gap']);

const withId = ({ attributes }: MarkupElement, data: Data = {}): Data => {
  const id = attributes['xml:id'] ?? attributes.id;
  return id === undefined ? data : { ...data, 'xml:id': id };
};

/** Who a name without its `#` stands for: the note before an utterance prints it. */
function utterance(element: MarkupElement, speaker: string): Rule {
  const who = element.attributes.who?.replace(/^#/, '') ?? '';
  const role = element.attributes.ana?.replace(/^#/, '') ?? '';
  const name = speaker.replace(/\s*:$/, '') || who;
  return {
    as: 'container',
    data: {
      ...(name === '' ? {} : { speaker: name }),
      ...(who === '' ? {} : { who }),
      ...(role === '' ? {} : { speaker_role: role }),
    },
  };
}

const isFootnote = ({ attributes }: MarkupElement) =>
  /^(?:foot|end|bottom|margin)/.test(attributes.place ?? '') ||
  /^(?:foot|end)?note$/.test(attributes.type ?? '');

/**
 * What an element of TEI is to its text. Words that were cut apart (`w`, `pc`) are put together again; of what was
 * corrected or spelled otherwise by an editor, the text is as it was written.
 */
export function ruleOfTei(): RuleOf {
  let speaker = '';
  return (element, { parent }) => {
    const { local, attributes } = element;
    switch (local) {
      case 'u':
      case 'sp': {
        const own = local === 'sp' ? lineOf(childOf(element, 'speaker')) : '';
        return utterance(element, own || speaker);
      }
      case 'note':
        if (isFootnote(element)) return noteOf(element);
        if (attributes.type === 'speaker') speaker = lineOf(element);
        if (parent !== null && /^(?:seg|p|s|ab)$/.test(parent.local)) return rules.inline;
        return { as: 'block', data: withId(element, { role: attributes.type ?? 'note' }) };
      case 's':
        return {
          as: 'nodes',
          nodes: element.children.filter((child) => isElement(child) || !hasTokens(element)),
        };
      case 'w':
      case 'pc':
        return { as: 'token', joined: /^(?:right|both)$/.test(attributes.join ?? '') };
      case 'choice':
        return {
          as: 'nodes',
          nodes: [findElement(element, 'orig', 'sic', 'abbr') ?? elementsOf(element)[0] ?? ''],
        };
      default:
        return byName(element, parent);
    }
  };
}

function byName(element: MarkupElement, parent: MarkupElement | null): Rule | null {
  const { local, attributes } = element;
  const inWords = parent !== null && /^(?:seg|p|s|ab|head|item|cell)$/.test(parent.local);
  if (said.has(local))
    return inWords ? rules.inline : { as: 'block', data: withId(element, { role: local }) };
  if (local === 'desc' && parent !== null && said.has(parent.local)) return rules.inline;
  if (local === 'label' && parent?.local === 'list') return rules.marker;
  if ((local === 'quote' || local === 'cit') && inWords) return rules.inline;
  if (local === 'q' && elementsOf(element).some((child) => child.local === 'p')) return rules.quote;
  if (local === 'name' && hasTokens(element)) return { as: 'nodes', nodes: elementsOf(element) };
  if (local === 'item')
    return { as: 'item', ...(attributes.n === undefined ? {} : { marker: attributes.n }) };
  const rule = ruleByName.get(local) ?? null;
  return rule?.as === 'block' || rule?.as === 'heading' ? { ...rule, data: withId(element) } : rule;
}

/** Whether white space between its elements is of the file alone. */
function hasTokens(element: MarkupElement): boolean {
  return findElement(element, 'w', 'pc') !== undefined;
}

function noteOf(element: MarkupElement): Rule {
  const mark = element.attributes.n ?? '*';
  const id = element.attributes['xml:id'] ?? `note ${mark} ${lineOf(element)}`;
  return { as: 'note', id, mark, body: element.children, isPlace: true };
}
