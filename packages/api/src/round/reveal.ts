import { checkCanReveal, checkHasBegun, streamOfLayer } from '@koersvast/core';
import { type Command, type Rows, readRows, sql } from '@koersvast/db';
import { type Copying, copyLayers } from '../assignment/first-pass.ts';
import { holdRound } from './life.ts';
import { hadLifted, hasLookedOn } from './onlooker.ts';

/** A finished assignment with the layer that it was coded in, if anything was. */
interface Finished {
  readonly assignment: Rows['assignment'];
  readonly current: Rows['layer'] | null;
  /** Whether its coder, who coded nothing, could see the others' work when it was finished, or before. */
  readonly sighted: boolean;
}

/**
 * Ends the blindness of a round, once: everything that was finished is copied, with its ids, into first-pass
 * layers that never change. A finished document in which nothing was coded gets an empty one, because that
 * nothing applies is what its coder found; one that was not finished gets none. Throws
 * `round_nothing_to_reveal`, `round_revealed` and `round_planned`.
 */
export async function revealRound(
  command: Command,
  roundId: string,
  version: number,
  newId: () => string,
): Promise<null> {
  const round = await holdRound(command, roundId, version);
  checkCanReveal(round);
  checkHasBegun(round);
  const finished = await holdFinished(command, round);
  await command.edit('round', round, { state: 'revealed', revealedAt: command.at.toISOString() });
  const copyings: Copying[] = [];
  for (const { assignment, current, sighted } of finished) {
    const { documentId, memberId } = assignment;
    const stream = streamOfLayer(round, { memberId, kind: 'first_pass' });
    const to = await command.create<'layer'>(
      'layer',
      {
        id: newId(),
        documentId,
        roundId,
        memberId,
        kind: 'first_pass',
        independent: current?.independent ?? !sighted,
        finishedAt: null,
        version: 1,
        createdAt: command.at.toISOString(),
      },
      {},
      { stream },
    );
    if (current) copyings.push({ from: current, to, stream });
  }
  await copyLayers(command, copyings);
  return null;
}

/** Held, so that nobody can take a "done" back, or code on, while the copies are made. */
async function holdFinished(command: Command, round: Rows['round']): Promise<Finished[]> {
  const { tx, projectId } = command;
  const assignments = await readRows(
    tx,
    'assignment',
    sql`WHERE round_id = ${round.id}::uuid AND project_id = ${projectId}::uuid ORDER BY id FOR NO KEY UPDATE`,
  );
  const layers = await readRows(
    tx,
    'layer',
    sql`WHERE round_id = ${round.id}::uuid AND project_id = ${projectId}::uuid AND kind = 'current'`,
  );
  const lifted = await readRows(tx, 'unblinding', sql`WHERE round_id = ${round.id}::uuid`);
  const finished: Finished[] = [];
  for (const assignment of assignments) {
    const { documentId, memberId, state, removedAt } = assignment;
    if (state !== 'done' || removedAt !== null) continue;
    const current = layers.find((each) => each.documentId === documentId && each.memberId === memberId);
    const lift = lifted.find((each) => each.memberId === memberId);
    const sighted =
      !current &&
      ((lift !== undefined && (await hadLifted(command, lift, assignment))) ||
        (await hasLookedOn(command, { roundId: round.id, memberId })));
    finished.push({ assignment, current: current ?? null, sighted });
  }
  return finished;
}
