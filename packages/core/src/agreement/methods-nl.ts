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

const { figure, count, percent } = numberStyles.nl;
const numbered = (n: number, one: string, more: string) => `${count(n)} ${n === 1 ? one : more}`;

export const verdictsNl: Readonly<Record<VerdictWord, string>> = {
  reliable: 'betrouwbaar',
  tentative: 'alleen voorlopige conclusies',
  unreliable: 'niet betrouwbaar',
  'cannot-tell': 'niet vast te stellen',
};

/** A value with its interval, or why there is none. */
function figureNl({ value, low, high, reason }: Figure, confidence: number, name = 'uα'): string {
  if (value === null) return `${name} niet gedefinieerd (${reasonWords('nl', reason)})`;
  const found = `${name} = ${figure(value)}`;
  if (low === null || high === null) return `${found}, geen betrouwbaarheidsinterval`;
  return `${found}, ${percent(confidence)}-BI [${figure(low)}; ${figure(high)}]`;
}

const ofCoders = (coders: readonly CoderFacts[]) => ({ memberIds: coders.map(({ memberId }) => memberId) });
const ofRounds = (rounds: readonly RoundFacts[]) => ({ roundIds: rounds.map(({ roundId }) => roundId) });
const called = (coders: readonly CoderFacts[]) => coders.map(({ letter }) => `codeur ${letter}`).join(', ');
const inRound = ({ number }: RoundFacts, said: string) => `in ronde ${count(number)}: ${said}`;

function whoIs(coder: CoderFacts, ask: Ask): string | null {
  const { background, isAuthor } = coder;
  if (background === null && isAuthor === null) return null;
  const of = ofCoders([coder]);
  const author = isAuthor ? 'behorend tot de auteurs' : 'niet behorend tot de auteurs';
  return [
    background ?? ask('background', `wie ${called([coder])} is: opleiding, talen`, of),
    isAuthor === null ? ask('isAuthor', `of ${called([coder])} tot de auteurs behoort`, of) : author,
  ].join(', ');
}

function hoursOf(facts: MethodsFacts, ask: Ask): string {
  const hours = trainingHours(facts);
  const missing = facts.coders.filter((coder) => coder.trainingHours === null);
  if (hours === null) return ask('trainingHours', 'aantal uren training per codeur', ofCoders(missing));
  const { fewest, most } = hours;
  const said = `${fewest === most ? count(most) : `${count(fewest)} tot ${count(most)}`} uur training`;
  if (missing.length === 0) return `${said} per codeur`;
  return `${said}; ${ask('trainingHours', `uren training van ${called(missing)}`, ofCoders(missing))}`;
}

const stages = { pilot: 'in een proefonderzoek', full: 'voor het volledige onderzoek' };

function coders(facts: MethodsFacts, ask: Ask): string {
  const { coders: things, rounds } = facts;
  const isAll = (missing: readonly CoderFacts[]) => missing.length === things.length;
  const one = (coder: CoderFacts, said: string) => `${called([coder])}: ${said}`;
  const stage = saidOfEach({
    things: rounds,
    told: (round) => round.stage && stages[round.stage],
    ask: (missing) =>
      ask('stage', 'in een proefonderzoek, of voor het volledige onderzoek', ofRounds(missing)),
    one: ({ number }, said) => `${said} (ronde ${count(number)})`,
    between: ', ',
  });
  const who = saidOfEach({
    things,
    told: (coder) => whoIs(coder, ask),
    ask: (missing) => {
      const whose = isAll(missing) ? 'de codeurs waren' : `${called(missing)} was`;
      const words = `wie ${whose}: opleiding, talen, of zij tot de auteurs behoren`;
      return ask('background', words, ofCoders(missing));
    },
    one: (coder, said) => `${called([coder])} (${said})`,
  });
  const training = saidOfEach({
    things,
    told: (coder) => coder.training,
    ask: (missing) => {
      const words = isAll(missing) ? 'hoe de codeurs zijn getraind' : `hoe ${called(missing)} is getraind`;
      return ask('training', words, ofCoders(missing));
    },
    one,
  });
  return `De teksten zijn ${stage} gecodeerd door ${numbered(things.length, 'codeur', 'codeurs')}: ${who}. Voordat het coderen begon, zijn zij getraind: ${training} (${hoursOf(facts, ask)}).`;
}

const strata: Readonly<Record<string, string>> = {
  author: 'afzender',
  addressee: 'geadresseerde',
  dossier: 'dossier',
  language: 'taal',
  licence: 'licentie',
  date: 'jaar',
};

function drawnIn({ drawn, sampling }: RoundFacts): string | null {
  if (drawn === null) return sampling;
  const { seed, stratifiedBy } = drawn;
  const by = stratifiedBy === null ? '' : `, gestratificeerd naar ${strata[stratifiedBy] ?? stratifiedBy}`;
  const draw = `willekeurig getrokken door het programma${by} (startgetal ${seed})`;
  return sampling === null ? draw : `${sampling}; daaruit ${draw}`;
}

