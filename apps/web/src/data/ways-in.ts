import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './session.ts';

/** How whoever is signed in can say that it is them at the keyboard. */
export interface Confirming {
  /** What the button of the provider says; null where they have a password, and type that. */
  readonly provider: string | null;
  /** Until when it counts that they signed in again there; null where they have to. */
  readonly until: string | null;
}

export function useConfirming(): Confirming {
  const { waysIn, provider, confirmedUntil } = useQuery(sessionQuery).data ?? {};
  const away = waysIn?.password === false && waysIn.provider;
  return { provider: away ? (provider?.label ?? '') : null, until: confirmedUntil ?? null };
}
