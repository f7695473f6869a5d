import { randomUUIDv7 } from 'node:crypto';
import { may, type Role } from '@koersvast/core/ability';
import { DomainError, type Refusal } from '@koersvast/core/error';
import { z } from 'zod';
import { type LinkedOperation, linkOperation } from './chain.ts';
import {
  appendChanges,
  asTold,
  type Change,
  type ChangeAuthor,
  readTold,
  rereadAfter,
  type ToldChanges,
} from './change.ts';
import { beginCommand, type Command, type Known } from './command.ts';
import type { Database } from './connect.ts';
import { constraintRefusal } from './constraint-refusal.ts';
import type { ChangeDraft, SetDraft } from './draft.ts';
import { frozenTextOf } from './frozen-text.ts';
import { holdWord } from './hold.ts';
import { asSeen, keepSeen } from './seen.ts';
import { type Sql, sql } from './sql.ts';
import {
  type CommandInput,
  hashPayload,
  type OperationInput,
  type Standing,
  takeStanding,
} from './standing.ts';
import { storedRefusal } from './told-row.ts';
import { isDeadlock, isPassing, type Tx, transact } from './transaction.ts';

/**
 * What a command did, in order, as far as its giver may see it: whoever codes blind may give work to others and
 * learns nothing of it. A repeat of the operation gives the same, unless what they may see has changed.
 */
export interface Acknowledgement {
  opId: string;
  changes: Change[];
  /** Documents in which so much changed at once that it is not told one by one: what stands there is to be read again. */
  reread?: string[];
}

/** JSON that a command answers beside its changes; kept with the operation, so nothing secret. */
type Answer = object | null;

export interface Outcome<A extends Answer> {
  acknowledgement: Acknowledgement;
  answer: A;
}

/** What came of an operation. Its answer is what its kind, whose payload was the same, gave before. */
const storedOperation = z.object({
  payloadHash: z.string(),
  result: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), answer: z.unknown() }),
    z.object({ ok: z.literal(false), refusal: storedRefusal }),
  ]),
});

type StoredResult<A> = { ok: true; answer: A } | { ok: false; refusal: Refusal };

/**
 * Gives one command, once (see ARCHITECTURE.md, the write protocol). In one transaction: the membership is
 * held, the operation inserted, `decide` called, its changes appended, the readers woken.
 *
 * A repeat of the operation with the same payload returns what the first one returned, or throws the same
 * refusal; a repeat that comes while the first is running waits for it. A DomainError that `decide` throws
 * takes back the whole transaction, and is stored as the result in one of its own: a savepoint would cost all that
 * are not refused.
 *
 * @throws DomainError `not_found` for whoever is no member, `not_signed_in` whose account is retired, `not_allowed` by role, `project_archived`,
 *   `operation_id_reused` for another payload, `busy` where a later try may succeed, and whatever `decide`
 *   throws.
 */
export function runCommand<A extends Answer = null>(
  db: Database,
  input: CommandInput,
  decide: (command: Command) => Promise<A>,
): Promise<Outcome<A>> {
  return settle(
    db,
    (tx) => give(tx, input, (standing, knows) => carryOut(db, tx, input, standing, decide, knows)),
    (tx, refusal) =>
      give(tx, { ...input, inOwnPlace: false }, (standing) => refuse(tx, input, standing, refusal)),
    input.bulk,
  );
}

/** Whoever was retired amid a command is told what they will be told at the next: what waits to be sent stays. */
async function isRetired(tx: Tx, personId: string): Promise<boolean> {
  const person = await tx.user.findUnique({ where: { id: personId }, select: { retiredAt: true } });
  return person !== null && person.retiredAt !== null;
}

/** Gives a command, or what came of it when it was given before. */
async function give<A extends Answer>(
  tx: Tx,
  input: CommandInput,
  decide: (standing: Standing, knows: Known) => Promise<Settled<A>>,
): Promise<Given<A>> {
  const taken = await takeStanding(tx, input);
  if (!taken) throw new DomainError((await isRetired(tx, input.personId)) ? 'not_signed_in' : 'not_found');
  const { standing } = taken;
  const knows: Known = {};
  if (!may(standing.role, input.ability)) throw new DomainError('not_allowed');
  const settled = taken.isNew ? await decide(standing, knows) : await repeated<A>(tx, input);
  if ('refusal' in settled) return settled;
  const who = { ...standing, personId: input.personId };
  const changes = await asSeen(tx, who, await keepSeen(tx, who, settled.changes, knows.access), knows.access);
  const sets = await keepSeen(tx, who, settled.sets, knows.access);
  return acknowledge(input, { ...settled, changes, sets });
}

