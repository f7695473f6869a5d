import { useEffect } from 'react';
import { refusalOf } from '../../lib/errors.ts';
import { sessionQuery } from '../../lib/session.ts';
import { queryClient } from '../../lib/trpc.ts';

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
