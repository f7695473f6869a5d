import type { DocumentListItem, DocumentRow, ProjectDetail } from '@koersvast/contracts';
import { type DocumentRule, readRule, ruleOf } from '@koersvast/core/document-filter';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { phoneWindow } from '../../lib/breakpoints.ts';
import { useFormat } from '../../lib/format.ts';
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
import { cellColumns } from './cell.ts';
import { chosen, type DocumentsFilter } from './conditions.ts';
import { inOrder } from './document-order.ts';
import classes from './documents-screen.module.css';
import { FilterBar } from './filter-bar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { membersOf, SaveSet, SetActions, SetChoice } from './set-bar.tsx';
import { useDocumentColumns } from './use-document-columns.tsx';

const editDocument = laterPart(async () => (await import('./edit-document.tsx')).EditDocument);
const documentSheet = laterPart(async () => (await import('./document-sheet.tsx')).DocumentSheet);
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

const noConditions: DocumentRule = [];

/** What is in the address of what is chosen, and the documents that it chooses. */
function useChosen(detail: ProjectDetail, list: readonly DocumentListItem[]) {
  const { t } = useTranslation('document');
  const { where = noConditions, set: setId } = route.useSearch();
  const sets = useQuery(trpc.set.list.queryOptions({ projectId: detail.project.id })).data ?? [];
  const set = sets.find(({ id }) => id === setId);
  const { documentFields } = detail.project;
  const fields = useMemo(
    () =>
      fieldsOfProject(
        { project: { documentFields } },
        list.map(({ document }) => document),
      ),
    [documentFields, list],
  );
  const shown = useMemo(() => chosen(list, { where }, set, fields), [list, where, set, fields]);
  const columns = useMemo(() => cellColumns(fields, (id) => t(`field.${id}`)), [fields, t]);
  return { where, setId, sets, set, shown, columns };
}

function DocumentTable({ detail, list, canEdit, removed }: DocumentTableProps) {
  const { t } = useTranslation(['document', 'set']);
  const format = useFormat();
  const projectId = detail.project.id;
  const undo = useUndoKeys(projectId);
  const search = route.useSearch();
  const go = route.useNavigate();
  const [edited, setEdited] = useState<DocumentRow | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);
  const [sheet, setSheet] = useState<readonly string[] | null>(null);
  const phone = useMediaQuery(phoneWindow, undefined, { getInitialValueInEffect: false });
  const inSheet = sheet !== null && canEdit && !removed && phone !== true;
  const edit = useCommand(trpc.document.edit.mutationOptions());
  const { where, setId, sets, set, shown, columns: cells } = useChosen(detail, list);
  const toggle = (id: string) =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const columns = useDocumentColumns(
    detail,
    removed,
    cells.filter(({ field }) => field !== null),
    selected === null ? undefined : { selected, onToggle: toggle },
  );
  const view = useTableView('documents', {
    search,
    onSearch: (order) => void go({ search: (before) => ({ ...before, ...order }), replace: true }),
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
  const choose = (filter: DocumentsFilter) =>
    void go({ search: (before) => ({ ...before, ...filter }), replace: true });
  const showSet = (id: string | undefined) => choose({ set: id, where: undefined });
  // A row stays where it is while it is edited, whatever it is sorted or filtered by.
  const openSheet = () => {
    const sortBy = columns.find(({ id }) => id === view.sort.by)?.sortBy;
    const ordered = sortBy === undefined ? shown : inOrder(shown, sortBy, view.sort.down, format.compare);
    setSheet(ordered.map(({ document }) => document.id));
  };
  const sheetItems = useMemo(() => {
    const byId = new Map(list.map((item) => [item.document.id, item]));
    return (sheet ?? []).flatMap((id) => byId.get(id) ?? []);
  }, [sheet, list]);
  const narrowed = where.length > 0 || setId !== undefined;
  const marked = shown.filter(({ document }) => selected?.has(document.id));
  return (
    <>
      <Fault error={edit.error} again={edit.again} />
      <FilterBar
        columns={cells}
        conditions={readRule(where) ?? []}
        onConditions={(conditions) =>
          choose({ where: conditions.length === 0 ? undefined : ruleOf(conditions) })
        }
        more={
          <>
            {canEdit && !removed && narrowed && selected === null && shown.length > 0 && (
              <SaveSet
                projectId={projectId}
                members={membersOf(search, shown)}
                undo={undo}
                onSaved={showSet}
              />
            )}
            {canEdit && !removed && phone !== true && selected === null && !inSheet && (
              <Button variant="default" size="compact-sm" onClick={openSheet}>
                {t('set:sheet.start')}
              </Button>
            )}
            {canEdit && selected === null && !inSheet && (
              <Button variant="default" size="compact-sm" onClick={() => setSelected(new Set())}>
                {t('set:select.start')}
              </Button>
            )}
            {narrowed && (
              <span role="status">
                {t('set:filter.shown', {
                  count: list.length,
                  number: format.number(shown.length),
                  all: format.number(list.length),
                })}
              </span>
            )}
          </>
        }
      >
        <SetChoice sets={sets} chosen={setId} onChoose={showSet} />
        {canEdit && set !== undefined && (
          <SetActions
            projectId={projectId}
            set={set}
            members={where.length > 0 && shown.length > 0 ? membersOf(search, shown).hand : null}
            undo={undo}
            onRemoved={() => showSet(undefined)}
          />
        )}
      </FilterBar>
      {selected !== null && (
        <SelectionBar
          projectId={projectId}
          removed={removed}
          shown={shown}
          selected={marked}
          columns={cells}
          undo={undo}
          onSelect={(ids) => setSelected(new Set(ids))}
          onDone={() => setSelected(null)}
        >
          {!removed && (
            <SaveSet
              projectId={projectId}
              members={membersOf({}, marked)}
              undo={undo}
              onSaved={(id) => {
                setSelected(null);
                showSet(id);
              }}
            />
          )}
        </SelectionBar>
      )}
      {shown.length === 0 && <p>{t('set:filter.none')}</p>}
      {inSheet ? (
        <Later
          part={documentSheet}
          wanted
          give={{ projectId, items: sheetItems, columns: cells, undo, onDone: () => setSheet(null) }}
        />
      ) : (
        <DataTable
          label={t('table')}
          rows={shown}
          keyOf={({ document }) => document.id}
          columns={columns}
          view={view}
          actions={canEdit ? { name: t('column.actions'), of: actionsOf } : undefined}
        />
      )}
      <Later
        part={editDocument}
        wanted={edited !== null}
        give={{
          projectId,
          document: edited,
          defined: detail.project.documentFields,
          undo,
          onClose: () => setEdited(null),
        }}
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