/**
 * The same for a command that makes its own member: founding a project, joining one. `admit` runs first and
 * stores person, project and member without recording them; `decide` records them. Of what either refuses
 * nothing is stored.
 */
export function runAdmission<A extends Answer = null>(
  db: Database,
  input: OperationInput,
  admit: (tx: Tx) => Promise<{ memberId: string; role: Role }>,
  decide: (command: Command) => Promise<A>,
): Promise<Outcome<A>> {
  const work = async (tx: Tx): Promise<Given<A>> => {
    // Nothing is there yet that two senders of the same operation could wait for each other on.
    await holdWord(tx, `${input.projectId}:${input.personId}:${input.opId}`);
    const found = await readOperation<A>(tx, input);
    if (found) return 'refusal' in found ? found : acknowledge(input, found);
    const { memberId, role } = await admit(tx);
    const standing = { projectId: input.projectId, memberId, role, archived: false };
    await insertOperation(tx, input, standing);
    return acknowledge(input, await carryOut(db, tx, input, standing, decide));
  };
  // Not stored: whoever was admitted is taken out again, and a link that they used works on.
  return settle(db, work, async (_tx, refusal) => ({ refusal }));
}

/** What an operation came to, before it is said to its giver. */
type Settled<A extends Answer> = (ToldChanges & { readonly answer: A }) | { readonly refusal: Refusal };

type Given<A extends Answer> = { readonly outcome: Outcome<A> } | { readonly refusal: Refusal };

function acknowledge<A extends Answer>(
  { opId }: Pick<OperationInput, 'opId'>,
  { changes, sets, answer }: ToldChanges & { readonly answer: A },
): Given<A> {
  const reread = rereadAfter({ changes, sets });
  const acknowledgement = { opId, changes: changes.map(asTold), ...(reread.length > 0 && { reread }) };
  return { outcome: { acknowledgement, answer } };
}

/** What `decide` refused, thrown so that all that was written is taken back. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** A refusal is committed with its operation and only then thrown; what may pass becomes `busy`. */
async function settle<A extends Answer>(
  db: Database,
  work: (tx: Tx) => Promise<Given<A>>,
  keep: (tx: Tx, refusal: Refusal) => Promise<Given<A>>,
  bulk = false,
): Promise<Outcome<A>> {
  let settled: Given<A>;
  try {
    settled = await transactAgain(db, work, bulk).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      return transact(db, (tx) => keep(tx, error.refusal));
    });
  } catch (error) {
    if (isPassing(error)) throw Object.assign(new DomainError('busy'), { cause: error });
    const taken = constraintRefusal(error);
    if (taken) throw new DomainError(taken.code, taken.details);
    throw error;
  }
  if ('refusal' in settled) throw new DomainError(settled.refusal.code, settled.refusal.details);
  return settled.outcome;
}

const ATTEMPTS = 3;

/**
 * Two that hold what the other wants are no fault of either: one is given up by the database, and sets out again by
 * itself, once the other has what it wanted. So nobody is told that it is busy.
 */
