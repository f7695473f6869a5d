import type { Preferences } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../data/session.ts';
import { AccountKeys } from './account-keys.tsx';
import { SignOutEverywhere } from './account-password.tsx';
import { AccountProvider } from './account-provider.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { AccountTokens } from './account-tokens.tsx';

/** What somebody looks at least of their account, all of it at once: nothing of it moves for what comes after it. */
export function AccountRest({ preferences }: { readonly preferences: Preferences }) {
  const session = useQuery(sessionQuery).data;
  return (
    <>
      {session?.provider !== undefined && (
        <AccountProvider provider={session.provider} linked={session.waysIn?.provider === true} />
      )}
      <AccountTokens />
      <AccountSessions />
      <SignOutEverywhere />
      <AccountKeys preferences={preferences} />
    </>
  );
}