/** How much each coder coded, also those whose work is compared with nobody's. */
function amount({ coders: things, others }: MethodsFacts): string {
  const each = things.map(
    (coder) =>
      `${called([coder])} ${count(coder.documents)} (${numbered(coder.spans, 'passage', 'passages')})`,
  );
  const own =
    things.length === 0
      ? 'Niemand codeerde hiervan iets'
      : `Daarvan zijn gecodeerd door ${each.join(', door ')}`;
  if (others.coders === 0) return `${own}.`;
  return `${own}; ${numbered(others.coders, 'andere codeur codeerde', 'andere codeurs codeerden')} hiervan niets, maar wel ${numbered(others.documents, 'ander document', 'andere documenten')}.`;
}

function sample(facts: MethodsFacts, ask: Ask): string {
  const share = studyShare(facts);
  const part =
    share === null ? '' : `, ${percent(share)} van de ${count(facts.studyDocuments)} van het onderzoek`;
  const population = facts.population ?? ask('population', 'over welke teksten het onderzoek gaat');
  const frame = facts.sampleFrame ?? ask('sampleFrame', 'uit welke lijst of verzameling zij komen');
  const how =
    facts.documents === facts.studyDocuments
      ? 'alle zijn genomen'
      : saidOfEach({
          things: facts.rounds,
          told: drawnIn,
          ask: (missing) =>
            ask('sampling', 'hoe deze documenten zijn geselecteerd, en waarom zo', ofRounds(missing)),
          one: inRound,
        });
  const { unfinished, notIndependent, oneCoder, noFinal, notRevealed } = facts.leftOut;
  const left = [
    unfinished > 0 ? `${count(unfinished)} niet af` : '',
    notIndependent > 0
      ? `${count(notIndependent)} gecodeerd door iemand die het werk van anderen kon zien`
      : '',
    oneCoder > 0 ? `${count(oneCoder)} door één codeur gecodeerd` : '',
    noFinal > 0 ? `${count(noFinal)} zonder eindversie die af is` : '',
    notRevealed.length > 0
      ? `alles van ${notRevealed.length === 1 ? 'ronde' : 'de rondes'} ${notRevealed.map(count).join(', ')}, nog niet onthuld`
      : '',
  ].filter((each) => each !== '');
  const leftOut =
    left.length === 0
      ? 'Er is niets buiten beschouwing gelaten.'
      : `Buiten beschouwing bleven documenten, of coderingen van documenten: ${left.join('; ')}.`;
  const counted =
    facts.settings.layers === 'final'
      ? `${numbered(facts.documents, 'document', 'documenten')} waarvan de eindversie af is`
      : `${numbered(facts.documents, 'document dat', 'documenten die')} twee of meer codeurs af hadden`;
  return `Het onderzoek gaat over de volgende teksten: ${population}. Zij komen uit: ${frame}. De betrouwbaarheid is bepaald op ${counted}${part}, met ${numbered(facts.spans, 'gecodeerde passage', 'gecodeerde passages')} in ${numbered(facts.characters, 'teken', 'tekens')} tekst. Deze documenten zijn als volgt geselecteerd: ${how}. ${amount(facts)} ${leftOut}`;
}

const blindness = {
  blind:
    'De codeurs werkten onafhankelijk en blind: niemand zag het werk van een ander voordat het eigen document af was',
  open: 'De codeurs werkten niet blind: zij konden elkaars werk zien',
  mixed: 'Niet alle codeurs werkten steeds blind: sommigen konden het werk van anderen zien',
  opened: 'De codeurs werkten blind; daarna konden zij elkaars werk zien en hun eigen werk wijzigen',
};
/** Only who was kept from the work of others did not know something else as well. */
const unknown = {
  blind: { lead: 'verder wisten zij niet', what: 'wat de codeurs verder niet wisten' },
  open: { lead: 'wat zij niet wisten', what: 'wat de codeurs niet wisten' },
  mixed: { lead: 'wat zij niet wisten', what: 'wat de codeurs niet wisten' },
  opened: {
    lead: 'toen zij blind werkten, wisten zij verder niet',
    what: 'wat de codeurs verder niet wisten',
  },
};

function independence(facts: MethodsFacts, ask: Ask): string {
  const { lead, what } = unknown[facts.blind];
  const to = saidOfEach({
    things: facts.rounds,
    told: (round) => round.blindTo,
    ask: (missing) => ask('blindTo', `${what}, zoals de hypothesen`, ofRounds(missing)),
    one: inRound,
  });
  const layers = {
    'first-pass': 'de eerste versie die elke codeur af had, vóór enig overleg',
    current: 'de versies van de codeurs zoals die nu zijn, waarover overlegd kan zijn',
    final: 'de eerste versie van elke codeur naast de eindversie',
  }[facts.settings.layers];
  return `${blindness[facts.blind]}; ${lead}: ${to}. Vergeleken wordt ${layers}.`;
}

