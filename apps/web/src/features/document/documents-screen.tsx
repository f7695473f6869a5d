import type { DocumentListItem, DocumentSet, ListedDocument, ProjectDetail } from '@koersvast/contracts';
import { fieldCalled } from '@koersvast/core/document-field';
import { type DocumentRule, ownColumn, ownFieldOf, ruleRenamed } from '@koersvast/core/document-rule';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { type Undo, useUndoKeys } from '../../data/undo.ts';
import { needWords } from '../../i18n/index.ts';
import { phoneWindow } from '../../lib/breakpoints.ts';
import { useFormat } from '../../lib/format.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { BlindLetters } from '../../parts/round/blind-letters.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import type { Column, Sort } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import { chosen, type DocumentsFilter } from './conditions.ts';
import { useActionsOf } from './document-actions.tsx';
import { DocumentBar } from './document-bar.tsx';
import { inOrder } from './document-order.ts';
import classes from './documents-screen.module.css';
import { SelectionBar } from './selection-bar.tsx';
import { membersOf, SaveSet } from './set-bar.tsx';
import { useDocumentColumns } from './use-document-columns.tsx';

const editDocument = laterPart(async () => (await import('./edit-document.tsx')).EditDocument);
/** Few letters were ever read again. */
const lostLetters = laterPart(async () => {
  const [{ LostLetters }] = await Promise.all([import('./lost-letters.tsx'), needWords('rendition')]);
  return LostLetters;
});
const documentSheet = laterPart(async () => (await import('./document-sheet.tsx')).DocumentSheet);
const route = getRouteApi('/inside/p/$projectId/documents');

