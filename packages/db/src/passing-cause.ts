import { statementOf } from './noted-statement.ts';
import { databaseError } from './prisma.ts';

/** What somebody waited for in vain. */
export interface PassingCause {
  readonly waitedFor: 'lock' | 'statement' | 'transaction' | 'connection' | 'database';
  /** Of PostgreSQL, Prisma or the system. */
  readonly code: string | null;
  readonly said: string;
  /** For a lock: the relation, and the row of it, as PostgreSQL names them. */
  readonly where: string | null;
  readonly statement: string | null;
}

const kinds: readonly (readonly [RegExp, PassingCause['waitedFor']])[] = [
  [/^55P03$/, 'lock'],
  [/^57014$/, 'statement'],
  [/^(40...|25P0[34])$/, 'transaction'],
  [/^(08...|53300|P1001|P1002|P2024|E[A-Z_]+)$/, 'connection'],
];

/** What lies behind an error that may pass, for the log: the deepest that the database or the system said. */
export function passingCause(thrown: unknown): PassingCause | null {
  let found: Error | null = null;
  // An error may be wrapped by Prisma, by a refusal and by an answer; a circle of causes ends too.
  for (let [error, depth]: [unknown, number] = [thrown, 0]; error instanceof Error && depth < 8; depth += 1) {
    const said = databaseError(error);
    if (said instanceof Error) found = said;
    const [first] = error instanceof AggregateError ? error.errors : [];
    error = first ?? error.cause;
  }
  if (found === null) return null;
  const { code, where } = found as { code?: unknown; where?: unknown };
  const named = typeof code === 'string' ? code : null;
  const isConnection = /timeout exceeded when trying to connect|Connection terminated|not queryable/;
  return {
    waitedFor:
      kinds.find(([codes]) => named !== null && codes.test(named))?.[1] ??
      (isConnection.test(found.message) ? 'connection' : 'database'),
    code: named,
    said: found.message,
    where: typeof where === 'string' ? where : null,
    statement: statementOf(found),
  };
}
