import type { Preferences } from '@koersvast/contracts';
import { useMutation } from '@tanstack/react-query';
import { isPassing } from '../../lib/errors.ts';
import { retryDelay } from '../../lib/retry-delay.ts';
import { sessionQuery } from '../../lib/session.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';

/** Takes preferences over at once, and takes them back when the server does not accept them. */
export function useSetPreferences() {
  const current = () => queryClient.getQueryData(sessionQuery.queryKey);
  const show = (preferences: Preferences) =>
    queryClient.setQueryData(sessionQuery.queryKey, (session) =>
      session?.person ? { ...session, person: { ...session.person, preferences } } : session,
    );
  return useMutation(
    trpc.session.setPreferences.mutationOptions({
      retry: (failures, error) => isPassing(error) && failures < 3,
      retryDelay: (attempt) => retryDelay(attempt + 1),
      onMutate: (preferences) => {
        const before = current()?.person?.preferences;
        show(preferences);
        return before;
      },
      onError: (_error, _preferences, before) => {
        if (before !== undefined) show(before);
      },
    }),
  );
}
