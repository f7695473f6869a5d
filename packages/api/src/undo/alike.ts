import { DomainError } from '@koersvast/core/error';
import { inLayers } from '@koersvast/core/noun';
import { inversePatch } from '@koersvast/core/operation';
import type { StreamName } from '@koersvast/core/scope';
import { type Command, holdInLayers, type Rows } from '@koersvast/db';
import type { Begun, UndoOfRows } from './hooks.ts';
import { checkLinks, checkNotUndone, type UndoableChange } from './inverse.ts';
import { readLinksOfAll, type ToldLink } from './links.ts';
import type { UndoTarget } from './target.ts';

type AlikeNoun = (typeof inLayers)[number];
type AlikeChange = Extract<UndoableChange, { noun: AlikeNoun }>;

/** Of each noun how rows are taken back. */
type OfRows = { readonly [N in AlikeNoun]: UndoOfRows<N> };

/**
 * Takes back what an operation made of many things, noun by noun, on the conditions on which each would be taken back
 * by itself, with as many statements for thousands as for one. Throws what `inverseOf` throws, and `tag_archived`.
 */
export async function takeBackAlike(
  command: Command,
  target: UndoTarget,
  changes: readonly UndoableChange[],
  ofRows: OfRows,
  sightAt?: Begun['sightAt'],
): Promise<void> {
  for (const noun of inLayers) {
    const ofNoun = changes.filter((change): change is AlikeChange => change.noun === noun);
    const seen = ofRows[noun].tellsSight ? sightAt : undefined;
    if (ofNoun.length > 0) await takeBackNoun(command, target, noun, ofNoun, ofRows, seen);
  }
}

async function takeBackNoun<N extends AlikeNoun>(
  command: Command,
  target: UndoTarget,
  noun: N,
  changes: readonly AlikeChange[],
  ofRows: OfRows,
  sightAt: Begun['sightAt'],
): Promise<void> {
  const current = await hold(command, noun, changes);
  await checkNotUndone(command, target);
  const told = await readTold(command, noun, changes);
  const inverses = changes.map((change) => {
    const key = keyOf(rowOf(change));
    const row = current.get(key);
    if (!row) throw new DomainError('not_found');
    checkLinks(command, target, change, told.get(key) ?? []);
    const patch = inversePatch(noun, change, command.at.toISOString(), target.kind);
    if (!patch) throw new DomainError('nothing_to_undo');
    const beside = sightAt?.(change);
    return { current: row as Rows[N], patch: patch as Partial<Rows[N]>, stream: change.stream, beside };
  });
  const patches = await ofRows[noun].settle?.(command, inverses);
  const edits = inverses.map((inverse, at) => ({ ...inverse, patch: patches?.[at] ?? inverse.patch }));
  // A statement writes the same fields of all its rows, whatever their streams, and the same beside them.
  const kindOf = ({ patch, beside }: (typeof edits)[number]) =>
    `${JSON.stringify(beside ?? null)} ${Object.keys(patch).sort().join(' ')}`;
  for (const alike of Map.groupBy(edits, kindOf).values()) {
    const streams = new Map(alike.map(({ current, stream }) => [keyOf(current as AlikeRow), stream]));
    const told = (row: Rows[N]) => ({
      stream: streams.get(keyOf(row as AlikeRow)) as StreamName,
      action: target.action,
    });
    await command.editAll(noun, alike, told, { ...alike[0]?.beside });
  }
}

type AlikeRow = Rows[AlikeNoun];
const keyOf = ({ layerId, id }: { readonly layerId: string; readonly id: string }) => `${layerId} ${id}`;
const rowOf = ({ after, before }: AlikeChange) => (after ?? before) as AlikeRow;

async function hold(
  { tx, projectId }: Command,
  noun: AlikeNoun,
  changes: readonly AlikeChange[],
): Promise<Map<string, AlikeRow>> {
  const rows = changes.map(rowOf);
  const held = await holdInLayers(tx, noun, projectId, rows);
  return new Map(held.map((row) => [keyOf(row), row]));
}

/** All that was ever told of these things, by thing. */
async function readTold(
  command: Command,
  noun: AlikeNoun,
  changes: readonly AlikeChange[],
): Promise<Map<string, ToldLink[]>> {
  return Map.groupBy(await readLinksOfAll(command, noun, changes.map(rowOf)), keyOf);
}
