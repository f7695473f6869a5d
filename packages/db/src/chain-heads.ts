import type { ClientBase } from 'pg';

/** Where the chain of a project ends: kept elsewhere, it shows later whether what was before it is still the same. */
export interface ChainHead {
  readonly project: string;
  /** How many operations are in the chain. */
  readonly length: number;
  /** Hexadecimal. */
  readonly head: string;
}

/** The head of every project's chain; of none in a database that has no chains yet. */
export async function readChainHeads(client: Pick<ClientBase, 'query'>): Promise<ChainHead[]> {
  const there = await client.query<{ there: boolean }>(`SELECT to_regclass('chain') IS NOT NULL AS there`);
  if (there.rows[0]?.there !== true) return [];
  const { rows } = await client.query<ChainHead>(
    `SELECT project_id AS project, length::float8 AS length, encode(head, 'hex') AS head FROM chain ORDER BY project_id`,
  );
  return rows;
}
