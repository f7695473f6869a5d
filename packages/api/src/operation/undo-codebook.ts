import { checkTag } from '@koersvast/core/codebook';
import type { StreamName } from '@koersvast/core/scope';
import type { Command, Rows } from '@koersvast/db';
import { readTags } from '../place/tags.ts';
import { checkNewExamples } from '../tag/open.ts';
import { updateTag } from '../tag/row.ts';
import { stepAside } from '../tag/step-aside.ts';
import { inverseOf, type UndoableChange } from './inverse.ts';
import type { UndoTarget } from './undo-target.ts';

type TagChange = Extract<UndoableChange, { noun: 'tag' }>;

/**
 * Takes back what was done to tags, the last first, all of it at once: the codebook must be one that commands could
 * have made. Throws what `checkTag` throws, and `codebook_closed` for a quotation that would come back from a letter
 * that is coded blind. The project is held already.
 */
export async function takeBackTags(
  command: Command,
  target: UndoTarget,
  changes: readonly TagChange[],
): Promise<void> {
  const inverses = new Map<
    string,
    { current: Rows['tag']; patch: Partial<Rows['tag']>; stream: StreamName }
  >();
  for (const change of changes) {
    const { current, patch } = await inverseOf(command, target, change);
    // Of what one operation did to a tag twice, the first has the last word.
    const sooner = inverses.get(current.id)?.patch;
    inverses.set(current.id, { current, patch: { ...sooner, ...patch }, stream: change.stream });
  }
  await stepAside(command, [...inverses.keys()]);
  for (const { current, patch, stream } of inverses.values()) {
    // Named also where it stays the same, since all have stepped aside.
    const archivedAt = patch.archivedAt === undefined ? current.archivedAt : patch.archivedAt;
    const told = { stream, action: target.action };
    const after = await updateTag(command, current, { ...patch, archivedAt }, told);
    await checkNewExamples(command, examplesOf(after), examplesOf(current));
  }
  const { tx, projectId } = command;
  const tags = await readTags(tx, projectId);
  for (const tag of tags) {
    const inverse = inverses.get(tag.id);
    if (inverse) checkTag(tags, tag, inverse.current);
  }
}

function examplesOf({ examples, counterExamples }: Rows['tag']) {
  return [...examples, ...counterExamples];
}
