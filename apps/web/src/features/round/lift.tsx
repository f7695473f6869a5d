import type { Round } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import { say } from '../../lib/said.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import classes from './round.module.css';

interface LiftProps {
  readonly projectId: string;
  readonly round: Round;
  readonly onClose: () => void;
}

/** An owner who codes blind opens their own eyes; it stays on record. */
export function Lift({ projectId, round, onClose }: LiftProps) {
  const { t } = useTranslation(['round', 'common']);
  const lift = useCommand(trpc.round.lift.mutationOptions());
  const submit = async () => {
    await lift.run({ projectId, roundId: round.id });
    say(t('said.lifted'));
    onClose();
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('lift.submit')}
      pending={lift.pending}
      error={lift.error}
      danger
      final
      onClose={onClose}
    >
      <p>{t('lift.what')}</p>
      <p className={classes.warning}>{t('lift.once')}</p>
    </DialogForm>
  );
}
