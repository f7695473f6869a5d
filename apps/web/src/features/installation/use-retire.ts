import type { InstallationPerson } from '@koersvast/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { changed } from '../../data/news.ts';
import { client, trpc } from '../../data/trpc.ts';
import { say, sayFault } from '../../lib/said.ts';

/** Retires accounts and takes them back, and says so with what undoes it. */
export function useRetire() {
  const { t } = useTranslation(['installation', 'common']);
  const words = useFaultWords();
  const set = useMutation(trpc.installation.setRetired.mutationOptions());

  const undo = async (personId: string, retired: boolean) => {
    try {
      await client.installation.setRetired.mutate({ personId, retired });
      changed(['person']);
      say(t('common:said.undone'));
    } catch (error) {
      sayFault(() => words(error));
    }
  };
  const give = async ({ id, name }: InstallationPerson, retired: boolean) => {
    await set.mutateAsync({ personId: id, retired });
    say(t(retired ? 'said.retired' : 'said.returned', { name }), {
      label: t('common:action.undo'),
      act: () => void undo(id, !retired),
    });
  };
  return {
    retire: (person: InstallationPerson) => give(person, true),
    takeBack: (person: InstallationPerson) => give(person, false),
    error: set.error,
    pending: set.isPending,
    reset: set.reset,
  };
}
