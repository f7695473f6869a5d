import type { DocumentListItem, Round } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/command.ts';
import { say } from '../../lib/said.ts';
import { trpc } from '../../lib/trpc.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Several } from './choice.tsx';

interface EditRoundProps {
  readonly projectId: string;
  readonly round: Round;
  readonly onClose: () => void;
}

export function RenameRound({ projectId, round, onClose }: EditRoundProps) {
  const { t } = useTranslation(['round', 'common']);
  const [name, setName] = useState(round.name);
  const edit = useCommand(trpc.round.edit.mutationOptions());
  const submit = async () => {
    await edit.run({ projectId, roundId: round.id, version: round.version, change: { name: name.trim() } });
    say(t('said.renamed', { name: name.trim() }));
    onClose();
  };
  return (
    <Form onSubmit={submit}>
      <TextInput
        label={t('new.name')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Fault error={edit.error} again={edit.again} />
      <Form.Actions>
        <Button type="submit" loading={edit.pending} disabled={name.trim() === ''}>
          {t('common:action.save')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </Form.Actions>
    </Form>
  );
}

interface AddToRoundProps extends EditRoundProps {
  /** Those that are not in the round. */
  readonly documents: readonly DocumentListItem[];
}

/** Takes more documents into a round that runs; they are given to nobody yet. */
export function AddToRound({ projectId, round, documents, onClose }: AddToRoundProps) {
  const { t } = useTranslation(['round', 'common']);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const edit = useCommand(trpc.round.edit.mutationOptions());
  const submit = async () => {
    const change = { addedDocumentIds: [...picked] };
    await edit.run({ projectId, roundId: round.id, version: round.version, change });
    say(t('said.added', { count: picked.length }));
    onClose();
  };
  return (
    <Form onSubmit={submit}>
      <Several
        legend={t('new.which', { count: picked.length })}
        items={documents.map(({ document }) => ({
          id: document.id,
          name: document.title,
          lang: document.language,
        }))}
        chosen={picked}
        onChange={setPicked}
      />
      <Fault error={edit.error} again={edit.again} />
      <Form.Actions>
        <Button type="submit" loading={edit.pending} disabled={picked.length === 0}>
          {t('add.submit', { count: picked.length })}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </Form.Actions>
    </Form>
  );
}
