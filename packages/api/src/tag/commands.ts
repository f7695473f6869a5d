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
import { type Command, holdProjectWith, holdWord, type Rows, writeCodebookVersion } from '@koersvast/db';
import type { z } from 'zod';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { accessOf } from './access.ts';
import { checkExamples } from './examples.ts';
import { readCodebookWith } from './held-codebook.ts';
import { newTag } from './new-tag.ts';
import { checkCodebookOpenTo } from './open.ts';
import { insertTag, updateTag } from './row.ts';

type Tag = Rows['tag'];

/** Whoever holds this word is the only one who changes the codebook. */
const codebookOf = ({ projectId }: Pick<Command, 'projectId'>) => `codebook:${projectId}`;

/**
 * The whole codebook, held until the end: commands that change it come one after the other, so that what is
 * free for one of them stays free; and with it the project, which every command holds at its end. Throws
 * `codebook_closed`.
 */
export async function lockCodebook(command: Command): Promise<Tag[]> {
  const { tx, projectId, knows } = command;
  const project = await holdProjectWith(tx, projectId, codebookOf(command));
  if (!project) throw new DomainError('not_found');
  knows.project = project;
  return readCodebook(command);
}

/**
 * The codebook as `lockCodebook` will find it, once nobody else can begin to change it. Whoever codes goes on. Throws
 * `codebook_closed`.
 */
export async function readHeldCodebook(command: Command): Promise<Tag[]> {
  await holdWord(command.tx, codebookOf(command));
  return readCodebook(command);
}

/** The codebook as it is now. Throws `codebook_closed`. */
export async function readCodebook(command: Command): Promise<Tag[]> {
  const tags = await readCodebookWith(command);
  await checkCodebookOpenTo(command);
  return tags;
}

/** Lets nobody else begin to give many annotations another tag; other commands on the codebook go on. */
export async function holdRecoding({ tx, projectId }: Pick<Command, 'tx' | 'projectId'>): Promise<void> {
  await holdWord(tx, `recoding:${projectId}`);
}

/** The number that the codebook will have once this command has written it. */
export async function nextVersion({ tx, projectId, knows }: Command): Promise<number> {
  if (knows.project) return knows.project.codebookVersion + 1;
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { codebookVersion: true },
  });
  return project.codebookVersion + 1;
}

/** A tag of a codebook that is held. Throws `not_found`, and `version_conflict` where it is not at `version`. */
export function findTag(tags: readonly Tag[], id: string, version?: number): Tag {
  const tag = tags.find((each) => each.id === id);
  if (!tag) throw new DomainError('not_found');
  if (version !== undefined && tag.version !== version) {
    throw new DomainError('version_conflict', { noun: 'tag', id, version: tag.version });
  }
  return tag;
}

export async function createTag(command: Command, input: z.infer<typeof createTagInput>): Promise<null> {
  const tags = await lockCodebook(command);
  const tag = newTag(tags, input.tag, command.at);
  checkTag(tags, tag);
  checkExampleCount(tag, {});
  await checkExamples(command, [...tag.examples, ...tag.counterExamples]);
  await insertTag(command, tag);
  await writeCodebookVersion(command);
  return null;
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
export async function editTag(command: Command, input: z.infer<typeof editTagInput>): Promise<null> {
  const { archived, ...content } = input.change;
  const tags = await lockCodebook(command);
  const tag = findTag(tags, input.tagId, versionAsked(input));
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
    command,
    [...(patch.examples ?? []), ...(patch.counterExamples ?? [])],
    [...tag.examples, ...tag.counterExamples],
  );
  await updateTag(command, tag, patch, { action });
  await writeCodebookVersion(command);
  return null;
}

/** Puts all living tags into the given order. */
export async function orderTags(command: Command, input: z.infer<typeof orderTagsInput>): Promise<null> {
  const tags = await lockCodebook(command);
  checkTagOrder(tags, input.tagIds);
  const edits = input.tagIds.flatMap((id, position) => {
    const current = tags.find((each) => each.id === id);
    if (!current) throw new DomainError('tag_order_not_valid');
    return current.position === position ? [] : { current, patch: { position } };
  });
  if (edits.length === 0) return null;
  await command.editAll('tag', edits);
  await writeCodebookVersion(command);
  return null;
}
