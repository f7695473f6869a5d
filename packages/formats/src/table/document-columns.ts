import { type Column, column, momentColumn } from '../csv/table.ts';

/** What several tables tell of a document, in the same words. */
export interface DocumentFacts {
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  readonly author: string | null;
  readonly addressee: string | null;
  readonly dossier: string | null;
  readonly documentNumber: string | null;
  readonly textSha256: string;
  /** The number of this reading of its letter; not said where no letter of the study was read again. */
  readonly rendition?: number | undefined;
  /** The first reading, of a later one. */
  readonly renditionOfId?: string | null | undefined;
  /** The reading that took the place of this one. */
  readonly replacedById?: string | null | undefined;
}

interface WithDocument {
  readonly document: DocumentFacts;
}

export const documentId: Column<WithDocument> = column(
  'document_id',
  'Identifies the document; never changes.',
  'Kenmerk van het document; verandert nooit.',
  (row) => row.document.id,
);
export const rendition: Column<WithDocument> = column(
  'rendition',
  'Number of this reading of the letter, from 1: a letter that is read again gets another text, and places are those in the text of one reading.',
  'Nummer van deze lezing van de brief, vanaf 1: een brief die opnieuw wordt gelezen krijgt een andere tekst, en plaatsen zijn die in de tekst van één lezing.',
  (row) => row.document.rendition ?? null,
);
export const documentTitle: Column<WithDocument> = column(
  'document_title',
  'Title of the document.',
  'Titel van het document.',
  (row) => row.document.title,
);
export const documentSha256: Column<WithDocument> = column(
  'document_sha256',
  'SHA-256 of the text of the document, in UTF-8: shows that offsets belong to this very text.',
  'SHA-256 van de tekst van het document, in UTF-8: toont dat de posities bij precies deze tekst horen.',
  (row) => row.document.textSha256,
);
export const documentMetadata: readonly Column<WithDocument>[] = [
  momentColumn(
    'document_date',
    'Date of the document, as far as it is known: year, month, day.',
    'Datum van het document, voor zover bekend: jaar, maand, dag.',
    (row) => row.document.date,
  ),
  column(
    'document_author',
    'Who wrote the document.',
    'Wie het document schreef.',
    (row) => row.document.author,
  ),
  column(
    'addressee',
    'To whom the document is addressed.',
    'Aan wie het document is gericht.',
    (row) => row.document.addressee,
  ),
  column(
    'dossier',
    'Number of the dossier that the document belongs to.',
    'Nummer van het dossier waar het document bij hoort.',
    (row) => row.document.dossier,
  ),
  column(
    'document_number',
    'Number of the document in its dossier.',
    'Nummer van het document in het dossier.',
    (row) => row.document.documentNumber,
  ),
];

interface WithProject {
  readonly project: string;
}
export const project: Column<WithProject> = column(
  'project',
  'Name of the project.',
  'Naam van het project.',
  (row) => row.project,
);

interface WithRound {
  readonly round: number;
}
export const round: Column<WithRound> = column(
  'round',
  'Number of the round of coding.',
  'Nummer van de codeerronde.',
  (row) => row.round,
);

interface WithCoder {
  readonly coder: { readonly id: string; readonly name: string } | null;
}
export const coder: readonly Column<WithCoder>[] = [
  column(
    'coder',
    'Name of the coder; empty in the final version, which has no single coder.',
    'Naam van de codeur; leeg in de eindversie, die niet van één codeur is.',
    (row) => row.coder?.name ?? null,
  ),
  column(
    'coder_id',
    'Identifies the coder within the project.',
    'Kenmerk van de codeur binnen het project.',
    (row) => row.coder?.id ?? null,
  ),
];
