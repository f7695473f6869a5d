import type { Rows } from '@koersvast/contracts';
import type { CopiedNoun, Noun } from '@koersvast/core/noun';
import type { LayerKind } from './generated/enums.ts';

export { type Rows, rowSchemas } from '@koersvast/contracts';
export type { LayerKind, Noun };

/** What tells one row of a noun from all others: a copy in another layer keeps its id. */
export type RowKey<N extends Noun> = {
  [Each in Noun]: Pick<Rows[Each], 'id'> & (Each extends CopiedNoun ? { readonly layerId: string } : unknown);
}[N];

/** What is changed after it was made. */
export type Versioned = {
  [Each in Noun]: Rows[Each] extends { readonly version: number } ? Each : never;
}[Noun];
/** What a table holds beside the wire row, given once, when the row is made. */
export type Extra = Readonly<Record<string, string | number | boolean | Uint8Array | Date | null>>;
