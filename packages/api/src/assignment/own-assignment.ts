import {
  checkMayCode,
  checkRuns,
  DomainError,
  isIndependent,
  isInRound,
  isUnfinished,
  type StreamName,
  stateWhenCoding,
  workStream,
} from '@koersvast/core';
import {
  type Command,
  noteSightNow,
  type Rows,
  readRows,
  readSight,
  type SeenBefore,
  sql,
  wireFields,
} from '@koersvast/db';
import { type Place, roundAt } from '../place/place.ts';
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
}

/**
 * Finds the asking member's assignment for a document in a round and holds it, so that all that one coder does
 * in one document happens one after the other. Throws `not_found`, `document_removed`, `document_not_in_round`,
 * `round_planned`, `round_closed`, or `not_allowed` in a running blind round without an assignment.
 */
export async function openDesk(command: Command, place: Place): Promise<Desk> {
  const { memberId } = command;
  // First of all, so that what is read after it is not from before a reveal that held it.
  const assignment = await holdAssignment(command, place);
  // Who has nothing there that holds a closing up holds the round.
  const round = await roundAt(command, place, assignment === null);
  checkRuns(round);
  if (!isInRound(round, place.documentId)) throw new DomainError('document_not_in_round');
  checkMayCode(round, assignment !== null && assignment.removedAt === null);
  const stream = workStream(round.id, place.documentId, memberId);
  return { round, stream, ...(await sightAt(command, round, place, assignment)), assignment };
}

/** What coding in this place now counts as, by what the coder could see of others' work on the letter. */
async function sightAt(
  command: Command,
  round: Rows['round'],
  { documentId }: Place,
  assignment: Rows['assignment'] | null,
): Promise<Pick<Desk, 'independent' | 'sight'>> {
  const place = { documentId, roundId: round.id };
  const noted = await readSight(command.tx, command, place);
  const alone = isIndependent(round, noted.lifted);
  const isBlind = alone && assignment !== null && isUnfinished(assignment);
  const seenBefore =
    noted.seenBefore ?? (isBlind || !noted.others ? null : await noteSightNow(command.tx, command, place));
  const independent = alone && seenBefore === null;
  return { independent, sight: { independent, seenBefore } };
}

async function holdAssignment(command: Command, place: Place): Promise<Rows['assignment'] | null> {
  const [assignment] = await readRows(
    command.tx,
    'assignment',
    sql`WHERE round_id = ${place.roundId}::uuid AND document_id = ${place.documentId}::uuid
          AND member_id = ${command.memberId}::uuid AND project_id = ${command.projectId}::uuid
        FOR NO KEY UPDATE`,
  );
  return assignment ?? null;
}

/**
 * Brings the assignment of a desk to a state, making it where there is none. Another command of the same
 * coder that is faster in making it is waited for.
 */
export async function setState(
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
export async function sitDown(
  command: Command,
  { documentId, roundId }: Place,
  newId: () => string,
): Promise<Desk> {
  const place = { documentId, roundId };
  const desk = await openDesk(command, place);
  const assignment = await setState(
    command,
    desk,
    place,
    (state) => stateWhenCoding(state, desk.round),
    newId,
  );
  return { ...desk, assignment };
}
