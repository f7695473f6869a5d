import type { Preferences } from '@koersvast/contracts';
import { useMutation } from '@tanstack/react-query';
import { retryDelay } from '../lib/retry-delay.ts';
import { isPassing } from './errors.ts';
import { sessionQuery } from './session.ts';
import { queryClient, trpc } from './trpc.ts';

/** Takes preferences over at once, and takes them back when the server does not accept them. */
export function useSetPreferences() {
  const current = () => queryClient.getQueryData(sessionQuery.queryKey);
  const show = (preferences: Preferences) =>
    queryClient.setQueryData(sessionQuery.queryKey, (session) =>
      session?.person ? { ...session, person: { ...session.person, preferences } } : session,
    );
  const set = useMutation(
    trpc.session.setPreferences.mutationOptions({
      // One after the other: of two answers the last to come would else be shown, which may be the older one.
      scope: { id: 'preferences' },
      retry: (failures, error) => isPassing(error) && failures < 3,
      retryDelay: (attempt) => retryDelay(attempt + 1),
      onMutate: ({ base: _seen, ...wanted }) => {
        const before = current()?.person?.preferences;
        if (before !== undefined) show({ ...before, ...wanted });
        return before;
      },
      onError: (_error, _preferences, before) => {
        if (before !== undefined) show(before);
      },
      onSuccess: ({ person }) => {
        // What was chosen meanwhile is shown, and not yet in this answer.
        const isLast =
          queryClient.isMutating({ mutationKey: trpc.session.setPreferences.mutationKey() }) <= 1;
        if (person !== null && isLast) show(person.preferences);
      },
    }),
  );
  return {
    error: set.error,
    /** Sends only what is set otherwise than it is shown: another browser may have set other things. */
    mutate: (wanted: Partial<Preferences>) => {
      const before = current()?.person?.preferences;
      const base = Object.fromEntries(
        Object.keys(wanted).map((name) => [name, before?.[name as keyof Preferences]]),
      );
      set.mutate({ ...wanted, ...(before === undefined ? {} : { base }) });
    },
  };
}
