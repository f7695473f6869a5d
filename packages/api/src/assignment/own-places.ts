import type { ClosedReason } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { isIndependent, isInRound, isRunning, isUnfinished } from '@koersvast/core/round';
import { type StreamName, workStream } from '@koersvast/core/scope';
import {
  type Command,
  dbNull,
  holdRows,
  loadAccess,
  noteSightsNow,
  type Rows,
  readNotedSights,
  toWire,
  wireFields,
} from '@koersvast/db';
import type { Desk } from './own-assignment.ts';

/** A letter of somebody's own, held until the end of the command. */
export interface OwnPlace {
  readonly documentId: string;
  readonly assignment: Rows['assignment'];
  /** Null where nothing was coded there. */
  readonly layer: Rows['layer'] | null;
  readonly stream: StreamName;
  readonly sight: Desk['sight'];
}

/** What decides whether somebody codes in a letter. */
interface Standing {
  readonly round: Pick<Rows['round'], 'state' | 'documentIds' | 'repeats'>;
  readonly documentId: string;
  readonly assignment: Pick<Rows['assignment'], 'state'> | undefined;
  /** Whether they code it again in another round, and have not finished it there. */
  readonly repeated: boolean;
}

/**
 * Why many letters at once are not coded in here; null where they are. Stricter than coding by hand, which gives oneself
 * a letter of an open round by its first annotation, and goes on in what was finished once the round is revealed: by the
 * hundred neither is meant.
 */
export function closedBecause({ round, documentId, assignment, repeated }: Standing): ClosedReason | null {
  if (!isRunning(round) || !isInRound(round, documentId)) return 'not_open';
  if (assignment === undefined) return 'not_assigned';
  if (assignment.state === 'done') return 'done';
  return repeated && round.repeats === null ? 'repeat_first' : null;
}

/** Letters of a round as they are held: those that are open to the giver, and why the others are not. */
export interface HeldPlaces {
  readonly open: readonly OwnPlace[];
  readonly closed: ReadonlyMap<string, ClosedReason | 'changed'>;
}

/**
 * Holds the giver's own work in letters of a round, as a desk does that of one, with as many statements for thousands as
 * for one. `changed` is a letter that was removed or read again. Throws `not_found` and `round_removed` for the round.
 */
export async function holdOwnPlaces(
  command: Command,
  roundId: string,
  documentIds: readonly string[],
): Promise<HeldPlaces> {
  const { tx, projectId, memberId } = command;
  const wanted = [...new Set(documentIds)];
  // First of all, so that what is read after it is not from before a reveal or a closing that held them.
  const held = await holdRows(tx, 'assignment', { projectId, roundId, memberId, documentId: wanted });
  const given = new Map(held.flatMap((each) => (each.removedAt === null ? [[each.documentId, each]] : [])));
  const round = await roundOf(command, roundId);
  const working = await standing(command, wanted);
  const repeated = await repeatedElsewhere(command, roundId, wanted);
  const closed = new Map<string, ClosedReason | 'changed'>();
  const open: Rows['assignment'][] = [];
  for (const documentId of wanted) {
    const assignment = given.get(documentId);
    const reason = working.has(documentId)
      ? closedBecause({ round, documentId, assignment, repeated: repeated.has(documentId) })
      : 'changed';
    if (reason !== null) closed.set(documentId, reason);
    else if (assignment) open.push(assignment);
  }
  const ids = open.map(({ documentId }) => documentId);
  const layers = await holdRows(tx, 'layer', {
    ...{ projectId, roundId, memberId, kind: 'current', documentId: ids },
  });
  const layerOf = new Map(layers.map((layer) => [layer.documentId, layer]));
  const sights = await sightsAt(command, round, open);
  return {
    closed,
    open: open.map((assignment) => ({
      ...{ documentId: assignment.documentId, assignment },
      layer: layerOf.get(assignment.documentId) ?? null,
      stream: workStream(round.id, assignment.documentId, memberId),
      sight: sights.get(assignment.documentId) ?? { independent: false, seenBefore: null },
    })),
  };
}

async function roundOf({ tx, projectId }: Command, id: string): Promise<Rows['round']> {
  const row = await tx.round.findFirst({ where: { projectId, id }, select: wireFields.round });
  if (!row) throw new DomainError('not_found');
  const round = toWire('round', row);
  if (round.removedAt !== null) throw new DomainError('round_removed');
  return round;
}

