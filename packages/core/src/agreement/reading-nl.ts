import type { AgreementMeasure } from './measure.ts';
import type { Reading } from './reading-shape.ts';

const unitizing =
  'Krippendorff, Mathet, Bouvry en Widlöcher 2016, Quality & Quantity 50, 2347–2364; Krippendorff 2019, Content Analysis, paragraaf 12.6';
const coding = 'Krippendorff 2019, Content Analysis, hoofdstuk 12; Hayes en Krippendorff 2007';
const matching = 'Hripcsak en Rothschild 2005, JAMIA 12, 296–298; SemEval-2013 taak 9';

export const readingsNl: Readonly<Record<AgreementMeasure, Reading>> = {
  u_alpha_pooled: {
    name: 'u-alfa over alle tags samen',
    sentences: [
      'Dit zegt in hoeverre codeurs het eens zijn over welke tekst welke tag heeft, over alle tags van de selectie samen.',
      'Eén is volledige overeenstemming, nul is wat toeval zou geven, en onder nul zijn codeurs het minder eens dan dat.',
      'Tags met veel tekst wegen het zwaarst, zodat een goede waarde een tag kan verbergen waarover niemand het eens is: kijk ook naar elke tag apart.',
    ],
    formula: 'α = 1 − (ΣDo van alle tags) / (ΣDe van alle tags)',
    notWhen:
      'Niet als enige cijfer in een artikel, en niet om projecten te vergelijken waarin codeurs heel verschillende delen van de tekst markeren.',
    source: `${unitizing}; samengenomen als in Krippendorff 2004`,
  },
  u_alpha: {
    name: 'u-alfa van een tag',
    sentences: [
      'Dit zegt in hoeverre codeurs het eens zijn over waar deze tag geldt, tegenover alle overige tekst, ook over waar passages beginnen en eindigen.',
      'Kijk naar de ondergrens: vanaf 0,800 is de tag betrouwbaar, vanaf 0,667 laat die alleen voorlopige conclusies toe, daaronder kun je er niet op bouwen.',
      'De maat weegt naar tekens, zodat lange passages het meest tellen, en ziet niet of een passage in tweeën is geknipt.',
    ],
    formula:
      'α = 1 − Do / De; Do = 2 × (tekens van de een tegenover gaten van de anderen, gemiddeld) / L; De = 2 × gaten × gemarkeerd / (L² − gaten − K); L = codeurs × tekens, K = som van de gekwadrateerde lengten van de passages',
    notWhen:
      'Niet bij minder dan tien passages of vijf documenten, en niet als niemand de tag gebruikte of alles de tag heeft: dan is er geen waarde.',
    source: unitizing,
  },
  bar_u_alpha: {
    name: '|u-alfa: gemarkeerd of niet',
    sentences: [
      'Dit zegt in hoeverre codeurs het eens zijn over welke tekst gemarkeerd moet worden, met welke tag ook.',
      'Is het laag, word het dan eerst eens over wat een passage is; is het hoog en zijn de tags laag, dan verschillen de definities van de tags.',
      'Het stijgt met de lengte van niet gemarkeerde tekst, zoals bijlagen die niemand leest.',
    ],
    formula: '|uα = 1 − Do / De van gemarkeerde tegenover niet gemarkeerde tekst',
    notWhen:
      'Niet met de grenzen 0,800 en 0,667, die voor waarden van tags bedoeld zijn, en niet als alles gemarkeerd is.',
    source: unitizing,
  },
  u_alpha_joint: {
    name: 'u-alfa van plaats en tag samen',
    sentences: [
      'Dit zegt in hoeverre codeurs de tekst op dezelfde manier in passages verdelen en daaraan dezelfde tags geven, als één taak.',
      'Het is lager dan de overeenstemming over de plaats alleen, naarmate de tags verschillen.',
      'Een passage op de goede plaats met een andere tag telt als een volledig verschil.',
    ],
    formula: 'uα = 1 − (ℓ − Σ ℓcc) / (ℓ − Σ εcc), over alle tags en gaten',
    notWhen: 'Niet als tags bij één codeur mogen overlappen: dan is er geen waarde.',
    source: unitizing,
  },
  cu_alpha: {
    name: 'cu-alfa: de tag van wat beiden markeerden',
    sentences: [
      'Dit zegt in hoeverre codeurs dezelfde tag geven aan tekst die zij allebei markeerden.',
      'Lees het samen met de dekking, het deel van alle tekst waarover het gaat: een hoge waarde op weinig tekst zegt vooral dat zij zelden hetzelfde markeerden.',
      'Verschillen over of en waar te markeren tellen niet mee.',
    ],
    formula: 'cuα = 1 − Do / De op tekst die twee codeurs markeerden; dekking = ℓ* / ℓ',
    notWhen: 'Niet zonder de dekking, niet met maar één tag, en niet als tags mogen overlappen.',
    source: unitizing,
  },
  matched_cu_alpha: {
    name: 'cu-alfa van een tag op gekoppelde passages',
    sentences: [
      'Dit zegt in hoeverre codeurs deze tag van de andere onderscheiden waar zij allebei dezelfde passage vonden.',
      'Is het laag terwijl passages wel worden gevonden, dan moeten de definities van deze tag en van de tag waarmee die wordt verward, scherper.',
      'De dekking is het deel van de tekst van de tag dat twee codeurs allebei vonden; die zegt waarover de waarde gaat.',
    ],
    formula:
      'cuα = 1 − Do / De van de tag tegenover alle andere, op de tekst die één op één gekoppelde passages delen',
    notWhen: 'Niet zonder de dekking, en niet waar alle gekoppelde passages dezelfde tag hebben.',
    source: `${unitizing}; op gekoppelde passages, zodat tags mogen overlappen: van ons`,
  },
  f1: {
    name: 'F1 van een tag',
    sentences: [
      'Dit zegt welk deel van de passages met deze tag de andere codeur er ook mee markeerde, met minstens één teken gemeen.',
      'Elke passage telt één keer, hoe lang ook, zodat het laat zien wat u-alfa achter lange passages verbergt.',
      'Het is niet gecorrigeerd voor toeval; bij tags die in de tekst zeldzaam zijn, maakt dat weinig uit.',
    ],
    formula:
      'F1 = 2 × gekoppelde paren / (passages van de een + passages van de ander), opgeteld over paren van codeurs',
    notWhen:
      'Niet met de grenzen 0,800 en 0,667, en niet voor tags die het grootste deel van de tekst beslaan.',
    source: matching,
  },
  found_f1: {
    name: 'F1 met welke tag ook: gevonden of niet',
    sentences: [
      'Dit zegt welk deel van de passages met deze tag de andere codeur ook markeerde, met deze tag of een andere.',
      'Het verschil met F1 van de tag is wat gevonden is en een andere tag kreeg.',
      'Wat tot één overblijft, is door een van beiden gemarkeerd.',
    ],
    formula: 'F1 = passages met een partner van welke tag ook / alle passages, over paren van codeurs',
    notWhen: 'Niet als maat voor betrouwbaarheid: welke tag gegeven is, blijft erbuiten.',
    source: matching,
  },
  character_f1: {
    name: 'F1 van tekens',
    sentences: [
      'Dit zegt welk deel van de gemarkeerde tekens beide codeurs met dezelfde tag markeerden.',
      'Het daalt met elk teken dat grenzen verschillen, terwijl F1 van passages dat niet doet.',
      'Lange passages wegen het zwaarst, en het is niet gecorrigeerd voor toeval.',
    ],
    formula: 'F1 = 2 × tekens die beiden markeerden / (tekens van de een + tekens van de ander)',
    notWhen:
      'Niet als maat voor betrouwbaarheid, want over tekens naast elkaar wordt niet een voor een beslist.',
    source: matching,
  },
  sentence_alpha: {
    name: 'alfa van zinnen',
    sentences: [
      'Dit zegt in hoeverre codeurs het eens zijn over of een zin de tag heeft, waar die in de zin ook begint en eindigt.',
      'Neem deze maat als de latere analyse zinnen telt, en lees de ondergrens zoals bij u-alfa.',
      'Een tag geldt voor een zin als minstens één teken ervan de tag heeft.',
    ],
    formula: 'α = 1 − Do / De, nominaal, over zinnen: geldt wel of niet',
    notWhen: 'Niet als passages meestal over zinnen heen lopen, en niet als de latere analyse passages telt.',
    source: coding,
  },
  paragraph_alpha: {
    name: 'alfa van alinea’s',
    sentences: [
      'Dit zegt in hoeverre codeurs het eens zijn over of een alinea de tag heeft.',
      'Neem deze maat als de latere analyse alinea’s of bepalingen telt, en lees de ondergrens zoals bij u-alfa.',
      'De waarde is vaak hoger dan die van zinnen, omdat een alinea meer vergeeft.',
    ],
    formula: 'α = 1 − Do / De, nominaal, over alinea’s: geldt wel of niet',
    notWhen: 'Niet als alinea’s zo lang zijn dat de meeste tags voor de meeste ervan gelden.',
    source: coding,
  },
};
