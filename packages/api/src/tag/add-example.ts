import type { addExampleInput } from '@koersvast/contracts';
import { checkExampleCount, tagAsSeen, withUnseen } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { type Command, writeCodebookVersion } from '@koersvast/db';
import type { z } from 'zod';
import { accessOf } from './access.ts';
import { findTag, lockCodebook } from './commands.ts';
import { checkExamples } from './examples.ts';
import { updateTag } from './row.ts';

/**
 * Makes a passage an example or a counter-example of a tag, with its reason and the date, whatever else somebody
 * has changed about the tag. Throws `tag_archived`, and `over_limit` where they see as many as a tag can have.
 */
export async function addExample(command: Command, input: z.infer<typeof addExampleInput>): Promise<null> {
  const tag = findTag(await lockCodebook(command), input.tagId);
  if (tag.archivedAt !== null) throw new DomainError('tag_archived');
  const field = input.counter ? 'counterExamples' : 'examples';
  const day = command.at.toISOString().slice(0, 10);
  const note = [input.note.trim(), day].filter((part) => part !== '').join(' · ');
  const example = { quote: input.quote, note, source: input.source };
  const present = [...tag.examples, ...tag.counterExamples];
  const { scope } = await accessOf(command);
  const seen = tagAsSeen(scope, tag);
  const patch = { [field]: [...seen[field], example] };
  checkExampleCount(patch, {});
  await checkExamples(command, [...present, example], present);
  await updateTag(command, tag, withUnseen(scope, patch, tag));
  await writeCodebookVersion(command);
  return null;
}
