import type { InstallationPerson } from '@koersvast/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { say } from '../../lib/said.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { useStillOwner } from './use-still-owner.ts';

interface ResetFactorProps {
  readonly person: InstallationPerson;
  readonly onClose: () => void;
}

/** Asks before the second factor of somebody is taken away who has lost it, which nobody can undo. */
export function ResetFactor({ person: { id, name }, onClose }: ResetFactorProps) {
  const { t } = useTranslation('installation');
  const reset = useMutation(trpc.installation.resetFactor.mutationOptions());
  useStillOwner(reset.error);
  return (
    <DialogForm
      onSubmit={async () => {
        await reset.mutateAsync({ personId: id });
        say(t('said.reset', { name }));
        onClose();
      }}
      submit={t('reset.do')}
      pending={reset.isPending}
      error={reset.error}
      danger
      final
      onClose={onClose}
    >
      <p>{t('reset.text', { name })}</p>
    </DialogForm>
  );
}
