import { type Ask, saidOfEach } from './blank.ts';
import {
  type CoderFacts,
  type Figure,
  finalsIn,
  type MethodsFacts,
  type RoundFacts,
  studyShare,
  tagsWith,
  trainingHours,
  type VerdictWord,
} from './facts.ts';
import { numberStyles } from './number.ts';
import { reasonWords } from './reason.ts';
import { references } from './references.ts';

const { figure, count, percent } = numberStyles.en;
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

const ofCoders = (coders: readonly CoderFacts[]) => ({ memberIds: coders.map(({ memberId }) => memberId) });
const ofRounds = (rounds: readonly RoundFacts[]) => ({ roundIds: rounds.map(({ roundId }) => roundId) });
const called = (coders: readonly CoderFacts[]) => coders.map(({ letter }) => `coder ${letter}`).join(', ');
const inRound = ({ number }: RoundFacts, said: string) => `in round ${count(number)}: ${said}`;

function whoIs(coder: CoderFacts, ask: Ask): string | null {
  const { background, isAuthor } = coder;
  if (background === null && isAuthor === null) return null;
  const of = ofCoders([coder]);
  const author = isAuthor ? 'among the authors' : 'not among the authors';
  return [
    background ?? ask('background', `who ${called([coder])} is: education, languages`, of),
    isAuthor === null ? ask('isAuthor', `whether ${called([coder])} is among the authors`, of) : author,
  ].join(', ');
}

function hoursOf(facts: MethodsFacts, ask: Ask): string {
  const hours = trainingHours(facts);
  const missing = facts.coders.filter((coder) => coder.trainingHours === null);
  if (hours === null) return ask('trainingHours', 'hours of training of each coder', ofCoders(missing));
  const { fewest, most } = hours;
  const all =
    fewest === most
      ? numbered(most, 'hour', 'hours')
      : `${count(fewest)} to ${numbered(most, 'hour', 'hours')}`;
  const said = `${all} of training`;
  if (missing.length === 0) return `${said} each`;
  return `${said}; ${ask('trainingHours', `hours of training of ${called(missing)}`, ofCoders(missing))}`;
}

const stages = { pilot: 'in a pilot study', full: 'for the full study' };

function coders(facts: MethodsFacts, ask: Ask): string {
  const { coders: things, rounds } = facts;
  const isAll = (missing: readonly CoderFacts[]) => missing.length === things.length;
  const one = (coder: CoderFacts, said: string) => `${called([coder])}: ${said}`;
  const stage = saidOfEach({
    things: rounds,
    told: (round) => round.stage && stages[round.stage],
    ask: (missing) => ask('stage', 'in a pilot study, or for the full study', ofRounds(missing)),
    one: ({ number }, said) => `${said} (round ${count(number)})`,
    between: ', ',
  });
  const who = saidOfEach({
    things,
    told: (coder) => whoIs(coder, ask),
    ask: (missing) => {
      const whose = isAll(missing) ? 'the coders were' : `${called(missing)} was`;
      const words = `who ${whose}: education, languages, whether among the authors`;
      return ask('background', words, ofCoders(missing));
    },
    one: (coder, said) => `${called([coder])} (${said})`,
  });
  const training = saidOfEach({
    things,
    told: (coder) => coder.training,
    ask: (missing) => {
      const words = isAll(missing) ? 'how the coders were trained' : `how ${called(missing)} was trained`;
      return ask('training', words, ofCoders(missing));
    },
    one,
  });
  return `The texts were coded ${stage} by ${numbered(things.length, 'coder', 'coders')}: ${who}. Before coding began they were trained: ${training} (${hoursOf(facts, ask)}).`;
}

const strata: Readonly<Record<string, string>> = {
  author: 'author',
  addressee: 'addressee',
  dossier: 'dossier',
  language: 'language',
  licence: 'licence',
  date: 'year',
};

function drawnIn({ drawn, sampling }: RoundFacts): string | null {
  if (drawn === null) return sampling;
  const { seed, stratifiedBy } = drawn;
  const by = stratifiedBy === null ? '' : `, stratified by ${strata[stratifiedBy] ?? stratifiedBy}`;
  const draw = `drawn at random by the program${by} (seed ${seed})`;
  return sampling === null ? draw : `${sampling}; of these ${draw}`;
}

/** How much each coder coded, also those whose work is compared with nobody's. */
function amount({ coders: things, others }: MethodsFacts): string {
  const each = things.map(
    (coder) =>
      `${called([coder])} ${count(coder.documents)} (${numbered(coder.spans, 'passage', 'passages')})`,
  );
  const own =
    things.length === 0 ? 'No coder coded any of these' : `Of these were coded by ${each.join(', by ')}`;
  if (others.coders === 0) return `${own}.`;
  return `${own}; ${numbered(others.coders, 'other coder', 'other coders')} coded none of these, but ${numbered(others.documents, 'other document', 'other documents')}.`;
}