/** Those of these letters that are worked on. */
async function standing(
  { tx, projectId }: Command,
  documentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.document.findMany({
    where: { projectId, id: { in: [...documentIds] }, removedAt: null, replacedById: null },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Those that the giver codes again in another round, and has not finished there. */
async function repeatedElsewhere(
  { tx, projectId, memberId }: Command,
  roundId: string,
  documentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.assignment.findMany({
    where: {
      ...{ projectId, memberId, roundId: { not: roundId }, documentId: { in: [...documentIds] } },
      ...{ removedAt: null, state: { in: ['todo', 'in_progress'] } },
      round: { repeats: { not: dbNull }, revealedAt: null, removedAt: null },
    },
    select: { documentId: true },
  });
  return new Set(rows.map(({ documentId }) => documentId));
}

/** What coding in each now counts as, by what its coder could see of others' work on it. */
async function sightsAt(
  command: Command,
  round: Rows['round'],
  open: readonly Rows['assignment'][],
): Promise<ReadonlyMap<string, Desk['sight']>> {
  const { tx, projectId, personId, memberId } = command;
  const ids = open.map(({ documentId }) => documentId);
  const lifted = await tx.unblinding.count({ where: { projectId, roundId: round.id, memberId } });
  const alone = isIndependent(round, lifted > 0);
  const noted = await readNotedSights(tx, command, ids);
  // Of what is coded blind nothing is noted: nothing of others can be seen there.
  const fresh = open.flatMap((assignment) =>
    noted.has(assignment.documentId) || (alone && isUnfinished(assignment)) ? [] : assignment.documentId,
  );
  const access = fresh.length === 0 ? null : await loadAccess(tx, { projectId, personId });
  const now = access === null ? new Map() : await noteSightsNow(tx, access, fresh);
  return new Map(
    ids.map((id) => {
      const seenBefore = noted.get(id) ?? now.get(id) ?? null;
      return [id, { independent: alone && seenBefore === null, seenBefore }];
    }),
  );
}

type Streamed = (row: { readonly documentId: string }) => { readonly stream: StreamName };

/** Where something is told of one of these letters. */
function toldIn(places: readonly OwnPlace[]): Streamed {
  const streams = new Map(places.map(({ documentId, stream }) => [documentId, stream]));
  return ({ documentId }) => {
    const stream = streams.get(documentId);
    if (stream === undefined) throw new Error('a letter that is not held');
    return { stream };
  };
}

/** Begins the letters that were still to do, and gives the layer of each, made where there was none. */
export async function sitDownAtAll(
  command: Command,
  places: readonly OwnPlace[],
): Promise<ReadonlyMap<string, Rows['layer']>> {
  const told = toldIn(places);
  const begun = places.flatMap(({ assignment }) =>
    assignment.state === 'todo'
      ? [{ current: assignment, patch: { state: 'in_progress' as const, doneAt: null } }]
      : [],
  );
  await command.editAll('assignment', begun, told);
  const createdAt = command.at.toISOString();
  const missing = places.flatMap(({ documentId, assignment: { roundId }, layer, sight }) =>
    layer === null
      ? [
          {
            ...{ id: command.newId(), documentId, roundId, memberId: command.memberId },
            ...{ kind: 'current' as const, independent: sight.independent, finishedAt: null },
            ...{ sourceLayerId: null, version: 1, createdAt },
          },
        ]
      : [],
  );
  const made = await command.createAll('layer', missing, {}, told);
  const stayed = await stayTrue(command, places);
  const known = places.flatMap(({ layer }) => layer ?? []);
  return new Map([...known, ...stayed, ...made].map((layer) => [layer.documentId, layer]));
}

/** What was independent is so no longer once it is changed by somebody who could see the others' work. */
export function stayTrue(command: Command, places: readonly OwnPlace[]): Promise<Rows['layer'][]> {
  const edits = places.flatMap(({ layer, sight }) =>
    layer?.independent && !sight.independent ? [{ current: layer, patch: { independent: false } }] : [],
  );
  return command.editAll('layer', edits, toldIn(places));
}
