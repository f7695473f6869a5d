import { column, momentColumn, type Table } from '../csv/table.ts';
import * as shared from './document-columns.ts';

export interface DocumentTableRow {
  readonly project: string;
  readonly document: shared.DocumentFacts;
  readonly sourceUrl: string | null;
  readonly language: string;
  readonly licence: string | null;
  readonly lengthCp: number;
  readonly lengthUtf16: number;
  readonly blocks: number;
  readonly paragraphs: number;
  readonly sentences: number;
  readonly originalName: string | null;
  readonly encoding: string;
  readonly createdAt: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Of the original; null where it has none. */
  readonly pages: number | null;
  /** The reader that made the text of the file, and its version. */
  readonly reader: string;
  readonly notes: number;
  /** Names of the files that are kept beside it. */
  readonly attachments: readonly string[];
  /** What was read of it when it was added, whatever a person made of that; offsets count UTF-16 code units. */
  readonly stated: Readonly<Record<string, Stated>>;
}

interface Stated {
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly from: string;
}

const fixed: Table<DocumentTableRow> = [
  shared.project,
  shared.documentId,
  shared.documentTitle,
  ...shared.documentMetadata,
  column(
    'source_url',
    'Where the document was found.',
    'Waar het document vandaan komt.',
    (row) => row.sourceUrl,
  ),
  column('language', 'Language of the text (BCP 47).', 'Taal van de tekst (BCP 47).', (row) => row.language),
  column('licence', 'Terms of use of the text.', 'Gebruiksvoorwaarden van de tekst.', (row) => row.licence),
  shared.documentSha256,
  column(
    'length',
    'Length of the text in code points.',
    'Lengte van de tekst in codepunten.',
    (row) => row.lengthCp,
  ),
  column(
    'length_utf16',
    'Length of the text in UTF-16 code units.',
    'Lengte van de tekst in UTF-16-eenheden.',
    (row) => row.lengthUtf16,
  ),
  column('blocks', 'Number of blocks, headings too.', 'Aantal blokken, ook koppen.', (row) => row.blocks),
  column(
    'paragraphs',
    'Number of paragraphs: blocks that are no heading.',
    'Aantal alinea’s: blokken die geen kop zijn.',
    (row) => row.paragraphs,
  ),
  column('sentences', 'Number of sentences.', 'Aantal zinnen.', (row) => row.sentences),
  column(
    'original_name',
    'Name of the file that was added; empty for pasted text.',
    'Naam van het toegevoegde bestand; leeg bij geplakte tekst.',
    (row) => row.originalName,
  ),
  column(
    'encoding',
    'How the bytes of the file were read as text.',
    'Hoe de bytes van het bestand als tekst zijn gelezen.',
    (row) => row.encoding,
  ),
  momentColumn(
    'created_at',
    'When the document was added to the project.',
    'Wanneer het document aan het project is toegevoegd.',
    (row) => row.createdAt,
  ),
];

/** What came later than free fields did, and so stands behind them. */
const later: Table<DocumentTableRow> = [
  column(
    'pages',
    'Number of pages of the file; empty where it has none.',
    'Aantal bladzijden van het bestand; leeg als het er geen heeft.',
    (row) => row.pages,
  ),
  column(
    'reader',
    'By which reader, and which version of it, the text was made of the file.',
    'Met welke lezer, en welke versie daarvan, de tekst uit het bestand is gehaald.',
    (row) => row.reader,
  ),
  column('notes', 'Number of foot- and endnotes.', 'Aantal voet- en eindnoten.', (row) => row.notes),
  column(
    'attachments',
    'Names of the files that are kept beside the document, as JSON; empty without any.',
    'Namen van de bestanden die bij het document worden bewaard, als JSON; leeg als die er niet zijn.',
    (row) => (row.attachments.length === 0 ? null : JSON.stringify(row.attachments)),
  ),
  column(
    'stated',
    'What was read of the document when it was added, as JSON: for each detail its value, where it was read from (file, letter or index), and its passage in the text in UTF-16 code units.',
    'Wat bij het toevoegen over het document is gelezen, als JSON: van elk gegeven de waarde, waar het vandaan komt (file: het bestand, letter: de brief, index: een lijst) en de passage in de tekst in UTF-16-eenheden.',
    (row) => (Object.keys(row.stated).length === 0 ? null : JSON.stringify(row.stated)),
  ),
];

/** Columns of a study in which letters were read again. */
const ofRenditions: Table<DocumentTableRow> = [
  shared.rendition,
  column(
    'rendition_of',
    'Of a later reading of a letter: the document_id of its first; empty in that one.',
    'Van een latere lezing van een brief: het document_id van de eerste; leeg bij die eerste.',
    ({ document }) => document.renditionOfId ?? null,
  ),
  column(
    'replaced_by',
    'The document_id of the reading that took the place of this one; empty in the one that is worked on.',
    'Het document_id van de lezing die in de plaats kwam van deze; leeg bij de lezing waarin wordt gewerkt.',
    ({ document }) => document.replacedById ?? null,
  ),
];

/**
 * The columns of `documents.csv`: those of all projects, with one for each free field of the project among them, and those
 * of letters that were read again where there are any.
 */
export function documentTable(fieldNames: readonly string[], hasRenditions = false): Table<DocumentTableRow> {
  return [
    ...fixed,
    ...fieldNames.map((name) =>
      column<DocumentTableRow>(
        `field.${name}`,
        `Free field “${name}” of the project.`,
        `Vrij veld “${name}” van het project.`,
        (row) => (Object.hasOwn(row.fields, name) ? (row.fields[name] ?? null) : null),
      ),
    ),
    ...later,
    ...(hasRenditions ? ofRenditions : []),
  ];
}
