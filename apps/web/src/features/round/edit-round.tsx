import { type DocumentListItem, editRoundInput, type Round } from '@koersvast/contracts';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { say } from '../../lib/said.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Gone, useLiveForm } from '../../ui/live-form.tsx';
import { Several } from './choice.tsx';
import { SearchingField } from './searching-field.tsx';

interface EditRoundProps {
  readonly projectId: string;
  readonly round: Round;
  readonly onClose: () => void;
}

interface EditFieldsProps extends EditRoundProps {
  readonly undo: Undo;
  /** Somebody deleted it meanwhile. */
  readonly gone?: boolean;
}

interface RoundFields {
  readonly name: string;
  /** Empty for none. */
  readonly deadline: string;
  readonly searching: boolean;
}

const labels = { name: 'new.name', deadline: 'deadline', searching: 'searching' } as const;
const [roundFields] = editRoundInput.shape.change.options;

/**
 * What a round is called, until when it is to be coded (a date that reminds, and locks nothing), and whether its coders
 * may search.
 */
export function EditRound({ projectId, round, gone = false, undo, onClose }: EditFieldsProps) {
  const { t } = useTranslation(['round', 'common']);
  const byNumber = t('new.name.default', { number: round.number });
  const edit = useCommand(trpc.round.edit.mutationOptions());
  const fields = useLiveForm<RoundFields, { name?: string; deadline?: string | null; searching?: boolean }>({
    live: gone
      ? null
      : {
          name: round.name === byNumber ? '' : round.name,
          deadline: round.deadline ?? '',
          searching: round.searching,
        },
    schema: roundFields,
    toInput: ({ name, deadline, searching }) => ({
      name: name.trim(),
      deadline: deadline.trim() === '' ? null : deadline,
      searching,
    }),
    label: (name) => t(labels[name]),
    shown: (name, value) =>
      name === 'searching' ? t(value === true ? 'searching.on' : 'searching.off') : String(value ?? ''),
  });
  const leave = () => {
    fields.leave();
    onClose();
  };
  const submit = async () => {
    const changed = fields.edit();
    if (changed === undefined) return;
    if (changed !== null) {
      const { change, base } = changed;
      const place = { projectId, roundId: round.id, version: round.version };
      undo.sayUndoable(t('said.edited'), await edit.run({ ...place, change, base }));
    }
    if (fields.saved()) onClose();
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('common:action.save')}
      pending={edit.pending}
      disabled={fields.gone}
      error={edit.error}
      onClose={leave}
    >
      {fields.gone && <Gone text={fields.asText()} onClose={leave} />}
      <TextInput
        {...fields.text('name')}
        label={t('new.name')}
        description={t('new.name.what')}
        placeholder={byNumber}
        maxLength={120}
        data-autofocus
      />
      <TextInput {...fields.text('deadline')} label={t('deadline')} description={t('deadline.what')} />
      {(round.blind || !round.searching) && (
        <SearchingField
          value={fields.values.searching}
          onChange={(searching) => fields.set('searching', searching)}
        />
      )}
      {fields.conflict('searching')}
    </DialogForm>
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
    <DialogForm
      onSubmit={submit}
      submit={t('add.submit', { count: picked.length })}
      pending={edit.pending}
      disabled={picked.length === 0}
      error={edit.error}
      onClose={onClose}
    >
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
    </DialogForm>
  );
}
