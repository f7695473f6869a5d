import { childOf, descendantsOf, elementsOf, lineOf, type MarkupElement } from '../reading/markup.ts';
import type { Data, Rule, RuleOf } from '../reading/rule.ts';
import { named, rules } from '../reading/rules.ts';

/** The elements of Akoma Ntoso by what they are to a text. */
const ruleByName: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...named(
    rules.inline,
    'a abbr affectedDocument argument b i u s span sub sup ref mref rref mod mmod rmod def del ins date docDate docTitle ' +
      'docNumber docType docAuthority docProponent docPurpose docStage docStatus docIntroducer docCommittee docJurisdiction ' +
      'docketNumber person organization concept object event location process role term quantity time recordedTime vote ' +
      'outcome opinion judge lawyer party shortTitle session legislature courtType neutralCitation signature ' +
      'placeholder fillIn decoration inline entity embeddedText omissis remark noteRef',
  ),
  ...named(
    rules.block,
    'p block narrative summary scene from listIntroduction listWrapUp intro-p longTitle formula caption crossHeading ' +
      'li-block countAs subFlow-p',
  ),
  ...named(
    rules.container,
    'akomaNtoso act bill doc debate debateReport statement amendment judgment officialGazette portion documentCollection ' +
      'amendmentList collectionBody body mainBody debateBody amendmentBody judgmentBody preface preamble coverPage cover ' +
      'conclusions header container hcontainer-body content intro wrapUp components component interstitial ' +
      'blockList blockContainer ul ol toc tocItem foreign embeddedStructure quotedStructure-body recitals recital citations ' +
      'citation other introduction background motivation decision remedies arguments tblock blockContainer attachments ' +
      'attachment speechGroup div',
  ),
  ...named(
    rules.section,
    'article section chapter part title book tome clause paragraph subparagraph subsection subchapter subpart subtitle ' +
      'division subdivision subclause list point indent alinea rule subrule proviso transitional level hcontainer ' +
      'debateSection administrationOfOath rollCall prayers oralStatements writtenStatements personalStatements ' +
      'ministerialStatements resolutions nationalInterest declarationOfVote communication petitions papers noticesOfMotion ' +
      'questions address proceduralMotions pointOfOrder adjournment',
  ),
  ...named(rules.heading, 'heading subheading'),
  ...named(rules.marker, 'num'),
  ...named(rules.item, 'li item'),
  ...named(rules.quote, 'quotedStructure quotedText embeddedStructure'),
  ...named(rules.table, 'table'),
  ...named(rules.row, 'tr'),
  ...named(rules.cell, 'td th'),
  ...named(rules.break, 'br eol'),
  ...named(rules.nothing, 'meta eop'),
  ...named(rules.pictures, 'img'),
  ...named(rules.formulas, 'math'),
]);

/** Sections that number their paragraphs rather than head them: their numbers begin their words. */
const speeches = new Set(['speech', 'question', 'answer', 'speechGroup']);

const withId = ({ attributes }: MarkupElement, data: Data = {}): Data => {
  const id = attributes.eId ?? attributes.id;
  return id === undefined ? data : { ...data, id };
};

/** Persons of the file by what points at them. */
export function peopleOf(root: MarkupElement): ReadonlyMap<string, string> {
  const people = new Map<string, string>();
  for (const { local, attributes } of descendantsOf(root)) {
    const id = attributes.eId ?? attributes.id;
    if (
      /^TLC(?:Person|Role|Organization)$/.test(local) &&
      id !== undefined &&
      attributes.showAs !== undefined
    )
      people.set(`#${id}`, attributes.showAs);
  }
  return people;
}

function dataOfSpeech(element: MarkupElement, people: ReadonlyMap<string, string>): Data {
  const { by = '', as = '' } = element.attributes;
  const printed = lineOf(childOf(element, 'from')).replace(/\s*[:.]$/, '');
  const speaker = printed || (people.get(by) ?? by.replace(/^#/, ''));
  return {
    ...(speaker === '' ? {} : { speaker }),
    ...(by === '' ? {} : { who: by.replace(/^#/, '') }),
    ...(as === '' ? {} : { speaker_role: people.get(as) ?? as.replace(/^#/, '') }),
  };
}

function noteOf(element: MarkupElement): Rule {
  const mark = element.attributes.marker ?? '*';
  const id = element.attributes.eId ?? element.attributes.id ?? `note ${mark} ${lineOf(element)}`;
  return { as: 'note', id, mark, body: element.children, isPlace: true };
}

/** What an element of Akoma Ntoso is to its text. */
export function ruleOfAkomaNtoso(people: ReadonlyMap<string, string>): RuleOf {
  return (element, { parent, depth }) => {
    const { local, attributes } = element;
    if (speeches.has(local)) return { as: 'container', data: dataOfSpeech(element, people) };
    if (local === 'from') return { as: 'block', data: { role: 'speaker' } };
    if (local === 'authorialNote') return noteOf(element);
    if (local === 'noteRef') return { as: 'reference', id: attributes.href?.replace(/^#/, '') ?? '' };
    if (local === 'subheading') return { as: 'heading', level: depth + 1 };
    if (local === 'p' && parent?.local === 'preface' && attributes.class === 'heading') return rules.heading;
    if (local === 'item' && parent?.local === 'toc') return rules.block;
    // What has words of its own is read as they stand there.
    if (local === 'content' && elementsOf(element).length === 0) return rules.block;
    const rule = ruleByName.get(local) ?? null;
    return rule?.as === 'block' || rule?.as === 'heading' ? { ...rule, data: withId(element) } : rule;
  };
}
