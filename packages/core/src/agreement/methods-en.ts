import { type Figure, type MethodsFacts, studyShare, tagsWith, type VerdictWord } from './facts.ts';
import { numberStyles } from './number.ts';
import { reasonWords } from './reason.ts';
import { references } from './references.ts';

const { figure, count, percent } = numberStyles.en;
const blank = (what: string) => `[${what}]`;
const numbered = (n: number, one: string, more: string) => `${count(n)} ${n === 1 ? one : more}`;

export const verdictsEn: Readonly<Record<VerdictWord, string>> = {
  reliable: 'reliable',
  tentative: 'tentative conclusions only',
  unreliable: 'not reliable',
  'cannot-tell': 'cannot be told',
};

/** A value with its interval, or why there is none. */
function figureEn({ value, low, high, reason }: Figure, confidence: number, name = 'uα'): string {
  if (value === null) return `${name} undefined (${reasonWords('en', reason)})`;
  const found = `${name} = ${figure(value)}`;
  if (low === null || high === null) return `${found}, no confidence interval`;
  return `${found}, ${percent(confidence)} CI [${figure(low)}, ${figure(high)}]`;
}

function coders(facts: MethodsFacts): string {
  const stage =
    facts.stage === 'pilot'
      ? 'in a pilot study'
      : facts.stage === 'full'
        ? 'for the full study'
        : blank('in a pilot study, or for the full study');
  const who =
    facts.whoCoded ?? blank('who the coders were: education, languages, whether they are the authors');
  const training = facts.training ?? blank('how the coders were trained');
  const hours =
    facts.trainingHours === null
      ? blank('hours of training of each coder')
      : numbered(facts.trainingHours, 'hour of training each', 'hours of training each');
  return `The texts were coded ${stage} by ${numbered(facts.coders, 'coder', 'coders')}: ${who}. Before coding began they were trained: ${training} (${hours}).`;
}

function sample(facts: MethodsFacts): string {
  const share = studyShare(facts);
  const whole =
    facts.studyDocuments === null || share === null
      ? blank('number of documents of the study, and which share of them this is')
      : `${percent(share)} of the ${count(facts.studyDocuments)} documents of the study`;
  const how =
    facts.sample?.kind === 'all'
      ? 'all of them were taken'
      : facts.sample?.kind === 'random'
        ? `drawn at random (seed ${facts.sample.seed})`
        : (facts.sampleInWords ?? blank('how these documents were selected'));
  const { unfinished, notIndependent, oneCoder } = facts.leftOut;
  const left = [
    unfinished > 0 ? `${count(unfinished)} not finished` : '',
    notIndependent > 0 ? `${count(notIndependent)} coded by somebody who could see the work of others` : '',
    oneCoder > 0 ? `${count(oneCoder)} coded by one coder only` : '',
  ].filter((each) => each !== '');
  const leftOut =
    left.length === 0
      ? 'Nothing was left out.'
      : `Left out were documents, or codings of documents: ${left.join('; ')}.`;
  return `Reliability was assessed on ${numbered(facts.documents, 'document', 'documents')} that two or more coders had finished (${whole}), with ${numbered(facts.spans, 'coded passage', 'coded passages')} in ${numbered(facts.characters, 'character', 'characters')} of text. These documents were selected as follows: ${how}. ${leftOut}`;
}

function independence(facts: MethodsFacts): string {
  const blind =
    facts.blind === null
      ? blank('whether coders could see each other’s work')
      : facts.blind
        ? 'Coders worked independently and blind: none saw the work of another before having finished a document'
        : 'Coders did not work blind: they could see the work of others';
  const to = facts.blindTo ?? blank('what else the coders did not know, such as hypotheses');
  const layers = {
    'first-pass': 'the first version that each coder finished, before any discussion',
    current: 'the versions of the coders as they now are, which may have been discussed',
    final: 'the first version of each coder beside the final version',
  }[facts.settings.layers];
  return `${blind}; they also did not know: ${to}. What is compared is ${layers}.`;
}

function measure({ settings, rules }: MethodsFacts): string {
  return [
    `Because coders chose the passages themselves, agreement is reported as u-alpha (uα; ${references.krippendorff2016.cited}), of each tag against all other text.`,
    'It corrects for chance, takes into account where passages begin and end, and allows any number of coders as well as documents that not all of them coded; one is perfect agreement, zero what chance would give.',
    'The pooled value is one minus the ratio of summed observed to summed expected disagreement over all tags.',
    `Confidence intervals (${percent(settings.confidence)}) come from a bootstrap over documents (${references.efron1993.cited}; ${count(settings.replicates)} replicates, seed ${settings.seed}).`,
    `We read the lower bound of each interval (${references.krippendorff2019.cited}): from ${figure(rules.reliable, 3)} a tag is reliable, from ${figure(rules.tentative, 3)} it allows tentative conclusions only, below that it is not relied on; with fewer than ${count(rules.fewestSpans)} passages or ${count(rules.fewestDocuments)} documents we draw no conclusion.`,
    `F1 is given beside it, the share of passages that two coders both marked with the tag (${references.hripcsak2005.cited}); it is not corrected for chance.`,
  ].join(' ');
}

/** With more tags than this the text names none of them: the table does. */
const mostNamed = 12;

function results(facts: MethodsFacts): string {
  const { settings, pooled, relevance, tags } = facts;
  const n = (word: VerdictWord) => count(tagsWith(facts, word));
  const each = tags.map(
    (tag) =>
      `${tag.name}: ${figureEn(tag.alpha, settings.confidence)}, ${tag.f1.value === null ? 'F1 undefined' : `F1 = ${figure(tag.f1.value)}`} (${verdictsEn[tag.verdict]})`,
  );
  const named = tags.length > mostNamed ? 'The appendix table has the values of each tag' : each.join('; ');
  return [
    `Over all tags together, ${figureEn(pooled, settings.confidence)} (${verdictsEn[pooled.verdict]}).`,
    `For the question whether a passage was marked at all, whatever the tag, ${figureEn(relevance, settings.confidence, '|uα')}.`,
    `Of ${numbered(tags.length, 'tag', 'tags')}, ${n('reliable')} proved reliable, ${n('tentative')} fit for tentative conclusions only, and ${n('unreliable')} not reliable; for ${n('cannot-tell')} it cannot be told.`,
    tags.length === 0 ? '' : `${named}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function rest(facts: MethodsFacts): string {
  const settled = facts.settled ?? blank('how differences between coders were settled');
  const codebook = facts.codebook ?? blank('where the codebook is available');
  return `Differences between coders were settled as follows: ${settled}. The codebook is available here: ${codebook}. Texts were coded, and agreement was computed, with ${facts.settings.software} (engine: ${facts.settings.engine}); the values (agreement.csv) can be recomputed from the coded passages (agreement_spans.csv).`;
}

export const paragraphsEn: readonly ((facts: MethodsFacts) => string)[] = [
  coders,
  sample,
  independence,
  measure,
  results,
  rest,
];
