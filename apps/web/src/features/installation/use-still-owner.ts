import { useEffect } from 'react';
import { sessionQuery } from '../../data/session.ts';
import { queryClient } from '../../data/trpc.ts';
import { refusalOf } from '../../lib/errors.ts';

/** Reads the own role again, which decides whether this screen is there. */
export function readOwnRole(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
}

/** Does so where the server has refused what only an owner may: another owner has taken that away. */
export function useStillOwner(...errors: readonly unknown[]): void {
  const refused = errors.some((error) => refusalOf(error)?.code === 'not_allowed');
  useEffect(() => {
    if (refused) void readOwnRole();
  }, [refused]);
}
