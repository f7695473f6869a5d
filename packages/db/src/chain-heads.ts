import type { ClientBase } from 'pg';
import { z } from 'zod';
import { readOn } from './shaped.ts';

/** Where the chain of a project ends: kept elsewhere, it shows later whether what was before it is still the same. */
const chainHead = z.object({
  project: z.string(),
  /** How many operations are in the chain. */
  length: z.number(),
  /** Hexadecimal. */
  head: z.string(),
});
export type ChainHead = Readonly<z.infer<typeof chainHead>>;

/** The head of every project's chain; of none in a database that has no chains yet. */
export async function readChainHeads(client: Pick<ClientBase, 'query'>): Promise<ChainHead[]> {
  const there = z.object({ there: z.boolean() });
  const [found] = await readOn(client, there, `SELECT to_regclass('chain') IS NOT NULL AS there`);
  if (found?.there !== true) return [];
  return readOn(
    client,
    chainHead,
    `SELECT project_id AS project, length::float8 AS length, encode(head, 'hex') AS head FROM chain ORDER BY project_id`,
  );
}
