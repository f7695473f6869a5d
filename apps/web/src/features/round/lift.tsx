import type { Round } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import { say } from '../../lib/said.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
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
    <Form onSubmit={submit}>
      <p>{t('lift.what')}</p>
      <p className={classes.warning}>{t('lift.once')}</p>
      <Fault error={lift.error} again={lift.again} />
      <Form.Actions>
        <Button type="submit" color="red" loading={lift.pending}>
          {t('lift.submit')}
        </Button>
        <Button variant="subtle" onClick={onClose} data-autofocus>
          {t('common:action.cancel')}
        </Button>
      </Form.Actions>
    </Form>
  );
}
