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
  const byLayer = new Map(told.map((each) => [each.layerId, each]));
  const places: Portion[] = [{ layers: null, revs: numbersOf(told.find(({ layerId }) => layerId === null)) }];
  let layers: string[] = [];
  let revs: number[] = [];
  const close = () => {
    // Each layer's are in order, and so all are: what is told of the whole project comes once.
    if (layers.length > 0) places.push({ layers, revs: revs.sort((a, b) => a - b) });
    layers = [];
    revs = [];
  };
  for (const group of await groupsOf(tx, projectId, unproven)) {
    for (const layerId of group) {
      layers.push(layerId);
      for (const rev of numbersOf(byLayer.get(layerId))) revs.push(rev);
    }
    if (revs.length >= ENOUGH) close();
  }
  close();
  return places;
}

/**
 * Layers, those in one group between which something went: what is said of an annotation follows it to another reading of
 * its letter, and its changes speak of both.
 */
async function groupsOf(
  tx: Statements,
  projectId: string,
  layers: readonly string[],
): Promise<(readonly string[])[]> {
  const went = await tx.rows(
    z.object({ layers: z.array(z.string()) }),
    sql`SELECT DISTINCT array_agg(DISTINCT layer_id::text) AS layers FROM change
        WHERE project_id = ${projectId}::uuid AND noun IN ('review', 'reply') AND layer_id = ANY(${[...layers]}::uuid[])
        GROUP BY noun, entity_id HAVING count(DISTINCT layer_id) > 1`,
  );
  const groupOf = new Map(layers.map((layerId) => [layerId, [layerId]]));
  for (const { layers: together } of went) {
    const group = [...new Set(together.flatMap((layerId) => groupOf.get(layerId) ?? []))].sort();
    for (const layerId of group) groupOf.set(layerId, group);
  }
  return [...new Set(groupOf.values())];
}

function numbersOf(of: { readonly revs?: Buffer } | undefined): number[] {
  const { revs } = of ?? {};
  if (!revs) return [];
  return Array.from({ length: revs.length / 8 }, (_, index) => Number(revs.readBigInt64BE(index * 8)));
}
