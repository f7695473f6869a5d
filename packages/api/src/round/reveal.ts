import { checkCanReveal, checkHasBegun } from '@koersvast/core/round';
import { workStream } from '@koersvast/core/scope';
import { type Command, holdRows, type Rows, toWireRows, wireFields } from '@koersvast/db';
import { type FirstPass, keepFirstPasses } from '../assignment/first-pass.ts';
import { holdRound } from '../place/hold-round.ts';
import { hadLifted } from './reveal-order.ts';
import { updateRound } from './row.ts';

/** A finished assignment with the layer that it was coded in, if anything was. */
interface Finished {
  readonly assignment: Rows['assignment'];
  readonly current: Rows['layer'] | null;
  /** Whether its coder, who coded nothing, could see the others' work when it was finished, or before. */
  readonly sighted: boolean;
}

/**
 * Ends the blindness of a round, once: everything that was finished is kept, with its ids, in first-pass
 * layers that never change. A finished document in which nothing was coded gets an empty one, because that
 * nothing applies is what its coder found; one that was not finished gets none. Throws
 * `round_nothing_to_reveal`, `round_revealed` and `round_planned`.
 */
export async function revealRound(command: Command, roundId: string, version: number): Promise<null> {
  const round = await holdRound(command, roundId, version);
  checkCanReveal(round);
  checkHasBegun(round);
  const finished = await holdFinished(command, round);
  await updateRound(command, round, { state: 'revealed', revealedAt: command.at.toISOString() });
  const passes = finished.map(({ assignment, current, sighted }): FirstPass => {
    const { documentId, memberId } = assignment;
    const stream = workStream(round.id, documentId, memberId);
    return {
      documentId,
      roundId,
      memberId,
      independent: current?.independent ?? !sighted,
      from: current,
      stream,
    };
  });
  await keepFirstPasses(command, passes);
  return null;
}

/** Held, so that nobody can take a "done" back, or code on, while the first passes are made. */
async function holdFinished(command: Command, round: Rows['round']): Promise<Finished[]> {
  const { tx, projectId } = command;
  const here = { projectId, roundId: round.id };
  const assignments = await holdRows(tx, 'assignment', here);
  const layers = toWireRows(
    'layer',
    await tx.layer.findMany({ where: { ...here, kind: 'current' }, select: wireFields.layer }),
  );
  const lifted = await tx.unblinding.findMany({ where: here, select: { id: true, memberId: true } });
  const layerOf = new Map(layers.map((layer) => [`${layer.documentId} ${layer.memberId}`, layer]));
  const sights = await tx.sight.findMany({
    where: { projectId, memberId: { in: [...new Set(assignments.map(({ memberId }) => memberId))] } },
    select: { documentId: true, memberId: true, since: true },
  });
  const sinceOf = new Map(
    sights.map(({ documentId, memberId, since }) => [`${documentId} ${memberId}`, since.toISOString()]),
  );
  const finished: Finished[] = [];
  for (const assignment of assignments) {
    const { documentId, memberId, state, removedAt } = assignment;
    if (state !== 'done' || removedAt !== null) continue;
    const current = layerOf.get(`${documentId} ${memberId}`);
    const lift = lifted.find((each) => each.memberId === memberId);
    // What they could see only after they had finished is no matter.
    const since = sinceOf.get(`${documentId} ${memberId}`);
    const sighted =
      !current &&
      ((lift !== undefined && (await hadLifted(command, lift, assignment))) ||
        (since !== undefined && (assignment.doneAt === null || since < assignment.doneAt)));
    finished.push({ assignment, current: current ?? null, sighted });
  }
  return finished;
}
