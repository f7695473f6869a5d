import type { Round } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/command.ts';
import { trpc } from '../../lib/trpc.ts';
import type { Undo } from '../../lib/undo.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';

interface EditDeadlineProps {
  readonly projectId: string;
  readonly round: Round;
  readonly undo: Undo;
  readonly onClose: () => void;
}

/** Until when a round is to be coded: it reminds, and locks nothing. */
export function EditDeadline({ projectId, round, undo, onClose }: EditDeadlineProps) {
  const { t } = useTranslation(['round', 'common']);
  const [seen] = useState(round.deadline);
  const [day, setDay] = useState(seen ?? '');
  const edit = useCommand(trpc.round.edit.mutationOptions());
  const store = async (deadline: string | null) => {
    const place = { projectId, roundId: round.id, version: round.version };
    const output = await edit.run({ ...place, change: { deadline }, base: { deadline: seen } });
    undo.sayUndoable(t(deadline === null ? 'said.noDeadline' : 'said.deadline'), output);
    onClose();
  };
  return (
    <Form onSubmit={() => store(day === '' ? null : day)}>
      <TextInput
        type="date"
        label={t('deadline')}
        description={t('deadline.what')}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        data-autofocus
      />
      <Fault error={edit.error} again={edit.again} />
      <Form.Actions>
        <Button type="submit" loading={edit.pending}>
          {t('common:action.save')}
        </Button>
        {seen !== null && (
          <Button variant="default" onClick={() => void store(null).catch(() => undefined)}>
            {t('deadline.none')}
          </Button>
        )}
        <Button variant="subtle" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </Form.Actions>
    </Form>
  );
}
