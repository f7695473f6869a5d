import { createProjectInput } from '@koersvast/contracts';
import { languages } from '@koersvast/core/language';
import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { useFields } from '../../lib/form.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';

const fieldsOfProject = createProjectInput.pick({ name: true, language: true });

interface CreateProjectProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function CreateProject({ opened, onClose }: CreateProjectProps) {
  const { t } = useTranslation(['project', 'common']);
  return (
    <Dialog title={t('create.title')} opened={opened} onClose={onClose}>
      <CreateProjectForm onClose={onClose} />
    </Dialog>
  );
}

function CreateProjectForm({ onClose }: Pick<CreateProjectProps, 'onClose'>) {
  const { t } = useTranslation(['project', 'common']);
  const go = useNavigate();
  const fields = useFields({ name: '', language: currentLanguage() }, fieldsOfProject);
  const create = useCommand(trpc.project.create.mutationOptions(), async (_output, { id }) => {
    onClose();
    await go({ to: '/p/$projectId/documents', params: { projectId: id } });
  });
  const projectId = useMadeId();
  const submit = async () => {
    const given = fields.parse();
    if (given === null) return;
    await create.run({ id: projectId.of(given), ...given });
    projectId.made();
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('create.submit')}
      pending={create.pending}
      error={create.error}
      onClose={onClose}
    >
      <TextInput {...fields.text('name')} label={t('create.name')} maxLength={120} data-autofocus />
      <NativeSelect {...fields.text('language')} label={t('create.language')}>
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {t(`common:language.${language}`)}
          </option>
        ))}
      </NativeSelect>
    </DialogForm>
  );
}
