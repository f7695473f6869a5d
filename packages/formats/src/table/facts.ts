import type { FactName } from '@koersvast/core/fact';
import { column, type Table } from '../csv/table.ts';
import * as shared from './document-columns.ts';

/** One thing that was told of how the study was done. */
export interface FactRow {
  readonly project: string;
  /** Of which round; null for what is told of a coder or of the project. */
  readonly round: number | null;
  /** Of which coder; null for what is told of a round or of the project. */
  readonly coder: { readonly id: string; readonly name: string } | null;
  readonly fact: FactName;
  readonly value: string | number | boolean;
}

/** The columns of `facts.csv`: one row for each thing that somebody told. */
export const factsTable: Table<FactRow> = [
  shared.project,
  column(
    'about',
    'What it is told of: project, round or coder.',
    'Waarover het gaat: project, round (ronde) of coder (codeur).',
    (row) => (row.coder !== null ? 'coder' : row.round !== null ? 'round' : 'project'),
  ),
  column('round', 'Number of the round.', 'Nummer van de ronde.', (row) => row.round),
  column('coder', 'Name of the coder.', 'Naam van de codeur.', (row) => row.coder?.name ?? null),
  column(
    'coder_id',
    'Identifies the coder, also after their name has been changed or erased.',
    'Kenmerk van de codeur, ook als de naam is gewijzigd of verwijderd.',
    (row) => row.coder?.id ?? null,
  ),
  column(
    'fact',
    'What is told. Of a coder: background, isAuthor, training, trainingHours. Of a round: stage (pilot or full), sampling, blindTo, settled. Of the project: population, sampleFrame, codebookOrigin, pilot, codebookPlace.',
    'Wat er is verteld. Van een codeur: background, isAuthor, training, trainingHours. Van een ronde: stage (pilot of full), sampling, blindTo, settled. Van het project: population, sampleFrame, codebookOrigin, pilot, codebookPlace.',
    (row) => row.fact,
  ),
  column(
    'value',
    'What was filled in: words, a number of hours, or true or false.',
    'Wat is ingevuld: woorden, een aantal uren, of true of false.',
    (row) => (typeof row.value === 'boolean' ? String(row.value) : row.value),
  ),
];
