import { column, momentColumn, type Table } from '../csv/table.ts';
import * as shared from './document-columns.ts';

/** How far one coder is with one document in one round. */
export interface CodingRow {
  readonly project: string;
  readonly round: number;
  readonly document: shared.DocumentFacts;
  readonly coder: { readonly id: string; readonly name: string };
  readonly state: string;
  readonly finishedAt: string | null;
  /** Blocks that the coder marked as read, with nothing that applies. */
  readonly nothingApplies: number;
  /** The seed by which the assignments of the round were drawn; null where they were given by hand. */
  readonly seed: number | null;
  /** Of how many documents those of the round were drawn, by the same seed; null where they were chosen. */
  readonly drawnFrom: number | null;
}

/** The columns of `coding.csv`: one row for each document, coder and round. */
export const codingTable: Table<CodingRow> = [
  shared.project,
  shared.round,
  shared.documentId,
  shared.documentTitle,
  shared.documentSha256,
  ...shared.coder,
  column(
    'state',
    'todo, in_progress, done or recheck. A document that is done without annotations was read and nothing applied.',
    'todo, in_progress, done of recheck. Een document dat klaar is zonder annotaties is gelezen en er was niets van toepassing.',
    (row) => row.state,
  ),
  momentColumn(
    'finished_at',
    'When the coder marked the document as done; empty until then.',
    'Wanneer de codeur het document als klaar markeerde; leeg tot dat moment.',
    (row) => row.finishedAt,
  ),
  column(
    'nothing_applies',
    'How many blocks the coder marked as read, with nothing that applies.',
    'Hoeveel blokken de codeur als gelezen markeerde, met niets dat van toepassing is.',
    (row) => row.nothingApplies,
  ),
  column(
    'round_seed',
    'The seed by which was drawn who codes what in the round; empty where that was given by hand.',
    'Het startgetal waarmee is geloot wie wat codeert in de ronde; leeg waar dat met de hand is gegeven.',
    (row) => row.seed,
  ),
  column(
    'round_drawn_from',
    'From how many documents those of the round were drawn, by the same seed; empty where they were chosen.',
    'Uit hoeveel documenten die van de ronde zijn geloot, met hetzelfde startgetal; leeg waar ze zijn gekozen.',
    (row) => row.drawnFrom,
  ),
];
