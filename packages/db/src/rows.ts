import {
  annotation,
  assignment,
  decision,
  documentRow,
  exportRow,
  layer,
  memberRow,
  projectRow,
  reading,
  reply,
  review,
  round,
  tag,
  unblinding,
} from '@koersvast/contracts';
import type { z } from 'zod';
import type { LayerKind } from './generated/enums.ts';

/**
 * The wire row of each noun, as the contracts have it: what lists return, what a change carries before and after, and
 * what the checker folds. Each field is a column of the noun's table, or is in its model under the same name.
 */
export const rowSchemas = {
  project: projectRow,
  member: memberRow,
  round,
  document: documentRow,
  tag,
  assignment,
  layer,
  annotation,
  reading,
  review,
  reply,
  decision,
  unblinding,
  export: exportRow,
};

export type Noun = keyof typeof rowSchemas;
export type Rows = { [N in Noun]: z.output<(typeof rowSchemas)[N]> };

/** What tells one row of a noun from all others: a copy in another layer keeps its id. */
export type RowKey<N extends Noun> = {
  [Each in Noun]: Pick<Rows[Each], 'id'> &
    (Each extends 'annotation' | 'reading' ? { readonly layerId: string } : unknown);
}[N];

export type Versioned = Exclude<Noun, 'unblinding' | 'export'>;
/** What a table holds beside the wire row, given once, when the row is made. */
export type Extra = Readonly<Record<string, string | number | boolean | Uint8Array | Date | null>>;

export type { LayerKind };