function measure({ settings, rules }: MethodsFacts): string {
  return [
    `Omdat codeurs zelf de passages kozen, is de overeenstemming uitgedrukt in u-alfa (uα; ${references.krippendorff2016.cited}), van elke tag tegenover alle overige tekst.`,
    'Deze maat corrigeert voor toeval, houdt rekening met waar passages beginnen en eindigen, en laat elk aantal codeurs toe, ook als niet iedereen elk document heeft gecodeerd; één is volledige overeenstemming, nul is wat toeval zou geven.',
    'De waarde over alle tags samen is één min de verhouding van de opgetelde waargenomen tot de opgetelde verwachte verschillen.',
    `De betrouwbaarheidsintervallen (${percent(settings.confidence)}) komen uit een bootstrap over documenten (${references.efron1993.cited}; ${count(settings.replicates)} trekkingen, startgetal ${settings.seed}).`,
    `Wij gaan uit van de ondergrens van elk interval (${references.krippendorff2019.cited}): vanaf ${figure(rules.reliable, 3)} is een tag betrouwbaar, vanaf ${figure(rules.tentative, 3)} laat die alleen voorlopige conclusies toe, en daaronder steunen wij er niet op; bij minder dan ${count(rules.fewestSpans)} passages of ${count(rules.fewestDocuments)} documenten trekken wij geen conclusie.`,
    `Daarnaast staat F1, het deel van de passages dat twee codeurs allebei met de tag hebben gemarkeerd (${references.hripcsak2005.cited}); F1 is niet gecorrigeerd voor toeval.`,
  ].join(' ');
}

/** With more tags than this the text names none of them: the table does. */
const mostNamed = 12;

/** How far each coder agrees with themself, where documents were coded again. */
function stability({ repeats, settings }: MethodsFacts): string[] {
  if (repeats.length === 0) return [];
  const each = repeats.map(
    ({ letter, documents, alpha }) =>
      `codeur ${letter}: ${figureNl(alpha, settings.confidence)} (n = ${numbered(documents, 'document', 'documenten')})`,
  );
  return [
    `Voor de stabiliteit van elke codeur zijn documenten later nogmaals gecodeerd door dezelfde codeur, die de eerste codering niet kon zien; over alle tags samen: ${each.join('; ')}.`,
  ];
}

function results(facts: MethodsFacts): string {
  const { settings, pooled, relevance, tags } = facts;
  const n = (word: VerdictWord) => count(tagsWith(facts, word));
  const each = tags.map(
    (tag) =>
      `${tag.name}: ${figureNl(tag.alpha, settings.confidence)}, ${tag.f1.value === null ? 'F1 niet gedefinieerd' : `F1 = ${figure(tag.f1.value)}`} (${verdictsNl[tag.verdict]})`,
  );
  const named =
    tags.length > mostNamed ? 'De waarden van elke tag staan in de tabel van de bijlage' : each.join('; ');
  return [
    `Over alle tags samen is ${figureNl(pooled, settings.confidence)} (${verdictsNl[pooled.verdict]}).`,
    `Voor de vraag of een passage is gemarkeerd, met welke tag ook, is ${figureNl(relevance, settings.confidence, '|uα')}.`,
    `Van ${numbered(tags.length, 'tag', 'tags')} ${tagsWith(facts, 'reliable') === 1 ? 'bleek' : 'bleken'} er ${n('reliable')} betrouwbaar, ${n('tentative')} alleen geschikt voor voorlopige conclusies en ${n('unreliable')} niet betrouwbaar; voor ${n('cannot-tell')} is het niet vast te stellen.`,
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
          `van ${numbered(finals, 'document', 'documenten')} is uit de versies van de codeurs een eindversie gemaakt, passage voor passage`,
        ];
  // Where final versions were made it is known, and not asked.
  const things = facts.rounds.filter(({ settled, finals: made }) => settled !== null || made === 0);
  if (finals > 0 && things.length === 0) return known.join('');
  const said = saidOfEach({
    things,
    told: (round) => round.settled,
    ask: (missing) => ask('settled', 'hoe verschillen tussen codeurs zijn opgelost', ofRounds(missing)),
    one: inRound,
  });
  return [...known, said].join('; ');
}

function rest(facts: MethodsFacts, ask: Ask): string {
  const origin = facts.codebookOrigin ?? ask('codebookOrigin', 'hoe het codeboek is gemaakt, en waaruit');
  const pilot = facts.pilot ?? ask('pilot', 'hoe het codeboek vooraf is uitgeprobeerd');
  const place = facts.codebookPlace ?? ask('codebookPlace', 'waar het codeboek te vinden is');
  return `Verschillen tussen codeurs zijn als volgt opgelost: ${settledIn(facts, ask)}. Het codeboek is als volgt gemaakt: ${origin}. Het is als volgt uitgeprobeerd: ${pilot}. Het is hier te vinden: ${place}. De teksten zijn gecodeerd, en de overeenstemming is berekend, met ${facts.settings.software} (rekenkern: ${facts.settings.engine}); de waarden (agreement.csv) zijn na te rekenen uit de gecodeerde passages (agreement_spans.csv).`;
}

export const paragraphsNl: readonly ((facts: MethodsFacts, ask: Ask) => string)[] = [
  coders,
  sample,
  independence,
  measure,
  results,
  rest,
];
