import { editFindingInput, type Finding } from '@koersvast/contracts';
import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { useLiveForm } from '../../ui/live-form.tsx';

interface EditFindingProps {
  readonly projectId: string;
  readonly finding: Finding;
  readonly undo: Undo;
  readonly onClose: () => void;
}

interface FindingFields {
  readonly title: string;
  readonly note: string;
}

/** What a finding is called, and what is to be said of its chart. */
export function EditFinding({ projectId, finding, undo, onClose }: EditFindingProps) {
  const { t } = useTranslation(['count', 'common']);
  const edit = useCommand(trpc.finding.edit.mutationOptions());
  const fields = useLiveForm<FindingFields, { title?: string; note?: string }>({
    live: { title: finding.title, note: finding.note },
    schema: editFindingInput.shape.change,
    toInput: ({ title, note }) => ({ title: title.trim(), note }),
    label: (name) => t(`finding.${name}`),
  });
  const leave = () => {
    fields.leave();
    onClose();
  };
  const submit = async () => {
    const changed = fields.edit();
    if (changed === undefined) return;
    if (changed !== null) {
      const named = { projectId, findingId: finding.id, version: finding.version };
      undo.sayUndoable(t('finding.saved'), await edit.run({ ...named, ...changed }));
    }
    if (fields.saved()) onClose();
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('common:action.save')}
      pending={edit.pending}
      error={edit.error}
      onClose={leave}
    >
      <TextInput {...fields.text('title')} label={t('finding.title')} maxLength={200} data-autofocus />
      <Textarea {...fields.text('note')} label={t('finding.note')} maxLength={5000} minRows={4} autosize />
    </DialogForm>
  );
}
