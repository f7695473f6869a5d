import { type SearchQuestion, saveSearchInput } from '@koersvast/contracts';
import { Checkbox, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { useFields } from '../../lib/form.ts';
import { newId } from '../../lib/ids.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';

const contract = saveSearchInput.pick({ name: true, shared: true });

interface SaveSearchProps {
  readonly projectId: string;
  readonly question: SearchQuestion;
  readonly undo: Undo;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
}

/** Keeps what is asked under a name, for oneself or for all. */
export function SaveSearch({ projectId, question, undo, onSaved, onClose }: SaveSearchProps) {
  const { t } = useTranslation(['find', 'common']);
  const fields = useFields({ name: question.query.slice(0, 120), shared: false }, contract);
  // The same for another try, which is the same operation where the first got no answer.
  const [id] = useState(newId);
  const save = useCommand(trpc.search.save.mutationOptions());
  const submit = async () => {
    const named = fields.parse();
    if (named === null) return;
    const output = await save.run({ projectId, id, ...question, ...named });
    onSaved(id);
    undo.sayUndoable(t('save.saved', { name: named.name }), output);
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('common:action.save')}
      disabled={fields.values.name.trim() === ''}
      pending={save.pending}
      error={save.error}
      onClose={onClose}
    >
      <TextInput {...fields.text('name')} label={t('save.name')} maxLength={120} data-autofocus />
      <Checkbox
        label={t('save.share')}
        checked={fields.values.shared}
        onChange={(event) => fields.set('shared', event.currentTarget.checked)}
      />
    </DialogForm>
  );
}
