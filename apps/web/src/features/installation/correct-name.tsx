import { correctNameInput, type InstallationPerson } from '@koersvast/contracts';
import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changed } from '../../data/news.ts';
import { trpc } from '../../data/trpc.ts';
import { useFields } from '../../lib/form.ts';
import { say } from '../../lib/said.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';

interface CorrectNameProps {
  readonly person: InstallationPerson;
  readonly onClose: () => void;
}

/** A name that was misspelled, or has changed; refused where somebody else has changed it since it was read. */
export function CorrectName({ person, onClose }: CorrectNameProps) {
  const { t } = useTranslation(['installation', 'session', 'common']);
  const correct = useMutation(trpc.installation.correctName.mutationOptions());
  const fields = useFields({ name: person.name }, correctNameInput.pick({ name: true }));
  const submit = async () => {
    const given = fields.parse();
    if (given === null) return;
    try {
      await correct.mutateAsync({ personId: person.id, base: person.name, ...given });
    } finally {
      // Also where it was refused: then the name behind the dialogue is the one that stands there now.
      changed(['person']);
    }
    onClose();
    say(t('said.named', { name: given.name }));
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('common:action.save')}
      pending={correct.isPending}
      error={correct.error}
      onClose={onClose}
    >
      <TextInput {...fields.text('name')} label={t('session:name')} maxLength={100} data-autofocus />
      <p>{t('name.text')}</p>
    </DialogForm>
  );
}
