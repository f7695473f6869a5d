import type {
  mergeTagsInput,
  RecodeOutput,
  splitTagInput,
  TagImpact,
  tagImpactInput,
} from '@koersvast/contracts';
import { checkExampleCount, checkMerge, checkTag } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { type Access, type Command, hold, type Rows, type Tx, writeCodebookVersion } from '@koersvast/db';
import type { z } from 'zod';
import { openStudy } from '../study/study.ts';
import { accessOf } from './access.ts';
import {
  findTag,
  holdRecoding,
  lockCodebook,
  nextVersion,
  readCodebook,
  readHeldCodebook,
} from './commands.ts';
import { checkExamples } from './examples.ts';
import { newTag } from './new-tag.ts';
import { recode, tellRecoded } from './recode.ts';
import { insertTag, updateTag } from './row.ts';

/**
 * Waits for whoever is coding with a tag, and lets nobody begin to: what is coded with a tag that goes would be left
 * behind. Before the project is held, since coders hold the tag before the project.
 */
async function holdAgainstCoding({ tx, projectId }: Command, tagId: string): Promise<void> {
  await hold(tx, 'tag', { projectId, id: tagId }, 'alone');
}

/**
 * Merges a tag into another: its annotations get the other's, doubles collapse, what stands under it moves over,
 * and it is archived with the name of the one that stays. One step of undo.
 */
export async function mergeTags(
  command: Command,
  input: z.infer<typeof mergeTagsInput>,
): Promise<RecodeOutput> {
  return { opId: command.opId, ...(await merge(command, input)) };
}

interface Merging {
  readonly tagId: string;
  readonly intoId: string;
  readonly version?: number;
  /** What is said of it, where it is done once more. */
  readonly action?: 'redo';
  /** Asked once nobody else changes the codebook any more. */
  readonly check?: () => Promise<void>;
}

/** The tag that goes, once nothing stands against its going into the other. */
function checkMerging(tags: readonly Rows['tag'][], { tagId, intoId, version }: Merging): Rows['tag'] {
  const goes = findTag(tags, tagId);
  findTag(tags, intoId);
  findTag(tags, tagId, version);
  checkMerge(tags, goes.id, intoId);
  return goes;
}

/**
 * What takes long comes first, while whoever codes goes on, and whoever changes the codebook. Then the codebook is held,
 * in which all must still be so; then the tag that goes, for what was coded with it meanwhile; and the project last of
 * all. The annotations bear the version that came next when it began: it has both tags, whatever came between.
 */
export async function merge(command: Command, merging: Merging): Promise<Omit<RecodeOutput, 'opId'>> {
  const { intoId, action, check } = merging;
  await holdRecoding(command);
  const codebookVersion = await nextVersion(command);
  const goes = checkMerging(await readCodebook(command), merging);
  const access = await accessOf(command);
  const told = action ? { action } : {};
  const recoding = { from: goes.id, to: intoId, codebookVersion, which: 'all' as const, ...told };
  const most = await recode(command, access, recoding);
  checkMerging(await readHeldCodebook(command), merging);
  await holdAgainstCoding(command, goes.id);
  const rest = await recode(command, access, recoding);
  await check?.();
  const report = await tellRecoded(command, [most, rest]);
  const held = await lockCodebook(command);
  for (const child of held.filter((tag) => tag.parentId === goes.id)) {
    await updateTag(command, child, { parentId: intoId }, told);
  }
  await updateTag(
    command,
    findTag(held, goes.id),
    { archivedAt: command.at.toISOString(), mergedIntoId: intoId },
    { action: 'remove', ...told },
  );
  await writeCodebookVersion(command);
  return report;
}

/** Makes a new tag and gives it to the chosen annotations of another. One step of undo. */
export async function splitTag(
  command: Command,
  input: z.infer<typeof splitTagInput>,
): Promise<RecodeOutput> {
  await holdRecoding(command);
  const tags = await readHeldCodebook(command);
  const from = findTag(tags, input.tagId, input.version);
  if (from.archivedAt !== null) throw new DomainError('tag_archived');
  const tag = newTag(tags, input.tag, command.at);
  checkTag(tags, tag);
  checkExampleCount(tag, {});
  await checkExamples(command, [...tag.examples, ...tag.counterExamples]);
  await insertTag(command, tag);
  const access = await accessOf(command);
  const codebookVersion = await nextVersion(command);
  const recoding = { from: from.id, to: tag.id, codebookVersion, which: input.annotations };
  const report = await tellRecoded(command, [await recode(command, access, recoding)]);
  if (report.annotations !== input.annotations.length) throw new DomainError('tag_split_not_valid');
  await lockCodebook(command);
  await writeCodebookVersion(command);
  return { opId: command.opId, ...report };
}

/** What a command on a tag would touch, counted through what the member may see. Throws `not_found`. */
export async function readTagImpact(
  tx: Tx,
  access: Access,
  { tagId, intoId }: z.infer<typeof tagImpactInput>,
): Promise<TagImpact> {
  const wanted = intoId === null ? [tagId] : [tagId, intoId];
  const there = await tx.tag.count({ where: { projectId: access.projectId, id: { in: wanted } } });
  if (there !== new Set(wanted).size) throw new DomainError('not_found');
  return openStudy(tx, access).tagImpact({ tagId, intoId });
}
