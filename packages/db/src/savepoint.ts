import { identifier, sql } from './sql.ts';
import type { Statements } from './transaction.ts';

/** A place in a transaction up to which what comes can be taken back. */
export interface Savepoint {
  /** Keeps what was done since. */
  release(): Promise<void>;
  /** Takes back what was done since, and lets go of what was held for it. */
  takeBack(): Promise<void>;
}

export async function openSavepoint(tx: Statements, word: string): Promise<Savepoint> {
  const name = identifier(word);
  await tx.run(sql`SAVEPOINT ${name}`);
  return {
    release: async () => {
      await tx.run(sql`RELEASE SAVEPOINT ${name}`);
    },
    takeBack: async () => {
      await tx.run(sql`ROLLBACK TO SAVEPOINT ${name}; RELEASE SAVEPOINT ${name}`);
    },
  };
}
