import type { ProjectAbility } from '@koersvast/core/ability';
import { type Command, type OperationKind, type Outcome, runCommand } from '@koersvast/db';
import type { InnerContext, SignedInPerson } from './context.ts';

/** The context of a signed-in procedure. */
export type SignedInContext = InnerContext & { readonly person: SignedInPerson };

/** As much of it as giving a command takes. */
export type CommandContext = Pick<SignedInContext, 'db' | 'person' | 'now'>;

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

/** `runCommand` for the person of this context, with the whole parsed input as payload. */
export function giveCommand<A extends object | null = null>(
  ctx: CommandContext,
  input: { readonly opId: string; readonly projectId: string },
  place: CommandPlace,
  decide: (command: Command) => Promise<A>,
): Promise<Outcome<A>> {
  const { opId, projectId } = input;
  return runCommand(
    ctx.db,
    { ...place, opId, projectId, personId: ctx.person.id, payload: input, now: ctx.now() },
    decide,
  );
}
