import { DomainError } from '@koersvast/core/error';
import type { Place } from '@koersvast/core/place';
import {
  checkMayCode,
  checkRuns,
  isIndependent,
  isInRound,
  isUnfinished,
  stateWhenCoding,
} from '@koersvast/core/round';
import { type StreamName, workStream } from '@koersvast/core/scope';
import {
  type Command,
  hold,
  holdRows,
  noteSightNow,
  type Rows,
  type SeenBefore,
  wireFields,
} from '@koersvast/db';
import { type Held, holdAt, roundOf, type Wanted } from '../place/held.ts';
import { updateAssignment } from './row.ts';

/** The asking member's place of work, held until the end of the command. */
export interface Desk {
  readonly round: Rows['round'];
  readonly stream: StreamName;
  /** Whether what is coded now counts as independent. */
  readonly independent: boolean;
  /** The same with what could be seen of others' work on the letter, as annotations keep it. */
  readonly sight: { readonly independent: boolean; readonly seenBefore: SeenBefore | null };
  /** Null when there is none yet. */
  readonly assignment: Rows['assignment'] | null;
  readonly held: Held;
}

/**
 * Finds the asking member's assignment for a document in a round and holds it, so that all that one coder does
 * in one document happens one after the other, with what is `wanted` there. Throws `not_found`, `document_removed`,
 * `document_not_in_round`, `round_planned`, `round_closed`, `not_allowed` in a running blind round without an
 * assignment, or `repeat_first` for a letter that they code again elsewhere.
 */
export async function openDesk(command: Command, place: Place, wanted: Wanted = {}): Promise<Desk> {
  // First of all, so that what is read after it is not from before a reveal or a closing that held it.
  const assignment = command.assignment === undefined ? await holdPlace(command, place) : command.assignment;
  if (assignment !== null) return deskAt(command, place, wanted, assignment);
  const desk = await deskAt(command, place, { ...beforeAny(wanted), holdsDocument: true }, null);
  if (!desk.held.layer) return desk;
  // The same coder's other command made both meanwhile.
  return deskAt(command, place, wanted, await holdAssignment(command, place));
}

/**
 * What is looked at before there is an assignment: none of it may be held before that is, since the same coder's other
 * commands hold the assignment first. There is no layer yet, and nothing in it.
 */
function beforeAny({ layer, block, tag }: Wanted): Wanted {
  return { layer: layer && 'own-unheld', block, tag: typeof tag === 'object' ? tag : undefined };
}

async function deskAt(
  command: Command,
  { documentId, roundId }: Place,
  wanted: Wanted,
  assignment: Rows['assignment'] | null,
): Promise<Desk> {
  const isCoding = assignment !== null && isUnfinished(assignment);
  const access = wanted.access ?? (isCoding ? 'unless-blind' : true);
  const held = await holdAt(command, { documentId, roundId }, { ...wanted, sight: true, access });
  return over(command, documentId, held, assignment);
}

/** The same over what is held already, with the sight of the letter. */
export async function deskOver(command: Command, place: Place, held: Held): Promise<Desk> {
  return over(command, place.documentId, held, command.assignment ?? null);
}

async function over(
  command: Command,
  documentId: string,
  held: Held,
  assignment: Rows['assignment'] | null,
): Promise<Desk> {
  const { memberId } = command;
  const isCoding = assignment !== null && isUnfinished(assignment);
  const round = roundOf(held);
  checkRuns(round);
  if (!isInRound(round, documentId)) throw new DomainError('document_not_in_round');
  checkMayCode(round, assignment !== null && assignment.removedAt === null);
  // What they coded before is hidden from them until they have coded it again.
  if (held.repeated && round.repeats === null) throw new DomainError('repeat_first');
  const stream = workStream(round.id, documentId, memberId);
  return { round, stream, held, ...(await sightAt(command, held, round, documentId, isCoding)), assignment };
}

