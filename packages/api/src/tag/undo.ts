import { checkTag } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import type { StreamName } from '@koersvast/core/scope';
import { type Command, openSavepoint, type Rows, writeCodebookVersion } from '@koersvast/db';
import { readTags } from '../place/tags.ts';
import { settleReadings } from '../reading/undo.ts';
import type { LeftOver, Undone, UndoOfCommands, UndoOfRows } from '../undo/hooks.ts';
import { checkNotUndone, inverseOf, type UndoableChange } from '../undo/inverse.ts';
import type { UndoTarget } from '../undo/target.ts';
import { holdRecoding, lockCodebook } from './commands.ts';
import { merge } from './merge.ts';
import { checkCodebookOpenTo, checkNewExamples } from './open.ts';
import { updateTag } from './row.ts';
import { stepAside } from './step-aside.ts';
import { checkTagsOfSets, settleReadingsUnderSets, takeBackSets } from './undo-sets.ts';

type TagChange = Extract<UndoableChange, { noun: 'tag' }>;

/**
 * Takes back what was done to tags, the last first, all of it at once: the codebook must be one that commands could
 * have made. Throws what `checkTag` throws, and `codebook_closed` for a quotation that would come back from a letter
 * that is coded blind. The project is held already.
 */
async function takeBackTags(
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

export const undoOfTags: UndoOfRows<'tag'> = { write: updateTag, together: takeBackTags };

const inCodebook = (changes: readonly UndoableChange[]) => changes.some(({ noun }) => noun === 'tag');

/**
 * What takes long comes first; then, in the order in which every command on the codebook takes them, the project and its
 * tags.
 */
export const undoOfCodebook: UndoOfCommands = {
  async instead(undone) {
    if (undone.target.kind !== 'tag.merge' || undone.target.action !== 'redo') return false;
    await mergeAgain(undone);
    return true;
  },
  async before({ command, target, changes }) {
    const left = recodes(target.kind) ? await takeBackRecoding(command, target) : undefined;
    if (inCodebook(changes)) await lockCodebook(command);
    return { ...(left && { left }) };
  },
  async after({ command, target, changes }, alone) {
    if (!inCodebook(changes)) return;
    await checkTagsOfSets(command, target);
    await settleReadings(command, alone);
    await settleReadingsUnderSets(command, target);
    await writeCodebookVersion(command);
  },
};

/** Whether a command gave many annotations another tag. */
function recodes(kind: string): boolean {
  return kind === 'tag.merge' || kind === 'tag.split';
}

async function takeBackRecoding(command: Command, target: UndoTarget): Promise<LeftOver> {
  await holdRecoding(command);
  await checkCodebookOpenTo(command);
  await checkNotUndone(command, target);
  return takeBackSets(command, target);
}

/** A merge is done again as it would be done now: what was coded with the tag since goes along. */
async function mergeAgain({ command, target, changes }: Undone): Promise<void> {
  // Of the tag that came back the undo says into which it had been merged.
  const goes = changes.find((change) => change.noun === 'tag' && change.before?.mergedIntoId != null);
  if (goes?.noun !== 'tag' || !goes.before?.mergedIntoId) throw new DomainError('nothing_to_undo');
  const check = async () => {
    for (const change of changes) if (change.noun === 'tag') await inverseOf(command, target, change);
  };
  // Asked first as well, without holding anything: others may change the codebook until it is held.
  const savepoint = await openSavepoint(command.tx, 'asked');
  await check();
  await savepoint.takeBack();
  await merge(command, { tagId: goes.before.id, intoId: goes.before.mergedIntoId, action: 'redo', check });
}
