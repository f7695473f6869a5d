/** What a letter can say of itself. The names are those of the dataset. */
export const letterFields = [
  'date',
  'place',
  'our_reference',
  'your_reference',
  'subject',
  'dossier',
  'number',
  'document_number',
  'addressee',
  'salutation',
  'sender',
  'sender_function',
  'ministry',
] as const;

export type LetterField = (typeof letterFields)[number];

/**
 * What was read, and the passage that it was read from. A value may be shorter or plainer than its passage: a date is
 * written as in ISO 8601, a dossier without its space. Offsets count UTF-16 code units; null where the passage is not in
 * the text but in the head or foot of a page.
 */
export interface Found {
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

export type LetterFields = Partial<Record<LetterField, Found>>;
