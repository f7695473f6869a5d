import { channel } from 'node:diagnostics_channel';

/** What a connection is asked, and where a transaction begins and ends on it. */
export interface Asking {
  readonly client: object;
  readonly text: string;
  readonly values?: readonly unknown[] | undefined;
}

/** Told of each statement before it is asked. The program does not listen; tests do that look at what is asked. */
export const asking = channel('koersvast.statement');

export function noteAsking(client: object, text: string, values?: readonly unknown[]): void {
  if (asking.hasSubscribers) asking.publish({ client, text, values } satisfies Asking);
}

/** So much of a statement tells which it is. */
const TOLD = 1_000;
const statements = new WeakMap<object, string>();

/** Asks a connection, and remembers of an error which statement it ended. */
export async function askNoted<Asked extends { readonly text: string; values?: unknown[] }, Result>(
  client: { query(asked: Asked): Promise<Result> },
  asked: Asked,
): Promise<Result> {
  noteAsking(client, asked.text, asked.values);
  try {
    return await client.query(asked);
  } catch (error) {
    if (error instanceof Error) statements.set(error, asked.text.replace(/\s+/g, ' ').trim().slice(0, TOLD));
    throw error;
  }
}

/** The words of the statement that an error ended: they hold no value that anybody gave. */
export const statementOf = (error: Error): string | null => statements.get(error) ?? null;
