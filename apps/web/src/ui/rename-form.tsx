import { line } from '@koersvast/contracts';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { DialogForm } from './dialog-form.tsx';
import { useLiveForm } from './live-form.tsx';

interface Named {
  readonly name: string;
}

/** As long as a name is of what has its own dialogue for it. */
const maxLength = 120;
const schema = z.object({ name: line(maxLength) });

interface RenameFormProps {
  /** What it is called now. */
  readonly name: string;
  readonly label: string;
  readonly pending: boolean;
  readonly error: unknown;
  /** `base` is what it was called when somebody began to call it otherwise. */
  readonly onRename: (name: string, base: Named) => Promise<void>;
  readonly onClose: () => void;
}

/** Calls something otherwise that others may call otherwise meanwhile. */
export function RenameForm(props: RenameFormProps) {
  const { name, label, pending, error, onRename, onClose } = props;
  const { t } = useTranslation();
  const fields = useLiveForm<Named, Named>({
    live: { name },
    schema,
    toInput: (typed) => ({ name: typed.name.trim() }),
    label: () => label,
  });
  const submit = async () => {
    const changed = fields.edit();
    if (changed === undefined) return;
    const { change, base } = changed ?? {};
    if (change?.name !== undefined && base?.name !== undefined)
      await onRename(change.name, { name: base.name });
    if (fields.saved()) onClose();
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('action.save')}
      pending={pending}
      error={error}
      onClose={() => {
        fields.leave();
        onClose();
      }}
    >
      <TextInput {...fields.text('name')} label={label} maxLength={maxLength} data-autofocus />
    </DialogForm>
  );
}
