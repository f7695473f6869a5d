import { childOf, elementsOf, findElement, lineOf, type MarkupElement } from '../reading/markup.ts';
import type { Rule, RuleOf } from '../reading/rule.ts';
import { named, rules } from '../reading/rules.ts';

const { apart, block } = rules;
/** Its parts are words by themselves. */
const parts: Rule = { as: 'block', apart: true };

/** The elements of official publications (op-xsd-2012 to op-consolidated) by what they are to a text. */
const ruleByName: ReadonlyMap<string, Rule> = new Map([
  ...named(
    rules.inline,
    'nadruk extref intref sup inf ovl ondlijn cur vet unl achternaam voornaam politiek naam-instelling datum citaat-tekst ' +
      'tussenvoegsels titulatuur initialen ondernummer dossiernr begrotingshoofdstuk toevoeging organisatie extern-ref redactie verwijzing',
  ),
  ...named(apart, 'naam voorvoegsels'),
  ...named(
    block,
    'al title noot.al considerans.al tekstregel vergadering-nummer vergaderdatum vergadertijd dagtekening plaats functie ' +
      'kamervraagonderwerp kamervraagomschrijving kamervraagnummer stuknr datumtekst onderwerpregel aanhef wie motie-info-regel term dossiernr-regel label bron gegevens',
  ),
  ...named(parts, 'dossiernummer'),
  ...named(
    rules.heading,
    'kop tussenkop item-titel titel subtitel dossiertitel intitule citeertitel opschrift',
  ),
  ...named(
    rules.container,
    'officiele-publicatie kamerstuk handelingen kamervragen aanhangsel staatsblad staatscourant kamerstukkop dossier stuk ' +
      'tekst vrije-tekst al-groep lijst onderwerp opening vergadering motie motie-info stemming-uitslag ' +
      'tekst-sluiting ondertekening algemeen voorstel-wet amendement amendement-lid considerans afkondiging wijziging ' +
      'artikel-wijziging box definitielijst definitie-item definitie toelichting nota-toelichting handeling_bijlage ' +
      'handelingen-bijlage officiele-inhoudsopgave kamervraagkop vraag antwoord vragen antwoorden vraagdata mededeling ' +
      'stcgeg zakelijke-mededeling zakelijke-mededeling-tekst regeling regeling-tekst aanhef-groep regeling-sluiting ' +
      'bijlage-sluiting gegeven wetgeving circulaire circulaire-tekst context context.al kamerwrk kamerwrk-tekst ' +
      'deze plaatsdatum ondertekenaars tekstplaatje sprekerslijst tekstgroep wat lid-groep wettekst wet-besluit ' +
      'informatietabel lid tgroup thead tbody tfoot',
  ),
  ...named(
    rules.section,
    'divisie agendapunt bijlage hoofdstuk paragraaf subparagraaf afdeling titeldeel deel artikel boek onderdeel sub-divisie ' +
      'circulaire.divisie handelingen.divisie',
  ),
  ...named(rules.quote, 'citaat citaat-artikel blokcitaat'),
  ...named(rules.item, 'li'),
  ...named(rules.marker, 'li.nr lidnr vraagnr antwoordnr noot.nr'),
  ...named(rules.table, 'table'),
  ...named(rules.row, 'row'),
  ...named(rules.cell, 'entry'),
  ...named(rules.break, 'br'),
  ...named(rules.nothing, 'metadata meta colspec spanspec kolomkop-leeg'),
  ...named(rules.pictures, 'plaatje illustratie'),
  ...named(rules.formulas, 'formule math'),
]);

/** The number of an item on the agenda, or of a chapter, stands before its title. */
function ruleOfNumber(parent: MarkupElement | null): Rule {
  if (parent?.local === 'kop' || parent?.local === 'lid' || parent?.local === 'li') return apart;
  const titled = parent !== null && elementsOf(parent).some(({ local }) => /^(?:item-)?titel$/.test(local));
  return titled ? { as: 'marker' } : block;
}

/** Who speaks, as it is printed: `De heer Wörsdörfer (VVD)`. */
function speakerOf(speech: MarkupElement): Record<string, string> {
  const spreker = childOf(speech, 'spreker');
  if (spreker === undefined) return {};
  const party = lineOf(findElement(spreker, 'politiek'));
  return { speaker: nameIn(spreker), ...(party === '' ? {} : { party }) };
}

/** Space before a colon is of the file, not of the words. */
const printed = (spreker: MarkupElement) =>
  lineOf(spreker)
    .replace(/ +([:)])/g, '$1')
    .replace(/\( +/g, '(');

function nameIn(spreker: MarkupElement): string {
  return printed(spreker).replace(/\s*:$/, '');
}

/** What an element of an official publication is to its text. */
export const ruleOfPublication: RuleOf = (element, { parent }) => {
  const { local, attributes } = element;
  if (local === 'nr' || local === 'nummer') return ruleOfNumber(parent);
  if (local === 'titel' && parent?.local === 'kop') return apart;
  if ((local === 'subtitel' || local === 'label') && parent?.local === 'kop') return apart;
  if (local === 'spreekbeurt') return { as: 'container', data: speakerOf(element) };
  if (local === 'motie') return { as: 'section', data: dataOf(element) };
  if (local === 'motie-info') return { as: 'container', data: speakerOf(element) };
  if (local === 'spreker')
    return { as: 'nodes', nodes: [{ ...element, local: 'sprekerregel', children: [printed(element)] }] };
  if (local === 'sprekerregel') return { as: 'block', data: { role: 'speaker' } };
  if (local === 'noot') return ruleOfNote(element);
  if (local === 'nootref') return { as: 'reference', id: attributes.refid ?? '' };
  return ruleByName.get(local) ?? null;
};

function dataOf({ attributes }: MarkupElement): Record<string, string> {
  return attributes.id === undefined ? {} : { id: attributes.id };
}

function ruleOfNote(element: MarkupElement): Rule {
  const number = childOf(element, 'noot.nr');
  const mark = lineOf(number).replace(/[.)]$/, '');
  const body = element.children.filter((child) => child !== number);
  return { as: 'note', id: element.attributes.id ?? `noot ${mark}`, mark, body, isPlace: true };
}