/** What coding in this place now counts as, by what the coder could see of others' work on the letter. */
async function sightAt(
  { tx }: Command,
  { sight: noted, access }: Held,
  round: Rows['round'],
  documentId: string,
  isCoding: boolean,
): Promise<Pick<Desk, 'independent' | 'sight'>> {
  const alone = isIndependent(round, noted?.lifted);
  const isBlind = alone && isCoding;
  const seenBefore =
    noted?.seenBefore ??
    (isBlind || !noted?.others || !access ? null : await noteSightNow(tx, access, documentId));
  const independent = alone && seenBefore === null;
  return { independent, sight: { independent, seenBefore } };
}

/** Holds the assignment, or the round where there is none. */
async function holdPlace(command: Command, place: Place): Promise<Rows['assignment'] | null> {
  const assignment = await holdAssignment(command, place);
  if (assignment !== null) return assignment;
  // Who has nothing there that holds a closing up holds the round.
  const { tx, projectId } = command;
  await hold(tx, 'round', { projectId, id: place.roundId }, 'unchanged');
  return null;
}

async function holdAssignment(command: Command, place: Place): Promise<Rows['assignment'] | null> {
  const { tx, projectId, memberId } = command;
  const { documentId, roundId } = place;
  const [assignment] = await holdRows(tx, 'assignment', { projectId, roundId, documentId, memberId });
  return assignment ?? null;
}

/**
 * Brings the assignment of a desk to a state, making it where there is none. Another command of the same
 * coder that is faster in making it is waited for.
 */
async function setState(
  command: Command,
  desk: Desk,
  place: Place,
  next: (state: Rows['assignment']['state'] | null) => Rows['assignment']['state'],
  newId: () => string,
): Promise<Rows['assignment']> {
  const { tx, projectId, memberId, at } = command;
  const { stream } = desk;
  const doneAt = (state: Rows['assignment']['state']) => (state === 'done' ? at.toISOString() : null);
  if (!desk.assignment) {
    const state = next(null);
    const { documentId, roundId } = place;
    const [made] = await tx.assignment.createManyAndReturn({
      data: [
        {
          id: newId(),
          projectId,
          roundId,
          documentId,
          memberId,
          state,
          doneAt: doneAt(state),
          createdAt: at,
        },
      ],
      skipDuplicates: true,
      select: wireFields.assignment,
    });
    if (made) return command.created('assignment', made, { stream });
  }
  const assignment = desk.assignment ?? (await holdAssignment(command, place));
  if (!assignment) throw new Error('an assignment that came and went');
  const state = next(assignment.state);
  if (state === assignment.state && assignment.removedAt === null) return assignment;
  return updateAssignment(command, assignment, { state, doneAt: doneAt(state), removedAt: null }, { stream });
}

/** The member's place of work, with the assignment begun. Throws `document_done`. */
export function sitDown(command: Command, place: Place, wanted: Wanted = {}): Promise<Desk> {
  return takePlace(command, place, wanted, stateWhenCoding);
}

/** What state follows on one, or on none, in a round. */
export type NextState = (
  state: Rows['assignment']['state'] | null,
  round: Rows['round'],
) => Rows['assignment']['state'];

/** The member's place of work, with the assignment brought to a state, and what is wanted as it is there then. */
export async function takePlace(
  command: Command,
  { documentId, roundId }: Place,
  wanted: Wanted,
  next: NextState,
): Promise<Desk> {
  const place = { documentId, roundId };
  const desk = await openDesk(command, place, wanted);
  let made: string | undefined;
  const follow = (state: Rows['assignment']['state'] | null) => next(state, desk.round);
  const assignment = await setState(command, desk, place, follow, () => {
    made = command.newId();
    return made;
  });
  const isOwn = desk.assignment !== null || assignment.id === made;
  // Of the same coder's other command, which was faster in making it, everything is there to be read now.
  return isOwn ? { ...desk, assignment } : deskAt(command, place, wanted, assignment);
}
