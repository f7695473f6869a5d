import type { DocumentListItem, DocumentRow, ProjectDetail } from '@koersvast/contracts';
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { useTitle } from '../../data/title.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import { BlindLetters } from '../../parts/round/blind-letters.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { followText } from '../../ui/row-link.ts';
import { type DocumentColumn, documentColumns, sortDocuments, stateOf } from './document-order.ts';
import classes from './documents-screen.module.css';
import tools from './documents-tools.module.css';

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
      <p className={tools.foot}>
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

const numbers: ReadonlySet<DocumentColumn> = new Set(['paragraphs', 'annotations']);
/** Columns whose values may be longer than there is room for. */
const cut: ReadonlySet<DocumentColumn> = new Set(['author', 'addressee', 'dossier']);

interface DocumentTableProps {
  readonly detail: ProjectDetail;
  readonly list: readonly DocumentListItem[];
  readonly canEdit: boolean;
  readonly removed: boolean;
}

function DocumentTable({ detail, list, canEdit, removed }: DocumentTableProps) {
  const { t } = useTranslation('document');
  const format = useFormat();
  const projectId = detail.project.id;
  const undo = useUndoKeys(projectId);
  const search = route.useSearch();
  const go = route.useNavigate();
  const [edited, setEdited] = useState<DocumentRow | null>(null);
  const edit = useCommand(trpc.document.edit.mutationOptions());

  const codes = mayHere(detail, 'annotation.write');
  const columns = documentColumns.filter((column) => column !== 'state' || codes);
  const sort = columns.find((column) => column === search.sort) ?? 'title';
  const down = search.down === true;
  const sortBy = (column: DocumentColumn, descending: boolean) =>
    void go({
      search: (before) => ({
        ...(before.removed === true ? { removed: true } : {}),
        sort: column,
        ...(descending ? { down: true } : {}),
      }),
      replace: true,
    });
  const setRemoved = async (document: DocumentRow, gone: boolean) => {
    const place = { projectId, documentId: document.id, version: document.version };
    const output = await edit.run({ ...place, change: { removed: gone } });
    undo.sayUndoable(t(gone ? 'said.removed' : 'said.restored', { title: document.title }), output);
  };
  return (
    <>
      <Fault error={edit.error} again={edit.again} />
      <div className={tools.sortOnPhone}>
        <label>
          {t('sort')}{' '}
          <select
            value={sort}
            onChange={(event) => sortBy(event.currentTarget.value as DocumentColumn, down)}
          >
            {columns.map((column) => (
              <option key={column} value={column}>
                {t(`column.${column}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => sortBy(sort, !down)}>
          {t(down ? 'sort.down' : 'sort.up')}
        </button>
      </div>
      <table className={classes.table} aria-label={t('table')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                data-column={column}
                data-number={numbers.has(column)}
                aria-sort={column === sort ? (down ? 'descending' : 'ascending') : undefined}
              >
                <button type="button" onClick={() => sortBy(column, column === sort && !down)}>
                  {t(`column.${column}`)}
                  <span aria-hidden="true" className={classes.arrow}>
                    {column === sort ? (down ? '↓' : '↑') : ''}
                  </span>
                </button>
              </th>
            ))}
            {canEdit && (
              <th scope="col" data-column="actions">
                <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody ref={followText}>
          {sortDocuments(list, sort, down, format.compare).map((item) => (
            <DocumentRowCells
              key={item.document.id}
              item={item}
              columns={columns}
              projectId={projectId}
              removed={removed}
              actions={
                canEdit && (
                  <DocumentMenu
                    document={item.document}
                    removed={removed}
                    onEdit={() => setEdited(item.document)}
                    onRemove={(gone) => void setRemoved(item.document, gone).catch(() => undefined)}
                  />
                )
              }
            />
          ))}
        </tbody>
      </table>
      <Later
        part={editDocument}
        wanted={edited !== null}
        give={{ projectId, document: edited, undo, onClose: () => setEdited(null) }}
      />
    </>
  );
}

interface DocumentRowCellsProps {
  readonly item: DocumentListItem;
  readonly columns: readonly DocumentColumn[];
  readonly projectId: string;
  readonly removed: boolean;
  readonly actions: React.ReactNode;
}

function DocumentRowCells({ item, columns, projectId, removed, actions }: DocumentRowCellsProps) {
  const { t } = useTranslation('document');
  const format = useFormat();
  const titleOf = useTitle();
  const { document } = item;
  const text = (column: DocumentColumn): string => {
    if (column === 'paragraphs' || column === 'annotations') return format.number(item[column]);
    if (column === 'state') return t(`state.${stateOf(item)}`);
    if (column === 'date') return document.date === null ? '' : format.partialDate(document.date);
    if (column === 'dossier')
      return [document.dossier, document.documentNumber].filter((part) => part !== null).join(', ');
    return document[column] ?? '';
  };
  return (
    <tr className={rowLink.row}>
      {columns.map((column) => {
        const value = text(column);
        if (column !== 'title')
          return (
            <td
              key={column}
              data-column={column}
              data-label={t(`column.${column}`)}
              data-number={numbers.has(column)}
            >
              {cut.has(column) && value !== '' ? (
                <span className={column === 'dossier' ? rowLink.text : rowLink.hint} title={value}>
                  {value}
                </span>
              ) : (
                value
              )}
            </td>
          );
        return (
          <th key={column} scope="row" data-column="title" title={titleOf(document)}>
            {removed ? (
              <span lang={document.language} dir="auto">
                {titleOf(document)}
              </span>
            ) : (
              <Link
                to="/p/$projectId/documents/$documentId"
                params={{ projectId, documentId: document.id }}
                className={rowLink.link}
                lang={document.language}
                dir="auto"
              >
                {titleOf(document)}
              </Link>
            )}
          </th>
        );
      })}
      {actions !== false && (
        <td data-column="actions">
          <div className={rowLink.above}>{actions}</div>
        </td>
      )}
    </tr>
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
      className={tools.menu}
      label={t('action.menu', { title: document.title })}
      actions={[
        ...(removed ? [] : [{ words: t('action.edit'), act: onEdit }]),
        { words: t(removed ? 'action.restore' : 'action.remove'), act: () => onRemove(!removed) },
      ]}
    />
  );
}
