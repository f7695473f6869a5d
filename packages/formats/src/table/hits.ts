import type { CsvPreset } from '../csv/preset.ts';
import { type Column, column, headerOf, type Table, valuesOf } from '../csv/table.ts';
import { csvWriter } from '../csv/write.ts';
import * as shared from './document-columns.ts';

/** Something that was found, with what was asked. */
export interface HitRow {
  readonly project: string;
  readonly document: shared.DocumentFacts;
  readonly fields: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end: number;
  readonly startCp: number;
  readonly endCp: number;
  readonly left: string;
  readonly hit: string;
  readonly right: string;
  readonly piece: string;
  readonly query: string;
  /** Which documents were searched: a name of a set, conditions, or all. */
  readonly searched: string;
  /** The name under which the search is kept. */
  readonly search: string | null;
  /** Whether hits that were put aside in it are among them: without, with, or only these. */
  readonly aside: string;
  /** Of a dictionary: of which concept the query is. */
  readonly concept?: string;
}

const columns: Table<HitRow> = [
  shared.project,
  shared.documentId,
  shared.documentTitle,
  ...shared.documentMetadata,
  shared.documentSha256,
  column(
    'start',
    'Where it starts in the text, in code points from 0: as Python, R and SQL count.',
    'Waar het begint in de tekst, in codepunten vanaf 0: zoals Python, R en SQL tellen.',
    (row) => row.startCp,
  ),
  column(
    'end',
    'Where it ends, in code points; the character at this place no longer belongs to it.',
    'Waar het eindigt, in codepunten; het teken op deze plaats hoort er niet meer bij.',
    (row) => row.endCp,
  ),
  column(
    'start_utf16',
    'The same start in UTF-16 code units: as JavaScript and Java count.',
    'Hetzelfde begin in UTF-16-eenheden: zoals JavaScript en Java tellen.',
    (row) => row.start,
  ),
  column(
    'end_utf16',
    'The same end in UTF-16 code units.',
    'Hetzelfde einde in UTF-16-eenheden.',
    (row) => row.end,
  ),
  column('left', 'The text before it.', 'De tekst ervoor.', (row) => row.left),
  column('hit', 'What was found.', 'Wat is gevonden.', (row) => row.hit),
  column('right', 'The text after it.', 'De tekst erna.', (row) => row.right),
  column(
    'piece',
    'What a row is: a hit, the sentence or paragraph that hits stand in, or, of two that are related, what both share (common), each of them (either), or all from the one to the other (union).',
    'Wat een rij is: een treffer (hit), de zin (sentence) of alinea (paragraph) waarin treffers staan, of, van twee die bij elkaar horen, wat ze delen (common), elk van beide (either), of alles van de een tot de ander (union).',
    (row) => row.piece,
  ),
  column('query', 'What was searched.', 'Wat is gezocht.', (row) => row.query),
  column(
    'searched',
    'Which documents were searched: all, the name of a set, or conditions as JSON.',
    'In welke documenten is gezocht: all (alle), de naam van een set, of voorwaarden als JSON.',
    (row) => row.searched,
  ),
  column(
    'search',
    'Name under which the search is saved.',
    'Naam waaronder de zoekopdracht is bewaard.',
    (row) => row.search,
  ),
  column(
    'aside',
    'Whether hits that were put aside are among the rows: without, with, or only these.',
    'Of opzijgezette treffers bij de rijen zijn: without (zonder), with (met) of only (alleen die).',
    (row) => row.aside,
  ),
];

/** The columns of `dictionary.csv`: the concept stands first, and nothing of it was put aside. */
const ofDictionary: Table<HitRow> = [
  column('dictionary', 'Name of the dictionary.', 'Naam van het woordenboek.', (row) => row.search),
  column(
    'concept',
    'The concept that the pattern belongs to.',
    'Het begrip waarbij het patroon hoort.',
    (row) => row.concept ?? null,
  ),
  column('pattern', 'What was searched.', 'Wat is gezocht.', (row) => row.query),
  ...columns.filter(({ name }) => !['query', 'search', 'aside', 'piece'].includes(name)),
];

/** The columns of `search.csv`, or of `dictionary.csv`, with one for each free field of the project behind them. */
export function hitTable(
  fieldNames: readonly string[],
  of: 'search' | 'dictionary' = 'search',
): Table<HitRow> {
  const own = fieldNames.map(
    (name): Column<HitRow> =>
      column(
        `field.${name}`,
        `Free field “${name}” of the project.`,
        `Vrij veld ‘${name}’ van het project.`,
        (row) => (Object.hasOwn(row.fields, name) ? (row.fields[name] ?? null) : null),
      ),
  );
  return [...(of === 'search' ? columns : ofDictionary), ...own];
}

/** Writes rows of hits one by one. */
export function hitWriter(preset: CsvPreset, fieldNames: readonly string[], of?: 'search' | 'dictionary') {
  const writer = csvWriter(preset);
  const table = hitTable(fieldNames, of);
  return {
    header: (): string => writer.header(headerOf(table)),
    record: (row: HitRow): string => writer.record(valuesOf(table, row)),
  };
}
