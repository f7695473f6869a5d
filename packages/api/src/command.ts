import type { ProjectAbility } from '@koersvast/core/ability';
import {
  type Acknowledgement,
  type Command,
  type OperationKind,
  type Outcome,
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
