import { z } from 'zod';
import { sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import { findUnproven } from './plain-layers.ts';

/** Some changes of a project that are added up by themselves: no other change speaks of the same rows. */
export interface Portion {
  /** The layers that they are in; null for what is in none. */
  readonly layers: readonly string[] | null;
  /** The revisions of its changes, in order. */
  readonly revs: readonly number[];
}

/** Layers are taken together until they have so many changes. */
const ENOUGH = 2_000;

/**
 * What has to be added up of a project, each in one place: what is in no layer, and the layers that the database
 * cannot prove by itself.
 */
export async function planPlaces(tx: Statements, projectId: string): Promise<Portion[]> {
  const unproven = await findUnproven(tx, projectId);
  const told = await tx.rows(
    z.object({ layerId: z.string().nullable(), revs: z.instanceof(Buffer) }),
    sql`SELECT layer_id AS "layerId", string_agg(int8send(rev), ''::bytea ORDER BY rev) AS revs
        FROM change WHERE project_id = ${projectId}::uuid AND (layer_id IS NULL OR layer_id = ANY(${unproven}::uuid[]))
        GROUP BY layer_id ORDER BY layer_id`,
  );
  const known = new Set(told.map(({ layerId }) => layerId));
  const places: Portion[] = [{ layers: null, revs: numbersOf(told.find(({ layerId }) => layerId === null)) }];
  let layers: string[] = [];
  let revs: number[] = [];
  const close = () => {
    // Each layer's are in order, and so all are: what is told of the whole project comes once.
    if (layers.length > 0) places.push({ layers, revs: revs.sort((a, b) => a - b) });
    layers = [];
    revs = [];
  };
  const untold = unproven.flatMap((layerId) =>
    known.has(layerId) ? [] : { layerId, revs: Buffer.alloc(0) },
  );
  for (const each of [...told, ...untold]) {
    if (each.layerId === null) continue;
    layers.push(each.layerId);
    for (const rev of numbersOf(each)) revs.push(rev);
    if (revs.length >= ENOUGH) close();
  }
  close();
  return places;
}

function numbersOf(of: { readonly revs?: Buffer } | undefined): number[] {
  const { revs } = of ?? {};
  if (!revs) return [];
  return Array.from({ length: revs.length / 8 }, (_, index) => Number(revs.readBigInt64BE(index * 8)));
}
