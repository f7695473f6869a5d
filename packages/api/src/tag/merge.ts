import type {
  mergeTagsInput,
  RecodeOutput,
  splitTagInput,
  TagImpact,
  tagImpactInput,
} from '@koersvast/contracts';
import { checkMerge, checkTag, DomainError } from '@koersvast/core';
import {
  type Access,
  type Command,
  type Rows,
  sql,
  type Tx,
  whereLayerSeen,
  writeCodebookVersion,
} from '@koersvast/db';
import type { z } from 'zod';
import { giveCommand, type SignedInContext } from '../command.ts';
import { openStudy } from '../study/study.ts';
import { accessOf } from './access.ts';
import {
  holdCodebook,
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
  await tx.run(
    sql`SELECT 1 FROM tag WHERE id = ${tagId}::uuid AND project_id = ${projectId}::uuid FOR UPDATE`,
  );
}

function findTag(tags: readonly Rows['tag'][], id: string): Rows['tag'] {
  const tag = tags.find((each) => each.id === id);
  if (!tag) throw new DomainError('not_found');
  return tag;
}

/**
 * Merges a tag into another: its annotations get the other's, doubles collapse, what stands under it moves over,
 * and it is archived with the name of the one that stays. One step of undo.
 */
export async function mergeTags(
  ctx: SignedInContext,
  input: z.infer<typeof mergeTagsInput>,
): Promise<RecodeOutput> {
  const { answer } = await giveCommand(
    ctx,
    input,
    { kind: 'tag.merge', ability: 'codebook.edit', bulk: true },
    async (command) => ({ opId: command.opId, ...(await merge(command, input)) }),
  );
  return answer;
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

/**
 * What takes long comes first, while whoever codes goes on, and whoever changes the codebook; where that is what
 * somebody did, it is done again, and the second time they wait. Then the codebook is held, then the tag that goes,
 * for what was coded with it meanwhile; and the project last of all.
 */
export async function merge(command: Command, merging: Merging): Promise<Omit<RecodeOutput, 'opId'>> {
  await holdRecoding(command);
  const { tx } = command;
  await tx.run(sql`SAVEPOINT merging`);
  const sooner = await mergeAt(command, merging);
  if (sooner) return sooner;
  await tx.run(sql`ROLLBACK TO SAVEPOINT merging`);
  await holdCodebook(command);
  const later = await mergeAt(command, merging);
  if (!later) throw new Error('a codebook that changed while it was held');
  return later;
}

/** Null where somebody else changed the codebook meanwhile: nothing was told yet, and all of it is to be taken back. */
async function mergeAt(
  command: Command,
  { tagId, intoId, version, action, check }: Merging,
): Promise<Omit<RecodeOutput, 'opId'> | null> {
  const codebookVersion = await nextVersion(command);
  const tags = await readCodebook(command);
  const goes = findTag(tags, tagId);
  findTag(tags, intoId);
  if (version !== undefined && goes.version !== version) {
    throw new DomainError('version_conflict', { noun: 'tag', id: goes.id, version: goes.version });
  }
  checkMerge(tags, goes.id, intoId);
  const access = await accessOf(command);
  const told = action ? { action } : {};
  const recoding = { from: goes.id, to: intoId, codebookVersion, which: sql`true`, ...told };
  const most = await recode(command, access, recoding);
  await holdCodebook(command);
  if ((await nextVersion(command)) !== codebookVersion) return null;
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
  ctx: SignedInContext,
  input: z.infer<typeof splitTagInput>,
): Promise<RecodeOutput> {
  const { answer } = await giveCommand(
    ctx,
    input,
    { kind: 'tag.split', ability: 'codebook.edit', bulk: true },
    async (command) => {
      await holdRecoding(command);
      const tags = await readHeldCodebook(command);
      const from = findTag(tags, input.tagId);
      if (from.version !== input.version) {
        throw new DomainError('version_conflict', { noun: 'tag', id: from.id, version: from.version });
      }
      if (from.archivedAt !== null) throw new DomainError('tag_archived');
      const tag = newTag(tags, input.tag, command.at);
      checkTag(tags, tag);
      await checkExamples(ctx.db, command, [...tag.examples, ...tag.counterExamples]);
      await insertTag(command, tag);
      const access = await accessOf(command);
      const chosen = sql`(annotation.layer_id, annotation.id) IN (SELECT * FROM unnest(
        ${input.annotations.map((each) => each.layerId)}::uuid[], ${input.annotations.map((each) => each.annotationId)}::uuid[]))
        AND ${whereLayerSeen(access.scope)}`;
      const codebookVersion = await nextVersion(command);
      const recoding = { from: from.id, to: tag.id, codebookVersion, which: chosen };
      const report = await tellRecoded(command, [await recode(command, access, recoding)]);
      if (report.annotations !== input.annotations.length) throw new DomainError('tag_split_not_valid');
      await lockCodebook(command);
      await writeCodebookVersion(command);
      return { opId: command.opId, ...report };
    },
  );
  return answer;
}

/** What a command on a tag would touch, counted through what the member may see. Throws `not_found`. */
export async function readTagImpact(
  tx: Tx,
  access: Access,
  { tagId, intoId }: z.infer<typeof tagImpactInput>,
): Promise<TagImpact> {
  const wanted = intoId === null ? [tagId] : [tagId, intoId];
  const tags = await tx.rows(
    sql`SELECT id FROM tag WHERE id = ANY(${wanted}::uuid[]) AND project_id = ${access.projectId}::uuid`,
  );
  if (tags.length !== new Set(wanted).size) throw new DomainError('not_found');
  return openStudy(tx, access).tagImpact({ tagId, intoId });
}
