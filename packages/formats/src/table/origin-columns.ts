import { column, type Table } from '../csv/table.ts';

/** A search whose hits were tagged at once, after somebody had gone through them. */
export interface Origin {
  readonly query: string;
  /** What of the text a hit stood for: hit, clause, sentence or paragraph. */
  readonly boundary: string;
  /** Of the search that is kept, where it was one. */
  readonly searchId: string | null;
  /** Of the operation: the same for all that was tagged with it. */
  readonly operationId: string;
}

interface WithOrigin {
  readonly origin?: Origin | null | undefined;
}

/** Columns of a study in which hits of a search were tagged. */
export const ofOrigins: Table<WithOrigin> = [
  column(
    'origin',
    'hand: coded in the text by hand; search: a hit of a search that the coder looked at and took.',
    'hand: met de hand in de tekst gecodeerd; search: een treffer van een zoekvraag, door de codeur bekeken en overgenomen.',
    ({ origin }) => (origin === undefined ? null : origin === null ? 'hand' : 'search'),
  ),
  column(
    'origin_query',
    'The query of that search, as it was typed.',
    'De zoekvraag, zoals die is getypt.',
    ({ origin }) => origin?.query ?? null,
  ),
  column(
    'origin_boundary',
    'What of the text was tagged for a hit: the hit itself, or the clause, sentence or paragraph that it stands in.',
    'Wat van de tekst bij een treffer is getagd: de treffer zelf (hit), of de deelzin (clause), de zin (sentence) of de alinea (paragraph) waarin die staat.',
    ({ origin }) => origin?.boundary ?? null,
  ),
  column(
    'origin_search_id',
    'Identifies the saved search; empty where it was not saved.',
    'Kenmerk van de opgeslagen zoekvraag; leeg als die niet is opgeslagen.',
    ({ origin }) => origin?.searchId ?? null,
  ),
  column(
    'origin_operation_id',
    'Identifies what was tagged together, in one step.',
    'Kenmerk van wat samen, in één stap, is getagd.',
    ({ origin }) => origin?.operationId ?? null,
  ),
];
