import type { InstallationPerson, Person } from '@koersvast/contracts';
import type { InstallationRole } from '@koersvast/core/ability';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { changed } from '../../data/news.ts';
import { client, trpc } from '../../data/trpc.ts';
import { say, sayFault } from '../../lib/said.ts';

/** Gives people a role in the installation, and says so with what takes it back. */
export function useGiveRole(me: Person) {
  const { t } = useTranslation(['installation', 'common']);
  const words = useFaultWords();
  const go = useNavigate();
  const giving = useMutation(trpc.installation.setRole.mutationOptions());

  const takeBack = async (personId: string, role: InstallationRole) => {
    try {
      await client.installation.setRole.mutate({ personId, role });
      changed(['person']);
      say(t('common:said.undone'));
    } catch (error) {
      sayFault(() => words(error));
    }
  };
  const give = async (person: InstallationPerson, role: InstallationRole) => {
    await giving.mutateAsync({ personId: person.id, role });
    if (person.id === me.id) {
      // Not theirs to take back, and the screen is not there for them any more.
      await go({ to: '/' });
      say(t('said.own'));
      return;
    }
    say(t(`said.${role}`, { name: person.name }), {
      label: t('common:action.undo'),
      act: () => void takeBack(person.id, person.installationRole),
    });
  };
  return { give, error: giving.error, pending: giving.isPending, reset: giving.reset };
}
