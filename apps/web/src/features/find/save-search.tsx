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

interface NameFieldProps {
  readonly name: string;
  readonly onName: (name: string) => void;
}

function NameField({ name, onName }: NameFieldProps) {
  const { t } = useTranslation('find');
  return (
    <TextInput
      label={t('save.name')}
      value={name}
      maxLength={120}
      data-autofocus
      onChange={(event) => onName(event.currentTarget.value)}
    />
  );
}

interface NameSearchProps {
  readonly name: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onName: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Calls a saved search otherwise. */
export function NameSearch({ name: before, pending, error, onName, onClose }: NameSearchProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(before);
  return (
    <DialogForm
      onSubmit={() => onName(name.trim())}
      submit={t('action.save')}
      disabled={name.trim() === ''}
      pending={pending}
      error={error}
      onClose={onClose}
    >
      <NameField name={name} onName={setName} />
    </DialogForm>
  );
}

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
  const save = useCommand(trpc.search.save.mutationOptions());
  const submit = async () => {
    const id = newId();
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
      <NameField name={name} onName={setName} />
      <Checkbox
        label={t('save.share')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
    </DialogForm>
  );
}
