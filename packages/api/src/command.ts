import { may, type ProjectAbility } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import {
  type Acknowledgement,
  type Command,
  loadAccess,
  type OperationKind,
  type Outcome,
  outsideTransaction,
  runCommand,
} from '@koersvast/db';
import type { z } from 'zod';
import type { InnerContext, SignedInPerson } from './context.ts';
import { signedInProcedure } from './trpc.ts';

/** The context of a signed-in procedure. */
export type SignedInContext = InnerContext & { readonly person: SignedInPerson };

/** As much of it as giving a command takes. */
export type CommandContext = Pick<SignedInContext, 'db' | 'person' | 'now'> &
  Partial<Pick<InnerContext, 'newId'>>;

/** What a command needs, and where it belongs. */
export interface CommandPlace {
  readonly kind: OperationKind;
  readonly ability: ProjectAbility;
  readonly documentId?: string;
  readonly roundId?: string;
  readonly undoes?: string;
  readonly whenArchived?: 'refuse' | 'allow';
  readonly bulk?: boolean;
  /** It works in its giver's own place, the document in the round, and begins by holding that. */
  readonly inOwnPlace?: boolean;
}

/** What every command brings: its own id, made by the client, and its project. */
interface Given {
  readonly opId: string;
  readonly projectId: string;
}

/** `runCommand` for the person of this context, with the whole parsed input as payload. */
export function giveCommand<A extends object | null = null>(
  ctx: CommandContext,
  input: Given,
  place: CommandPlace,
  decide: (command: Command) => Promise<A>,
): Promise<Outcome<A>> {
  const { opId, projectId } = input;
  const { db, person, newId } = ctx;
  return runCommand(
    db,
    { ...place, opId, projectId, personId: person.id, payload: input, now: ctx.now(), newId },
    decide,
  );
}

/** What is said of a command where it is made a procedure. */
type Declared<Schema extends z.ZodType> = Omit<CommandPlace, 'documentId' | 'roundId' | 'inOwnPlace'> & {
  readonly input: Schema;
  /** Where it belongs in the undo stack, if not to the project as a whole. */
  readonly place?: (input: z.output<Schema>) => Pick<CommandPlace, 'documentId' | 'roundId' | 'inOwnPlace'>;
};

/** Of commands about the work on a document in a round. */
export function inPlace({ documentId, roundId }: { readonly documentId: string; readonly roundId: string }) {
  return { documentId, roundId };
}

/** Of commands in their giver's own work there. */
export function inOwnPlace(input: { readonly documentId: string; readonly roundId: string }) {
  return { ...inPlace(input), inOwnPlace: true };
}

/** What a command came to, which its type vouches for: there may be thousands of changes in it. */
const acknowledged = (value: unknown) => value as Acknowledgement;

/**
 * A command as a procedure: who may give it, what it takes, and where it belongs are said here; ids, text and clock
 * come with the command. It answers what was changed, and a repeat the same.
 */
export function commandProcedure<Schema extends z.ZodType<Given>>(
  { input: schema, place, ...declared }: Declared<Schema>,
  decide: (command: Command, input: z.output<Schema>) => Promise<null>,
) {
  return signedInProcedure
    .input(schema)
    .output(acknowledged)
    .mutation(async ({ ctx, input: parsed }) => {
      const input = parsed as z.output<Schema>;
      const at = { ...declared, ...place?.(input) };
      return (await giveCommand(ctx, input, at, (command) => decide(command, input))).acknowledgement;
    });
}

/** A command of which more is said than what it changed, or that needs what takes long. */
type DeclaredAhead<Schema extends z.ZodType, Ahead, A extends object | null, Said> = Declared<Schema> & {
  /**
   * Does what takes long before the transaction, in which others would wait for it. `decide` gets what comes of it, and
   * asks itself whether that still holds.
   */
  readonly ahead: (ctx: SignedInContext, input: z.output<Schema>) => Ahead | Promise<Ahead>;
  /** Whether it is asked first if the giver may do this at all, as what comes ahead costs much. */
  readonly askedFirst?: boolean;
  /** What it answers, and how that is made of what the command came to. */
  readonly output?: z.ZodType<Said>;
  readonly answer: (outcome: Outcome<A>, ahead: Awaited<Ahead>, input: z.output<Schema>) => Said;
};

/** The same for a command that does something outside its transaction, before it or with what it came to. */
export function commandProcedureAhead<
  Schema extends z.ZodType<Given>,
  Said,
  Ahead = null,
  A extends object | null = null,
>(
  {
    input: schema,
    place,
    ahead,
    askedFirst = false,
    output,
    answer,
    ...declared
  }: DeclaredAhead<Schema, Ahead, A, Said>,
  decide: (command: Command, input: z.output<Schema>, ahead: Awaited<Ahead>) => Promise<A>,
) {
  return signedInProcedure.input(schema).mutation(async ({ ctx, input: parsed }): Promise<Said> => {
    const input = parsed as z.output<Schema>;
    if (askedFirst) await checkMay(ctx, input.projectId, declared.ability);
    const made = await ahead(ctx, input);
    const at = { ...declared, ...place?.(input) };
    return answer(await giveCommand(ctx, input, at, (command) => decide(command, input, made)), made, input);
  });
}

/** Throws `not_found` and `not_allowed`, as the command itself would. */
async function checkMay(
  { db, person }: CommandContext,
  projectId: string,
  ability: ProjectAbility,
): Promise<void> {
  const access = await loadAccess(outsideTransaction(db), { projectId, personId: person.id });
  if (!access) throw new DomainError('not_found');
  if (!may(access.role, ability)) throw new DomainError('not_allowed');
}