export function DocumentsScreen() {
  const { t } = useTranslation('document');
  const format = useFormat();
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
      lead={
        removed
          ? t('removed.lead')
          : count > 0
            ? t('lead', { count, number: format.number(count) })
            : undefined
      }
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
                    {list.some(({ document }) => document.rendition > 1) && (
                      <Later part={lostLetters} wanted give={{ projectId }} />
                    )}
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
          canEdit &&
          !documents.isPending && (
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
const noSets: readonly DocumentSet[] = [];
const noDocuments: readonly DocumentListItem[] = [];

/** What is in the address of what is chosen, and the documents that it chooses. */
function useChosen(detail: ProjectDetail, list: readonly DocumentListItem[]) {
  const { t } = useTranslation('document');
  const { where: asked = noConditions, set: setId } = route.useSearch();
  const asking = useQuery(trpc.set.list.queryOptions({ projectId: detail.project.id }));
  const { data: known, isFetching } = asking;
  const sets = known ?? noSets;
  const set = sets.find(({ id }) => id === setId);
  // Nobody works on all documents for the few of a set that is gone, or that is still on its way.
  const missing = setId !== undefined && set === undefined;
  // One that was just made comes with the next answer.
  const gone = known !== undefined && !isFetching;
  const lacking = missing ? { gone, fault: asking.error } : null;
  const { documentFields } = detail.project;
  const fields = useMemo(
    () =>
      fieldsOfProject(
        { project: { documentFields } },
        list.map(({ document }) => document),
      ),
    [documentFields, list],
  );
  // An address that somebody kept may call a field what it was called then.
  const nameNow = useCallback((name: string) => fieldCalled(fields, name)?.name ?? name, [fields]);
  const where = useMemo(() => ruleRenamed(asked, nameNow), [asked, nameNow]);
  const nowCalled = useCallback(
    (id: string) => {
      const own = ownFieldOf(id);
      return own === null ? id : ownColumn(nameNow(own));
    },
    [nameNow],
  );
  const shown = useMemo(
    () => (missing ? noDocuments : chosen(list, { where }, set, fields)),
    [missing, list, where, set, fields],
  );
  const columns = useMemo(() => cellColumns(fields, (id) => t(`field.${id}`)), [fields, t]);
  return { where, nowCalled, sets, set, lacking, shown, columns };
}

function toggled(selected: ReadonlySet<string> | null, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The documents that are edited as a spreadsheet: a row stays where it is, whatever it is sorted or filtered by. */
function useSheet(list: readonly DocumentListItem[]) {
  const format = useFormat();
  const [ids, setIds] = useState<readonly string[] | null>(null);
  const items = useMemo(() => {
    if (ids === null) return null;
    const byId = new Map(list.map((item) => [item.document.id, item]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }, [ids, list]);
  const open = (
    shown: readonly DocumentListItem[],
    columns: readonly Column<DocumentListItem>[],
    { by, down }: Sort,
  ) => {
    const sortBy = columns.find(({ id }) => id === by)?.sortBy;
    const ordered = sortBy === undefined ? shown : inOrder(shown, sortBy, down, format.compare);
    setIds(ordered.map(({ document }) => document.id));
  };
  return { items, open, close: () => setIds(null) };
}

interface NothingProps {
  /** Where the address names a set that is not known: whether it is there no more, or why that cannot be told. */
  readonly lacking: { readonly gone: boolean; readonly fault: unknown } | null;
  readonly onAll: () => void;
}

/** Why no document is shown. */
function Nothing({ lacking, onAll }: NothingProps) {
  const { t } = useTranslation('set');
  if (lacking === null) return <p>{t('filter.none')}</p>;
  if (!lacking.gone) return lacking.fault === null ? <Skeleton /> : <Fault error={lacking.fault} />;
  return (
    <p role="status">
      {t('set.gone')}{' '}
      <Button variant="default" size="compact-sm" onClick={onAll}>
        {t('set.showAll')}
      </Button>
    </p>
  );
}

/** Takes a document out, or brings it back; both can be undone. */
function useRemoval(projectId: string, undo: Undo) {
  const { t } = useTranslation('document');
  const edit = useCommand(trpc.document.edit.mutationOptions());
  const setRemoved = async (document: ListedDocument, gone: boolean) => {
    const place = { projectId, documentId: document.id, version: document.version };
    const output = await edit.run({ ...place, change: { removed: gone } });
    undo.sayUndoable(t(gone ? 'said.removed' : 'said.restored', { title: document.title }), output);
  };
  return { edit, setRemoved };
}

/** Leads to where a letter is read again; null for who may not. */
function useReadAgain(detail: ProjectDetail): ((documentId: string) => void) | null {
  const go = useNavigate();
  const projectId = detail.project.id;
  if (!mayHere(detail, 'document.readAgain')) return null;
  return (documentId) =>
    void go({ to: '/p/$projectId/documents/$documentId/again', params: { projectId, documentId } });
}

function DocumentTable({ detail, list, canEdit, removed }: DocumentTableProps) {
  const { t } = useTranslation('document');
  const projectId = detail.project.id;
  const undo = useUndoKeys(projectId);
  const search = route.useSearch();
  const go = route.useNavigate();
  const [edited, setEdited] = useState<ListedDocument | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);
  const sheet = useSheet(list);
  const phone = useMediaQuery(phoneWindow, undefined, { getInitialValueInEffect: false }) === true;
  const inSheet = sheet.items !== null && canEdit && !removed && !phone;
  const { edit, setRemoved } = useRemoval(projectId, undo);
  const readAgain = useReadAgain(detail);
  const { where, nowCalled, sets, set, lacking, shown, columns: cells } = useChosen(detail, list);
  const own = useMemo(() => cells.filter(({ field }) => field !== null), [cells]);
  const selection = useMemo(
    () =>
      selected === null
        ? undefined
        : { selected, onToggle: (id: string) => setSelected((before) => toggled(before, id)) },
    [selected],
  );
  const columns = useDocumentColumns(detail, removed, own, selection);
  const view = useTableView('documents', {
    search,
    onSearch: (order) => void go({ search: (before) => ({ ...before, ...order }), replace: true }),
    columns: columns.map(({ id }) => id),
    nowCalled,
  });
  const actionsOf = useActionsOf({ removed, onEdit: setEdited, readAgain, setRemoved });
  const choose = (filter: DocumentsFilter) =>
    void go({ search: (before) => ({ ...before, ...filter }), replace: true });
  const showSet = (id: string | undefined) => choose({ set: id, where: undefined });
  const busy = selected !== null || inSheet;
  const marked = shown.filter(({ document }) => selected?.has(document.id));
  return (
    <>
      <Fault error={edit.error} again={edit.again} />
      <DocumentBar
        projectId={projectId}
        search={{ ...search, where }}
        sets={sets}
        set={set}
        gone={lacking?.gone === true}
        columns={cells}
        shown={shown}
        all={list.length}
        may={{
          save: canEdit && !removed,
          select: canEdit && !busy,
          sheet: canEdit && !removed && !phone && !busy,
        }}
        undo={undo}
        onChoose={choose}
        onSelect={() => setSelected(new Set())}
        onSheet={() => sheet.open(shown, columns, view.sort)}
      />
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
      {shown.length === 0 && <Nothing lacking={lacking} onAll={() => showSet(undefined)} />}
      {inSheet ? (
        <Later
          part={documentSheet}
          wanted
          give={{ projectId, items: sheet.items ?? [], columns: cells, undo, onDone: sheet.close }}
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
