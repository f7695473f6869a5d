import type { Preferences } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../data/session.ts';
import { AccountFactor } from './account-factor.tsx';
import { AccountKeys } from './account-keys.tsx';
import { SignOutEverywhere } from './account-password.tsx';
import { AccountProvider } from './account-provider.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { AccountTokens } from './account-tokens.tsx';

interface AccountRestProps {
  readonly preferences: Preferences;
  /** Recovery codes, which are shown once. */
  readonly onCodes: (codes: readonly string[]) => void;
}

/** What somebody looks at least of their account, all of it at once: nothing of it moves for what comes after it. */
export function AccountRest({ preferences, onCodes }: AccountRestProps) {
  const session = useQuery(sessionQuery).data;
  return (
    <>
      {session?.provider !== undefined && (
        <AccountProvider provider={session.provider} linked={session.waysIn?.provider === true} />
      )}
      {session?.waysIn?.password !== false && <AccountFactor onCodes={onCodes} />}
      <AccountTokens />
      <AccountSessions />
      <SignOutEverywhere />
      <AccountKeys preferences={preferences} />
    </>
  );
}
