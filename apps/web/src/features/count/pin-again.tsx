import type { Finding } from '@koersvast/contracts';
import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../ui/dialog-form.tsx';

interface PinAgainProps {
  /** The same chart, as it is pinned. */
  readonly finding: Finding;
  readonly title: string;
  readonly onPin: (words: { readonly title: string; readonly note: string }) => Promise<unknown>;
  readonly onClose: () => void;
}

/** A chart may be pinned twice, where somebody says what the second time is for. */
export function PinAgain({ finding, title: given, onPin, onClose }: PinAgainProps) {
  const { t } = useTranslation('count');
  const [title, setTitle] = useState(given);
  const [note, setNote] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const submit = async () => {
    setPending(true);
    await onPin({ title: title.trim(), note: note.trim() }).then(onClose, setError);
    setPending(false);
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('pin.again.submit')}
      disabled={title.trim() === '' || note.trim() === ''}
      pending={pending}
      error={error}
      onClose={onClose}
    >
      <p>{t('pin.again.text', { title: finding.title })}</p>
      <TextInput
        label={t('finding.title')}
        value={title}
        maxLength={200}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        label={t('finding.note')}
        value={note}
        maxLength={5000}
        minRows={3}
        autosize
        data-autofocus
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
