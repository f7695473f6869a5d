import type { InstallationPerson } from '@koersvast/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { say } from '../../lib/said.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { useStillOwner } from './use-still-owner.ts';

interface SignOutPersonProps {
  readonly person: InstallationPerson;
  readonly onClose: () => void;
}

/** Asks before somebody is signed out everywhere, which they can only mend themselves, by signing in again. */
export function SignOutPerson({ person: { id, name }, onClose }: SignOutPersonProps) {
  const { t } = useTranslation('installation');
  const end = useMutation(trpc.installation.endSessions.mutationOptions());
  useStillOwner(end.error);
  return (
    <DialogForm
      onSubmit={async () => {
        await end.mutateAsync({ personId: id });
        say(t('said.out', { name }));
        onClose();
      }}
      submit={t('out.do')}
      pending={end.isPending}
      error={end.error}
      danger
      onClose={onClose}
    >
      <p>{t('out.text')}</p>
    </DialogForm>
  );
}
