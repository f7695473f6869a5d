import { type Figure, type MethodsFacts, studyShare, tagsWith, type VerdictWord } from './facts.ts';
import { numberStyles } from './number.ts';
import { reasonWords } from './reason.ts';
import { references } from './references.ts';

const { figure, count, percent } = numberStyles.nl;
const blank = (what: string) => `[${what}]`;
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

function coders(facts: MethodsFacts): string {
  const stage =
    facts.stage === 'pilot'
      ? 'in een proefonderzoek'
      : facts.stage === 'full'
        ? 'voor het volledige onderzoek'
        : blank('in een proefonderzoek, of voor het volledige onderzoek');
  const who = facts.whoCoded ?? blank('wie de codeurs waren: opleiding, talen, of zij de auteurs zijn');
  const training = facts.training ?? blank('hoe de codeurs zijn getraind');
  const hours =
    facts.trainingHours === null
      ? blank('aantal uren training per codeur')
      : `${count(facts.trainingHours)} uur training per codeur`;
  return `De teksten zijn ${stage} gecodeerd door ${numbered(facts.coders, 'codeur', 'codeurs')}: ${who}. Voordat het coderen begon, zijn zij getraind: ${training} (${hours}).`;
}

function sample(facts: MethodsFacts): string {
  const share = studyShare(facts);
  const whole =
    facts.studyDocuments === null || share === null
      ? blank('aantal documenten van het onderzoek, en welk deel daarvan dit is')
      : `${percent(share)} van de ${count(facts.studyDocuments)} documenten van het onderzoek`;
  const how =
    facts.sample?.kind === 'all'
      ? 'alle zijn genomen'
      : facts.sample?.kind === 'random'
        ? `willekeurig getrokken (startgetal ${facts.sample.seed})`
        : (facts.sampleInWords ?? blank('hoe deze documenten zijn geselecteerd'));
  const { unfinished, notIndependent, oneCoder } = facts.leftOut;
  const left = [
    unfinished > 0 ? `${count(unfinished)} niet af` : '',
    notIndependent > 0
      ? `${count(notIndependent)} gecodeerd door iemand die het werk van anderen kon zien`
      : '',
    oneCoder > 0 ? `${count(oneCoder)} door één codeur gecodeerd` : '',
  ].filter((each) => each !== '');
  const leftOut =
    left.length === 0
      ? 'Er is niets buiten beschouwing gelaten.'
      : `Buiten beschouwing bleven documenten, of coderingen van documenten: ${left.join('; ')}.`;
  return `De betrouwbaarheid is bepaald op ${numbered(facts.documents, 'document dat', 'documenten die')} twee of meer codeurs af hadden (${whole}), met ${numbered(facts.spans, 'gecodeerde passage', 'gecodeerde passages')} in ${numbered(facts.characters, 'teken', 'tekens')} tekst. Deze documenten zijn als volgt geselecteerd: ${how}. ${leftOut}`;
}

function independence(facts: MethodsFacts): string {
  const blind =
    facts.blind === null
      ? blank('of codeurs elkaars werk konden zien')
      : facts.blind
        ? 'De codeurs werkten onafhankelijk en blind: niemand zag het werk van een ander voordat het eigen document af was'
        : 'De codeurs werkten niet blind: zij konden elkaars werk zien';
  const to = facts.blindTo ?? blank('wat de codeurs verder niet wisten, zoals de hypothesen');
  const layers = {
    'first-pass': 'de eerste versie die elke codeur af had, vóór enig overleg',
    current: 'de versies van de codeurs zoals die nu zijn, waarover overlegd kan zijn',
    final: 'de eerste versie van elke codeur naast de eindversie',
  }[facts.settings.layers];
  return `${blind}; verder wisten zij niet: ${to}. Vergeleken wordt ${layers}.`;
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
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function rest(facts: MethodsFacts): string {
  const settled = facts.settled ?? blank('hoe verschillen tussen codeurs zijn opgelost');
  const codebook = facts.codebook ?? blank('waar het codeboek te vinden is');
  return `Verschillen tussen codeurs zijn als volgt opgelost: ${settled}. Het codeboek is hier te vinden: ${codebook}. De teksten zijn gecodeerd, en de overeenstemming is berekend, met ${facts.settings.software} (rekenkern: ${facts.settings.engine}); de waarden (agreement.csv) zijn na te rekenen uit de gecodeerde passages (agreement_spans.csv).`;
}

export const paragraphsNl: readonly ((facts: MethodsFacts) => string)[] = [
  coders,
  sample,
  independence,
  measure,
  results,
  rest,
];