function sample(facts: MethodsFacts, ask: Ask): string {
  const share = studyShare(facts);
  const part = share === null ? '' : `, ${percent(share)} of the ${count(facts.studyDocuments)} of the study`;
  const population = facts.population ?? ask('population', 'which texts the study is about');
  const frame = facts.sampleFrame ?? ask('sampleFrame', 'from which list or collection they were taken');
  const how =
    facts.documents === facts.studyDocuments
      ? 'all of them were taken'
      : saidOfEach({
          things: facts.rounds,
          told: drawnIn,
          ask: (missing) =>
            ask('sampling', 'how these documents were selected, and why so', ofRounds(missing)),
          one: inRound,
        });
  const { unfinished, notIndependent, oneCoder, noFinal, notRevealed } = facts.leftOut;
  const left = [
    unfinished > 0 ? `${count(unfinished)} not finished` : '',
    notIndependent > 0 ? `${count(notIndependent)} coded by somebody who could see the work of others` : '',
    oneCoder > 0 ? `${count(oneCoder)} coded by one coder only` : '',
    noFinal > 0 ? `${count(noFinal)} without a finished final version` : '',
    notRevealed.length > 0
      ? `all of ${notRevealed.length === 1 ? 'round' : 'rounds'} ${notRevealed.map(count).join(', ')}, not revealed yet`
      : '',
  ].filter((each) => each !== '');
  const leftOut =
    left.length === 0
      ? 'Nothing was left out.'
      : `Left out were documents, or codings of documents: ${left.join('; ')}.`;
  const counted =
    facts.settings.layers === 'final' ? 'had a finished final version' : 'two or more coders had finished';
  return `The study is about the following texts: ${population}. They were taken from: ${frame}. Reliability was assessed on ${numbered(facts.documents, 'document', 'documents')} that ${counted}${part}, with ${numbered(facts.spans, 'coded passage', 'coded passages')} in ${numbered(facts.characters, 'character', 'characters')} of text. These documents were selected as follows: ${how}. ${amount(facts)} ${leftOut}`;
}

const blindness = {
  blind:
    'Coders worked independently and blind: none saw the work of another before having finished a document',
  open: 'Coders did not work blind: they could see the work of others',
  mixed: 'Not all coders worked blind throughout: some could see the work of others',
  opened: 'Coders worked blind; after that they could see the work of others, and change their own',
};
/** Only who was kept from the work of others did not know something else as well. */
const unknown = {
  blind: { lead: 'they also did not know', what: 'what else the coders did not know' },
  open: { lead: 'what they did not know', what: 'what the coders did not know' },
  mixed: { lead: 'what they did not know', what: 'what the coders did not know' },
  opened: { lead: 'while blind they also did not know', what: 'what else the coders did not know' },
};

function independence(facts: MethodsFacts, ask: Ask): string {
  const { lead, what } = unknown[facts.blind];
  const to = saidOfEach({
    things: facts.rounds,
    told: (round) => round.blindTo,
    ask: (missing) => ask('blindTo', `${what}, such as hypotheses`, ofRounds(missing)),
    one: inRound,
  });
  const layers = {
    'first-pass': 'the first version that each coder finished, before any discussion',
    current: 'the versions of the coders as they now are, which may have been discussed',
    final: 'the first version of each coder beside the final version',
  }[facts.settings.layers];
  return `${blindness[facts.blind]}; ${lead}: ${to}. What is compared is ${layers}.`;
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

/** How far each coder agrees with themself, where documents were coded again. */
function stability({ repeats, settings }: MethodsFacts): string[] {
  if (repeats.length === 0) return [];
  const each = repeats.map(
    ({ letter, documents, alpha }) =>
      `coder ${letter}: ${figureEn(alpha, settings.confidence)} (n = ${numbered(documents, 'document', 'documents')})`,
  );
  return [
    `For the stability of each coder, documents were coded again later by the same coder, who could not see the first coding; over all tags together, ${each.join('; ')}.`,
  ];
}

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
    ...stability(facts),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function settledIn(facts: MethodsFacts, ask: Ask): string {
  const finals = finalsIn(facts);
  const known =
    finals === 0
      ? []
      : [
          `of ${numbered(finals, 'document', 'documents')} a final version was made out of those of the coders, passage by passage`,
        ];
  // Where final versions were made it is known, and not asked.
  const things = facts.rounds.filter(({ settled, finals: made }) => settled !== null || made === 0);
  if (finals > 0 && things.length === 0) return known.join('');
  const said = saidOfEach({
    things,
    told: (round) => round.settled,
    ask: (missing) => ask('settled', 'how differences between coders were settled', ofRounds(missing)),
    one: inRound,
  });
  return [...known, said].join('; ');
}

function rest(facts: MethodsFacts, ask: Ask): string {
  const origin = facts.codebookOrigin ?? ask('codebookOrigin', 'how the codebook was made, and from what');
  const pilot = facts.pilot ?? ask('pilot', 'how the codebook was tried out before');
  const place = facts.codebookPlace ?? ask('codebookPlace', 'where the codebook is available');
  return `Differences between coders were settled as follows: ${settledIn(facts, ask)}. The codebook was made as follows: ${origin}. It was tried out as follows: ${pilot}. It is available here: ${place}. Texts were coded, and agreement was computed, with ${facts.settings.software} (engine: ${facts.settings.engine}); the values (agreement.csv) can be recomputed from the coded passages (agreement_spans.csv).`;
}

export const paragraphsEn: readonly ((facts: MethodsFacts, ask: Ask) => string)[] = [
  coders,
  sample,
  independence,
  measure,
  results,
  rest,
];
