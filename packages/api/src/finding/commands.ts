import type { editFindingInput, pinFindingInput, removeFindingInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import type { Command, Rows } from '@koersvast/db';
import type { z } from 'zod';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { insertFinding, updateFinding } from './row.ts';

type FindingRow = Rows['finding'];

/** Pins a chart behind all that are pinned. Throws `over_limit`. */
export async function pinFinding(command: Command, input: z.infer<typeof pinFindingInput>): Promise<null> {
  const { tx, projectId, memberId, at } = command;
  const { _count, _max } = await tx.finding.aggregate({
    where: { projectId, removedAt: null },
    _count: true,
    _max: { position: true },
  });
  if (_count >= limits.findings) throw overLimit('findings');
  const { id, title, note, chart } = input;
  await insertFinding(command, {
    ...{ id, title, note, chart, position: (_max.position ?? 0) + 1, version: 1 },
    ...{ createdById: memberId, createdAt: at.toISOString(), removedAt: null },
  });
  return null;
}

/** Gives it another title, note, chart or place. */
export async function editFinding(command: Command, input: z.infer<typeof editFindingInput>): Promise<null> {
  const { title, note, ...placed } = input.change;
  const { version, base } = input;
  const isPlaced = Object.keys(placed).length > 0;
  const finding = await living(command, input.findingId, isPlaced ? version : versionAsked(input));
  const words = {
    ...(title !== undefined && { title }),
    ...(note !== undefined && { note }),
  };
  const merged =
    Object.keys(words).length === 0
      ? {}
      : mergeChange<FindingRow>('finding', finding, { version, change: words, base });
  const patch = { ...merged, ...placed };
  if (!samePatch(finding, patch)) await updateFinding(command, finding, patch);
  return null;
}

export async function removeFinding(
  command: Command,
  input: z.infer<typeof removeFindingInput>,
): Promise<null> {
  const finding = await living(command, input.findingId, input.version);
  await updateFinding(command, finding, { removedAt: command.at.toISOString() }, { action: 'remove' });
  return null;
}

async function living(command: Command, id: string, version: number | undefined): Promise<FindingRow> {
  const finding = await command.lock('finding', { id }, version);
  if (finding.removedAt !== null) throw new DomainError('not_found');
  return finding;
}
