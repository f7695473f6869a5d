/** So much of a statement tells which it is. */
const TOLD = 1_000;
const statements = new WeakMap<object, string>();

/** Asks a connection, and remembers of an error which statement it ended. */
export async function askNoted<Asked extends { readonly text: string }, Result>(
  client: { query(asked: Asked): Promise<Result> },
  asked: Asked,
): Promise<Result> {
  try {
    return await client.query(asked);
  } catch (error) {
    if (error instanceof Error) statements.set(error, asked.text.replace(/\s+/g, ' ').trim().slice(0, TOLD));
    throw error;
  }
}

/** The words of the statement that an error ended: they hold no value that anybody gave. */
export const statementOf = (error: Error): string | null => statements.get(error) ?? null;
