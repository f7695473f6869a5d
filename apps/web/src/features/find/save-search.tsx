import type { SearchQuestion } from '@koersvast/contracts';
import { Checkbox, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { newId } from '../../lib/ids.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';

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
  const [name, setName] = useState(question.query.slice(0, 120));
  const [shared, setShared] = useState(false);
  // The same for another try, which is the same operation where the first got no answer.
  const [id] = useState(newId);
  const save = useCommand(trpc.search.save.mutationOptions());
  const submit = async () => {
    const output = await save.run({ projectId, id, name: name.trim(), ...question, shared });
    onSaved(id);
    undo.sayUndoable(t('save.saved', { name: name.trim() }), output);
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('common:action.save')}
      disabled={name.trim() === ''}
      pending={save.pending}
      error={save.error}
      onClose={onClose}
    >
      <TextInput
        label={t('save.name')}
        value={name}
        maxLength={120}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        label={t('save.share')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
    </DialogForm>
  );
}
