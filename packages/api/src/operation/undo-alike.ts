import { DomainError } from '@koersvast/core/error';
import { inversePatch } from '@koersvast/core/operation';
import type { StreamName } from '@koersvast/core/scope';
import { type Command, holdInLayers, holdRows, type Rows } from '@koersvast/db';
import { checkLinks, checkNotUndone, type UndoableChange } from './inverse.ts';
import { readLinksOfAll, type ToldLink } from './links.ts';
import type { UndoTarget } from './undo-target.ts';

/** What a command made in one letter at once, each thing in a change of its own. */
const alikeNouns = ['annotation', 'decision', 'review'] as const;
type AlikeNoun = (typeof alikeNouns)[number];
type AlikeChange = Extract<UndoableChange, { noun: AlikeNoun }>;

/** Whether an operation made many things alike, which are taken back together. */
export function isAlike({ kind }: Pick<UndoTarget, 'kind'>): boolean {
  return kind === 'adjudication.start' || kind === 'review.acceptAlike';
}

/**
 * Takes back what an operation made of many things, noun by noun, on the conditions on which each would be taken back
 * by itself, with as many statements for thousands as for one. Throws what `inverseOf` throws, and `tag_archived`.
 */
export async function takeBackAlike(
  command: Command,
  target: UndoTarget,
  changes: readonly UndoableChange[],
): Promise<void> {
  for (const noun of alikeNouns) {
    const ofNoun = changes.filter((change): change is AlikeChange => change.noun === noun);
    if (ofNoun.length > 0) await takeBackNoun(command, target, noun, ofNoun);
  }
}

async function takeBackNoun(
  command: Command,
  target: UndoTarget,
  noun: AlikeNoun,
  changes: readonly AlikeChange[],
): Promise<void> {
  const current = await hold(command, noun, changes);
  await checkNotUndone(command, target);
  const told = await readTold(command, noun, changes);
  const edits = changes.map((change) => {
    const key = keyOf(rowOf(change));
    const row = current.get(key);
    if (!row) throw new DomainError('not_found');
    checkLinks(command, target, change, told.get(key) ?? []);
    const patch = inversePatch(noun, change, command.at.toISOString(), target.kind);
    if (!patch) throw new DomainError('nothing_to_undo');
    const dated = noun === 'annotation' ? { updatedAt: command.at.toISOString() } : {};
    return { current: row, patch: { ...patch, ...dated }, stream: change.stream };
  });
  if (noun === 'annotation') await checkTagsAreThere(command, edits as AnnotationEdit[]);
  // A statement writes the same fields of all its rows, in one stream.
  const kindOf = ({ patch, stream }: (typeof edits)[number]) =>
    `${stream} ${Object.keys(patch).sort().join(' ')}`;
  for (const alike of Map.groupBy(edits, kindOf).values()) {
    const told = { stream: alike[0]?.stream as StreamName, action: target.action };
    await command.editAll(noun, alike, told);
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

interface AnnotationEdit {
  readonly current: Rows['annotation'];
  readonly patch: Partial<Rows['annotation']>;
}

/** What comes back must have a tag that is there. Throws `tag_archived`. */
async function checkTagsAreThere(
  { tx, projectId }: Command,
  edits: readonly AnnotationEdit[],
): Promise<void> {
  const back = edits
    .map(({ current, patch }) => ({ ...current, ...patch }))
    .filter(({ deletedAt }) => deletedAt === null);
  const tags = [...new Set(back.map(({ tagId }) => tagId))].sort();
  const held = await holdRows(tx, 'tag', { projectId, id: tags }, 'there');
  if (held.some(({ mergedIntoId }) => mergedIntoId !== null)) throw new DomainError('tag_archived');
}
