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

/** The columns of `documents.csv`: the fixed ones, then one for each free field of the project. */
export function documentTable(fieldNames: readonly string[]): Table<DocumentTableRow> {
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
  ];
}
