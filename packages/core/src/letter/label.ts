import type { Cell } from './cell.ts';

/** What stands in the head of a letter before a value. `other` says nothing that is read, but ends what stands before. */
export type LabelKind =
  | 'date'
  | 'our_reference'
  | 'your_reference'
  | 'subject'
  | 'addressee'
  | 'sender'
  | 'dossier'
  | 'number'
  | 'document_number'
  | 'other';

const spellings: Readonly<Record<LabelKind, readonly string[]>> = {
  date: ['datum brief', 'datum', 'date of letter', 'date', 'dagtekening', 'd.d'],
  our_reference: [
    'ons kenmerk',
    'onze referentie',
    'onze ref',
    'ons ref',
    'ons nummer',
    'ons nr',
    'kenmerk',
    'referentie',
    'our reference',
    'our ref',
    'reference number',
    'reference',
    'ref',
  ],
  your_reference: [
    'uw kenmerk',
    'uw referentie',
    'uw ref',
    'uw nummer',
    'uw nr',
    'uw brief (kenmerk)',
    'your reference',
    'your ref',
    'kenmerk afzender',
    'uw brief met kenmerk',
  ],
  subject: [
    'betreft',
    'betreffende',
    'betr',
    'onderwerp',
    'inzake',
    'subject',
    're',
    'regarding',
    'concerning',
    'concerns',
  ],
  addressee: ['aan', 'geadresseerde', 'to', 'addressee'],
  sender: ['van', 'afzender', 'from', 'sender'],
  dossier: [
    'kamerstukdossier',
    'kamerstuknummer',
    'dossiernummer',
    'dossier nummer',
    'dossier number',
    'dossier no',
    'dossier',
    'kamerstukken',
    'kamerstuk',
    'parliamentary paper',
    'parliamentary papers',
  ],
  number: [
    'nr',
    'no',
    'number',
    'nummer',
    'volgnummer',
    'ondernummer',
    'stuknummer',
    'sub-number',
    'paper number',
  ],
  document_number: ['documentnummer', 'document number'],
  other: [
    'contactpersoon',
    'contact person',
    'contact',
    'behandeld door',
    'auteur',
    'telefoon',
    'telephone',
    'phone',
    'tel',
    'fax',
    'e-mail',
    'email',
    'bijlage(n)',
    'bijlagen',
    'bijlage',
    'enclosures',
    'enclosure',
    'enclosure(s)',
    'annex',
    'kopie aan',
    'cc',
    'pagina',
    'page',
    'uw brief van',
    'uw brief',
    'your letter of',
    'your letter',
    'directie',
    'afdeling',
    'postadres',
    'bezoekadres',
    'retouradres',
    'locatie',
    'medeparafen',
    'rubricering',
    'status',
    'versie',
    'zaaknummer',
    'gepubliceerd',
    'bron',
    'indiener(s)',
    'onderwerpen',
    'id',
  ],
};

const kindOf = new Map<string, LabelKind>(
  Object.entries(spellings).flatMap(([kind, words]) =>
    words.map((word) => [word, kind as LabelKind] as const),
  ),
);

const escaped = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
const anyLabel = [...kindOf.keys()]
  .sort((left, right) => right.length - left.length)
  .map(escaped)
  .join('|');

const atHead = new RegExp(`^(${anyLabel})(?![\\p{L}\\p{N}-])\\.?\\s*(:|=|–|-(?=\\s))?\\s*`, 'iu');
const within = new RegExp(`\\s(?:${anyLabel})\\.?\\s?:\\s`, 'iu');

export interface Label {
  readonly kind: LabelKind;
  /** Whether a colon, or the end of its cell, shows that it is one. */
  readonly sure: boolean;
  /** What follows in the same cell; empty where the label stands alone. */
  readonly rest: string;
  /** Where that begins, in the text. */
  readonly restStart: number;
}

/** The label that a cell begins with. */
export function labelOf(cell: Cell): Label | null {
  const found = atHead.exec(cell.text);
  const kind =
    found === null ? undefined : kindOf.get((found[1] ?? '').toLowerCase().replaceAll(/\s+/g, ' '));
  if (found === null || kind === undefined) return null;
  const rest = cell.text.slice(found[0].length);
  return { kind, sure: found[2] !== undefined || rest === '', rest, restStart: cell.start + found[0].length };
}

/** A cell that is longer is a paragraph: what looks like a label in it is a word of a sentence. */
const longestCell = 300;

/** Labels that are known without a colon where a cell begins with one: a page that is read line by line joins them. */
const withoutColon =
  'Datum|Date|Ons kenmerk|Onze referentie|Uw kenmerk|Uw referentie|Our ref(?:erence)?|Your ref(?:erence)?|Betreft|Onderwerp|Subject|Bijlage(?:n|\\(n\\))|Contactpersoon';
const joined = new RegExp(`\\s(?:${withoutColon})(?=[\\s:.])`, 'u');
const begins = new RegExp(`^(?:${withoutColon})(?=[\\s:.]|$)`, 'u');

/** Whether a line begins with words that are a label wherever they begin a line. */
export function beginsLabel(line: string): boolean {
  return begins.test(line);
}

/** Whether a line is nothing but a label: `Kenmerk`, `Our ref:`. */
export function isLabel(line: string): boolean {
  return /^\p{Lu}/u.test(line) && (atHead.exec(line)?.[0].length ?? 0) === line.length;
}

/** The parts of a cell in which other labels begin; each but the first stands half a column further. */
export function partsOf(cell: Cell): Cell[] {
  if (cell.text.length > longestCell) return [cell];
  const label = atHead.exec(cell.text)?.[0].length ?? 0;
  const rest = cell.text.slice(label);
  const starts = [within.exec(rest), label === 0 || /[.?!]\s/.test(rest) ? null : joined.exec(rest)].flatMap(
    (found) => found?.index ?? [],
  );
  if (starts.length === 0) return [cell];
  const at = label + Math.min(...starts);
  const words = cell.text.slice(0, at).trimEnd();
  if (words === '') return [cell];
  const other: Cell = {
    ...cell,
    text: cell.text.slice(at + 1),
    start: cell.start + at + 1,
    column: cell.column + 0.5,
    opens: false,
  };
  return [{ ...cell, text: words, end: cell.start + words.length }, ...partsOf(other)];
}
