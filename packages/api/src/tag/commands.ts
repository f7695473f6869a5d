import type { createTagInput, editTagInput, orderTagsInput } from '@koersvast/contracts';
import {
  changesMeaning,
  checkExampleCount,
  checkTag,
  checkTagOrder,
  reviveTag,
  tagAsSeen,
  withUnseen,
} from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import type { MergeRules } from '@koersvast/core/merge';
import {
  type Acknowledgement,
  type Command,
  hold,
  holdWord,
  type Rows,
  writeCodebookVersion,
} from '@koersvast/db';
import type { z } from 'zod';
import { type CommandPlace, giveCommand, type SignedInContext } from '../command.ts';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { readTags } from '../place/tags.ts';
import { samePatch } from '../same-patch.ts';
import { accessOf } from './access.ts';
import { checkExamples } from './examples.ts';
import { newTag } from './new-tag.ts';
import { checkCodebookOpenTo } from './open.ts';
import { insertTag, updateTag } from './row.ts';

type Tag = Rows['tag'];

function place(kind: CommandPlace['kind']): CommandPlace {
  return { kind, ability: 'codebook.edit' };
}

/**
 * Lets nobody else begin to change the codebook before this command ends. Whoever codes goes on: the project, which
 * every command holds at its end, is held only by `lockCodebook`.
 */
async function holdCodebook({ tx, projectId }: Pick<Command, 'tx' | 'projectId'>): Promise<void> {
  await holdWord(tx, `codebook:${projectId}`);
}

/**
 * The whole codebook, held until the end: commands that change it come one after the other, so that what is
 * free for one of them stays free. Throws `codebook_closed`.
 */
export async function lockCodebook(command: Command): Promise<Tag[]> {
  await holdCodebook(command);
  await command.lock('project', { id: command.projectId });
  await checkCodebookOpenTo(command);
  await hold(command.tx, 'tag', { projectId: command.projectId }, 'written');
  return readTags(command.tx, command.projectId);
}

/** The codebook as `lockCodebook` will find it, once it is held. Throws `codebook_closed`. */
export async function readHeldCodebook(command: Command): Promise<Tag[]> {
  await holdCodebook(command);
  return readCodebook(command);
}

/** The codebook as it is now. Throws `codebook_closed`. */
export async function readCodebook(command: Command): Promise<Tag[]> {
  await checkCodebookOpenTo(command);
  return readTags(command.tx, command.projectId);
}

/** Lets nobody else begin to give many annotations another tag; other commands on the codebook go on. */
export async function holdRecoding({ tx, projectId }: Pick<Command, 'tx' | 'projectId'>): Promise<void> {
  await holdWord(tx, `recoding:${projectId}`);
}

/** The number that the codebook will have once this command has written it. */
export async function nextVersion({ tx, projectId }: Command): Promise<number> {
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { codebookVersion: true },
  });
  return project.codebookVersion + 1;
}

export async function createTag(
  ctx: SignedInContext,
  input: z.infer<typeof createTagInput>,
): Promise<Acknowledgement> {
  const { acknowledgement } = await giveCommand(ctx, input, place('tag.create'), async (command) => {
    const tags = await lockCodebook(command);
    const tag = newTag(tags, input.tag, command.at);
    checkTag(tags, tag);
    checkExampleCount(tag, {});
    await checkExamples(ctx.db, command, [...tag.examples, ...tag.counterExamples]);
    await insertTag(command, tag);
    await writeCodebookVersion(command);
    return null;
  });
  return acknowledgement;
}

const exampleRule = {
  list: 'plain',
  idOf: ({ quote, note, source }: Tag['examples'][number]) => JSON.stringify([quote, note, source]),
} as const;
const mergeRules: MergeRules<Partial<Tag>> = {
  names: 'record',
  examples: exampleRule,
  counterExamples: exampleRule,
};

/** Changes what is written about a tag, archives it, or brings it back with what is still free of its own. */
export async function editTag(
  ctx: SignedInContext,
  input: z.infer<typeof editTagInput>,
): Promise<Acknowledgement> {
  const { archived, ...content } = input.change;
  const { acknowledgement } = await giveCommand(ctx, input, place('tag.edit'), async (command) => {
    const tags = await lockCodebook(command);
    const tag = await command.lock('tag', { id: input.tagId }, versionAsked(input));
    const { scope } = await accessOf(command);
    const shown = tagAsSeen(scope, tag);
    const seen = mergeChange('tag', shown, { ...input, change: content }, mergeRules);
    checkExampleCount(seen, shown);
    const merged = withUnseen(scope, seen, tag);
    const patch: Partial<Tag> = { ...merged };
    let action: 'edit' | 'remove' | 'restore' = 'edit';
    if (archived === true && tag.archivedAt === null) {
      patch.archivedAt = command.at.toISOString();
      action = 'remove';
    }
    if (archived === false && tag.archivedAt !== null) {
      Object.assign(patch, { ...reviveTag(tags, tag), ...merged, archivedAt: null, mergedIntoId: null });
      action = 'restore';
    }
    if (samePatch(tag, patch)) return null;
    checkTag(tags, { ...tag, ...patch }, tag);
    if (input.recheck && changesMeaning(tag, patch)) patch.meaningVersion = await nextVersion(command);
    await checkExamples(
      ctx.db,
      command,
      [...(patch.examples ?? []), ...(patch.counterExamples ?? [])],
      [...tag.examples, ...tag.counterExamples],
    );
    await updateTag(command, tag, patch, { action });
    await writeCodebookVersion(command);
    return null;
  });
  return acknowledgement;
}

/** Puts all living tags into the given order. */
export async function orderTags(
  ctx: SignedInContext,
  input: z.infer<typeof orderTagsInput>,
): Promise<Acknowledgement> {
  const { acknowledgement } = await giveCommand(ctx, input, place('tag.order'), async (command) => {
    const tags = await lockCodebook(command);
    checkTagOrder(tags, input.tagIds);
    let changed = false;
    for (const [position, id] of input.tagIds.entries()) {
      const tag = tags.find((each) => each.id === id);
      if (!tag) throw new DomainError('tag_order_not_valid');
      if (tag.position === position) continue;
      await updateTag(command, tag, { position });
      changed = true;
    }
    if (changed) await writeCodebookVersion(command);
    return null;
  });
  return acknowledgement;
}
