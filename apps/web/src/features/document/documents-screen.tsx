import type { DocumentListItem, DocumentRow, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { BlindLetters } from '../../parts/round/blind-letters.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import classes from './documents-screen.module.css';
import { useDocumentColumns } from './use-document-columns.tsx';

const editDocument = laterPart(async () => (await import('./edit-document.tsx')).EditDocument);
const route = getRouteApi('/inside/p/$projectId/documents');

export function DocumentsScreen() {
  const { t } = useTranslation('document');
  const { projectId } = route.useParams();
  const { removed = false } = route.useSearch();
  const project = useProject(projectId);
  const title = t(removed ? 'removed.title' : 'title');
  usePageTitle(title, project.data?.project.name);
  const documents = useQuery(trpc.document.list.queryOptions({ projectId, removed }));
  const canEdit =
    project.data !== undefined &&
    mayHere(project.data, 'document.edit') &&
    project.data.project.archivedAt === null;
  const add = (
    <ButtonLink to="/p/$projectId/documents/add" params={{ projectId }}>
      {t('add')}
    </ButtonLink>
  );
  const count = documents.data?.length ?? 0;
  return (
    <Page
      wide
      title={title}
      lead={removed ? t('removed.lead') : count > 0 ? t('lead', { count }) : undefined}
      actions={canEdit && !removed && count > 0 ? add : undefined}
    >
      <Loaded query={project}>
        {(detail) => (
          <Loaded query={documents}>
            {(list) => {
              if (list.length > 0)
                return (
                  <>
                    <BlindLetters project={detail} />
                    <DocumentTable detail={detail} list={list} canEdit={canEdit} removed={removed} />
                  </>
                );
              if (removed) return <p>{t('removed.none')}</p>;
              return (
                <Empty title={t('empty')} actions={canEdit && add}>
                  {t(canEdit ? 'emptyText' : 'emptyAsk')}
                </Empty>
              );
            }}
          </Loaded>
        )}
      </Loaded>
      <p className={classes.foot}>
        {removed ? (
          <Link to="/p/$projectId/documents" params={{ projectId }}>
            {t('removed.back')}
          </Link>
        ) : (
          canEdit && (
            <Link to="/p/$projectId/documents" params={{ projectId }} search={{ removed: true }}>
              {t('removed')}
            </Link>
          )
        )}
      </p>
    </Page>
  );
}

interface DocumentTableProps {
  readonly detail: ProjectDetail;
  readonly list: readonly DocumentListItem[];
  readonly canEdit: boolean;
  readonly removed: boolean;
}

function DocumentTable({ detail, list, canEdit, removed }: DocumentTableProps) {
  const { t } = useTranslation('document');
  const projectId = detail.project.id;
  const undo = useUndoKeys(projectId);
  const search = route.useSearch();
  const go = route.useNavigate();
  const [edited, setEdited] = useState<DocumentRow | null>(null);
  const edit = useCommand(trpc.document.edit.mutationOptions());
  const columns = useDocumentColumns(detail, removed);
  const view = useTableView('documents', {
    search,
    onSearch: (order) =>
      void go({ search: () => ({ ...(removed ? { removed } : {}), ...order }), replace: true }),
    columns: columns.map(({ id }) => id),
  });
  const setRemoved = async (document: DocumentRow, gone: boolean) => {
    const place = { projectId, documentId: document.id, version: document.version };
    const output = await edit.run({ ...place, change: { removed: gone } });
    undo.sayUndoable(t(gone ? 'said.removed' : 'said.restored', { title: document.title }), output);
  };
  const actionsOf = ({ document }: DocumentListItem) => (
    <DocumentMenu
      document={document}
      removed={removed}
      onEdit={() => setEdited(document)}
      onRemove={(gone) => void setRemoved(document, gone).catch(() => undefined)}
    />
  );
  return (
    <>
      <Fault error={edit.error} again={edit.again} />
      <DataTable
        label={t('table')}
        rows={list}
        keyOf={({ document }) => document.id}
        columns={columns}
        view={view}
        actions={canEdit ? { name: t('column.actions'), of: actionsOf } : undefined}
      />
      <Later
        part={editDocument}
        wanted={edited !== null}
        give={{ projectId, document: edited, undo, onClose: () => setEdited(null) }}
      />
    </>
  );
}

interface DocumentMenuProps {
  readonly document: DocumentRow;
  readonly removed: boolean;
  readonly onEdit: () => void;
  readonly onRemove: (gone: boolean) => void;
}

function DocumentMenu({ document, removed, onEdit, onRemove }: DocumentMenuProps) {
  const { t } = useTranslation('document');
  return (
    <ActionMenu
      className={classes.menu}
      label={t('action.menu', { title: document.title })}
      actions={[
        ...(removed ? [] : [{ words: t('action.edit'), act: onEdit }]),
        { words: t(removed ? 'action.restore' : 'action.remove'), act: () => onRemove(!removed) },
      ]}
    />
  );
}
