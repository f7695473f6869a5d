import { type Finding, pinFindingInput } from '@koersvast/contracts';
import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFields } from '../../lib/form.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';

const contract = pinFindingInput.pick({ title: true, note: true });

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
  const fields = useFields({ title: given, note: '' }, contract, ({ title, note }) => ({
    title,
    note: note.trim(),
  }));
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const submit = async () => {
    const words = fields.parse();
    if (words === null) return;
    setPending(true);
    await onPin(words).then(onClose, setError);
    setPending(false);
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('pin.again.submit')}
      disabled={fields.values.title.trim() === '' || fields.values.note.trim() === ''}
      pending={pending}
      error={error}
      onClose={onClose}
    >
      <p>{t('pin.again.text', { title: finding.title })}</p>
      <TextInput {...fields.text('title')} label={t('finding.title')} maxLength={200} />
      <Textarea
        {...fields.text('note')}
        label={t('finding.note')}
        maxLength={5000}
        minRows={3}
        autosize
        data-autofocus
      />
    </DialogForm>
  );
}
