import type { ProjectDetail } from '@koersvast/contracts';
import { findTwins } from '@koersvast/core/codebook';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { livingTags, mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { at } from '../../lib/base.ts';
import { useFormat } from '../../lib/format.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { usePrinting } from '../../lib/printing.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Later, useSoon } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { ArchivedTags } from './archived-tags.tsx';
import classes from './codebook.module.css';
import { ImportCodebook } from './import-codebook.tsx';
import { LivingTags, tagForm } from './living-tags.tsx';
import type { TagContent } from './tag-fields.ts';

const route = getRouteApi('/inside/p/$projectId/codebook');

const CodebookVersions = lazy(async () => ({
  default: (await import('./codebook-versions.tsx')).CodebookVersions,
}));

export function CodebookScreen() {
  const { t } = useTranslation('tag');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  if (project.data === undefined)
    return (
      <Page title={t('title')}>
        <Loaded query={project}>{() => null}</Loaded>
      </Page>
    );
  return <Codebook detail={project.data} />;
}

function Codebook({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('tag');
  const { project } = detail;
  const format = useFormat();
  const printing = usePrinting();
  const undo = useUndoKeys(project.id);
  useSoon(tagForm);
  const [open, setOpen] = useState<'new' | 'import' | 'versions' | null>(null);
  const create = useCommand(trpc.tag.create.mutationOptions());
  const tagId = useMadeId();
  const canEdit = mayHere(detail, 'codebook.edit') && project.archivedAt === null;
  const living = livingTags(detail);

  const add = async (content: TagContent) => {
    const tag = { ...content, id: tagId.of(content) };
    const output = await create.run({ projectId: project.id, tag });
    tagId.made();
    setOpen(null);
    undo.sayUndoable(t('said.added', { tag: content.name }), output);
  };
  const actions = (
    <>
      {living.length > 0 && (
        <Button component="a" variant="subtle" href={at(`/api/projects/${project.id}/codebook.csv`)} download>
          {t('export')}
        </Button>
      )}
      {project.codebookVersion > 1 && (
        <Button variant="subtle" onClick={() => setOpen('versions')}>
          {t('versions')}
        </Button>
      )}
      {canEdit && (
        <>
          <Button variant="default" onClick={() => setOpen('import')}>
            {t('import')}
          </Button>
          <Button onClick={() => setOpen('new')}>{t('add')}</Button>
        </>
      )}
    </>
  );
  return (
    <Page
      title={t('title')}
      lead={
        living.length > 0 ? t('lead', { count: living.length, version: project.codebookVersion }) : undefined
      }
      actions={actions}
    >
      {open === 'new' && (
        <div className={classes.new}>
          <Later
            part={tagForm}
            wanted
            give={{
              projectId: project.id,
              tag: null,
              living,
              pending: create.pending,
              error: create.error,
              onAdd: add,
              onSave: () => undefined,
              onCancel: () => setOpen(null),
            }}
          />
        </div>
      )}
      {detail.blindDocumentIds.length > 0 && (
        <p className={classes.twins}>{t('blind', { count: detail.blindDocumentIds.length })}</p>
      )}
      {canEdit &&
        findTwins(living).map((twins) => (
          <p key={twins[0]?.id} className={classes.twins}>
            {t('twins', { names: twins.map((tag) => t('twins.name', { name: tag.name })).join(', ') })}
          </p>
        ))}
      {printing && (
        <p className={classes.printed}>
          {t('printed', { project: project.name, when: format.moment(new Date().toISOString()) })}
        </p>
      )}
      {living.length === 0 && open !== 'new' && (
        <Empty title={t('empty')}>{t(canEdit ? 'emptyText' : 'emptyAsk')}</Empty>
      )}
      <LivingTags detail={detail} living={living} canEdit={canEdit} undo={undo} />
      <ArchivedTags detail={detail} canEdit={canEdit} undo={undo} />
      <ImportCodebook
        projectId={project.id}
        opened={open === 'import'}
        undo={undo}
        onClose={() => setOpen(null)}
      />
      <Dialog
        title={t('versions.title')}
        opened={open === 'versions'}
        onClose={() => setOpen(null)}
        size={800}
      >
        <CodebookVersions detail={detail} />
      </Dialog>
    </Page>
  );
}
