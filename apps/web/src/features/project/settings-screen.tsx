import type { ProjectDetail } from '@koersvast/contracts';
import { editProjectInput } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { type Undo, useUndoKeys } from '../../data/undo.ts';
import { say } from '../../lib/said.ts';
import { projectTold } from '../../parts/fact/later.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { useLiveForm } from '../../ui/live-form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import { useTogether } from '../../ui/use-together.ts';

const verdictKinds = laterPart(async () => (await import('./verdict-kinds.tsx')).VerdictKinds);
const documentFields = laterPart(async () => (await import('./document-fields.tsx')).DocumentFields);
const route = getRouteApi('/inside/p/$projectId/settings');

export function SettingsScreen() {
  const { t } = useTranslation('project');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('settings.title'), project.data?.project.name);
  return (
    <Page title={t('settings.title')}>
      <Loaded query={project}>
        {(detail) =>
          mayHere(detail, 'project.edit') ? <Settings detail={detail} /> : <p>{t('settings.notOwner')}</p>
        }
      </Loaded>
    </Page>
  );
}

interface Name {
  readonly name: string;
}

const nameField = editProjectInput.shape.change.options[0];

function Settings({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('project');
  const { project } = detail;
  const undo = useUndoKeys(project.id);
  const fields = useLiveForm<Name, Name>({
    live: { name: project.name },
    schema: nameField,
    toInput: ({ name }) => ({ name: name.trim() }),
    label: () => t('settings.name'),
  });
  const rename = useCommand(trpc.project.edit.mutationOptions());
  const here = useTogether(projectTold, verdictKinds, documentFields);
  const place = { projectId: project.id, version: project.version };
  const archived = project.archivedAt !== null;
  return (
    <>
      <Section title={t('settings.name')}>
        <Form
          onSubmit={async () => {
            const edit = fields.edit();
            if (edit == null) return;
            const { name = project.name } = edit.change;
            const output = await rename.run({ ...place, change: { name }, base: edit.base });
            fields.saved();
            undo.sayUndoable(t('settings.renamed', { name }), output);
          }}
        >
          <TextInput
            {...fields.text('name')}
            label={t('settings.name')}
            maxLength={120}
            disabled={archived}
          />
          <Form.Fault error={rename.error} />
          <Form.Actions>
            <Button type="submit" variant="default" loading={rename.pending} disabled={archived}>
              {t('settings.rename')}
            </Button>
          </Form.Actions>
        </Form>
      </Section>
      {here && (
        <>
          <Section title={t('told.title')} lead={t('told.lead')}>
            <Later part={projectTold} wanted give={{ project, undo }} />
          </Section>
          <Later part={verdictKinds} wanted give={{ detail, undo }} />
          <Later part={documentFields} wanted give={{ detail, undo }} />
          <ArchiveProject detail={detail} undo={undo} />
          {mayHere(detail, 'project.delete') && <DeleteProject detail={detail} />}
        </>
      )}
    </>
  );
}

interface ArchiveProjectProps {
  readonly detail: ProjectDetail;
  readonly undo: Undo;
}

function ArchiveProject({ detail: { project }, undo }: ArchiveProjectProps) {
  const { t } = useTranslation('project');
  const archive = useCommand(trpc.project.edit.mutationOptions());
  const place = { projectId: project.id, version: project.version };
  const archived = project.archivedAt !== null;
  return (
    <Section title={t('settings.archive')} lead={t('settings.archiveText')}>
      <Fault error={archive.error} again={archive.again} />
      <Button
        variant="default"
        loading={archive.pending}
        onClick={async () => {
          const output = await archive.run({ ...place, change: { archived: !archived } });
          undo.sayUndoable(t(archived ? 'settings.unarchived' : 'settings.archived'), output);
        }}
      >
        {t(archived ? 'settings.unarchiveDo' : 'settings.archiveDo')}
      </Button>
    </Section>
  );
}

function DeleteProject({ detail: { project } }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('project');
  const go = useNavigate();
  const [name, setName] = useState('');
  const remove = useCommand(trpc.project.delete.mutationOptions(), async () => {
    await go({ to: '/' });
    queryClient.removeQueries({ queryKey: trpc.project.get.queryKey({ projectId: project.id }) });
    say(t('settings.deleted', { name: project.name }));
  });
  return (
    <Section title={t('settings.delete')} lead={t('settings.deleteText')}>
      <Form onSubmit={() => remove.run({ projectId: project.id, version: project.version, name })}>
        <TextInput
          label={t('settings.deleteName', { name: project.name })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
        />
        <Form.Fault error={remove.error} />
        <Form.Actions>
          <Button type="submit" color="red" disabled={name !== project.name} loading={remove.pending}>
            {t('settings.deleteDo')}
          </Button>
        </Form.Actions>
      </Form>
    </Section>
  );
}