async function transactAgain<T>(
  db: Database,
  work: Parameters<typeof transact<T>>[1],
  bulk: boolean,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact(db, work, { bulk });
    } catch (error) {
      if (!isDeadlock(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Undefined when the operation is new and now has its row. Waits for another transaction that inserts it. */
async function insertOperation<A extends Answer>(
  tx: Tx,
  input: OperationInput,
  standing: Standing,
): Promise<Settled<A> | undefined> {
  const { projectId, personId, opId, kind, documentId, roundId, undoes } = input;
  const { count: inserted } = await tx.operation.createMany({
    data: {
      projectId,
      userId: personId,
      opId,
      memberId: standing.memberId,
      kind,
      payloadHash: hashPayload(kind, input.payload),
      documentId: documentId ?? null,
      roundId: roundId ?? null,
      undoes: undoes ?? null,
      createdAt: input.now,
    },
    skipDuplicates: true,
  });
  if (inserted === 1) return undefined;
  return repeated(tx, input);
}

/** What an operation came to that was given before. */
async function repeated<A extends Answer>(tx: Tx, input: OperationInput): Promise<Settled<A>> {
  return (await readOperation<A>(tx, input)) ?? { refusal: { code: 'busy', details: {} } };
}

/** An operation, or its changes, on either table. */
function whereOperation({ projectId, personId, opId }: LinkedOperation): Sql {
  return sql`project_id = ${projectId}::uuid AND user_id = ${personId}::uuid AND op_id = ${opId}::uuid`;
}

async function readOperation<A extends Answer>(
  tx: Tx,
  input: OperationInput,
): Promise<Settled<A> | undefined> {
  const { projectId, personId: userId, opId } = input;
  const found = await tx.operation.findFirst({
    where: { projectId, userId, opId },
    select: { payloadHash: true, result: true },
  });
  if (!found) return undefined;
  const stored = storedOperation.parse(found);
  if (stored.payloadHash !== hashPayload(input.kind, input.payload)) {
    return { refusal: { code: 'operation_id_reused', details: {} } };
  }
  if (!stored.result.ok) return { refusal: stored.result.refusal };
  const told = await readTold(tx, sql`WHERE ${whereOperation(input)} ORDER BY rev`);
  return { ...told, answer: stored.result.answer as A };
}

async function carryOut<A extends Answer>(
  db: Database,
  tx: Tx,
  input: OperationInput & Pick<CommandInput, 'whenArchived'>,
  standing: Standing,
  decide: (command: Command) => Promise<A>,
  knows: Known = {},
): Promise<ToldChanges & { readonly answer: A }> {
  const { role, assignment, projectId } = standing;
  const { newId = () => randomUUIDv7() } = input;
  const frozenText = (documentId: string) => frozenTextOf(db, tx, { projectId, documentId });
  const author = authorOf(input, standing);
  const drafts: (ChangeDraft | SetDraft)[] = [];
  try {
    if (standing.archived && input.whenArchived !== 'allow') throw new DomainError('project_archived');
    const answer = await decide(
      beginCommand({ tx, ...author, role, newId, frozenText, assignment, knows }, drafts),
    );
    const told = await append(tx, input, author, drafts, { ok: true, answer });
    return { ...told, answer };
  } catch (error) {
    const refusal = error instanceof DomainError ? error.refusal : constraintRefusal(error);
    if (!refusal || refusal.code === 'busy') throw error;
    throw new Refused(refusal);
  }
}

function authorOf(
  { personId, opId, now: at }: OperationInput,
  { projectId, memberId }: Standing,
): ChangeAuthor {
  return { projectId, personId, memberId, opId, at };
}

/** Stores that an operation was refused, of which nothing else is stored. */
async function refuse(
  tx: Tx,
  input: OperationInput,
  standing: Standing,
  refusal: Refusal,
): Promise<{ readonly refusal: Refusal }> {
  await storeResult(tx, authorOf(input, standing), { ok: false, refusal });
  return { refusal };
}

async function append<A>(
  tx: Tx,
  input: OperationInput & Pick<CommandInput, 'whenArchived'>,
  author: ChangeAuthor,
  drafts: readonly (ChangeDraft | SetDraft)[],
  result: StoredResult<A>,
): Promise<ToldChanges> {
  if (drafts.length === 0) {
    await storeResult(tx, author, result);
    return { changes: [], sets: [] };
  }
  const { changes, sets, project } = await appendChanges(tx, author, drafts, result);
  // It waited for whoever held the project: that may have been its archiving, or its end.
  if (input.whenArchived !== 'allow') {
    if (project.deleted) throw new DomainError('not_found');
    if (project.archived) throw new DomainError('project_archived');
  }
  return { changes, sets };
}

/** The end of an operation that changed nothing: a refusal is in the chain as well, so that it stays what it was. */
async function storeResult<A>(tx: Tx, author: LinkedOperation, result: StoredResult<A>): Promise<void> {
  await tx.run(
    sql`WITH told AS (SELECT 0 AS rev, ''::bytea AS hash WHERE false), settled AS (
          UPDATE operation SET result = ${JSON.stringify(result)}::jsonb
          WHERE ${whereOperation(author)}
          RETURNING row_hash(operation.*) AS hash
        )
        SELECT ${linkOperation(author)}`,
  );
}
