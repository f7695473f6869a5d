import type { ProjectDetail, SearchCounts } from '@koersvast/contracts';
import { shownFieldValue } from '@koersvast/core/document-field';
import type { FilterColumn } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject, useFieldWords } from '../../data/document-fields.ts';
import { documentsQuery } from '../../data/documents.ts';
import { useFormat } from '../../lib/format.ts';
import { type CellColumn, cellColumns } from '../../parts/document/cell-column.ts';
import { Loaded } from '../../ui/loaded.tsx';
import rowLink from '../../ui/row-link.module.css';
import { SmallSelect } from '../../ui/small-select.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import classes from './find-screen.module.css';
import { type Asked, countsQuery } from './queries.ts';
import { type FindSearch, useFindAddress } from './use-find-address.ts';

type Ready = Extract<SearchCounts, { state: 'ready' }>;
type Group = Ready['groups'][number];

/** What hits are counted by beside the columns of documents. */
const own = ['document', 'year', 'month'] as const;
/** Nobody counts by these: nearly each document has another. */
const left: ReadonlySet<string> = new Set(['title', 'date', 'sourceUrl'] satisfies FilterColumn[]);

interface CountsViewProps {
  readonly asked: Asked;
  readonly detail: ProjectDetail;
}

/** How many hits there are by what documents say; each leads to these. */
export function CountsView({ asked, detail }: CountsViewProps) {
  const { t } = useTranslation(['find', 'document']);
  const { projectId, search, show } = useFindAddress();
  const list = useQuery(documentsQuery(projectId)).data;
  const columns = useMemo(
    () =>
      cellColumns(
        fieldsOfProject(
          detail,
          (list ?? []).map(({ document }) => document),
        ),
        (id) => t(`document:field.${id}`),
      ).filter(({ id }) => !left.has(id)),
    [detail, list, t],
  );
  const by = search.by ?? 'year';
  const query = useQuery(countsQuery(asked, by));
  return (
    <>
      <div className={classes.tools} data-screen="only">
        <SmallSelect label={t('by')} value={by} onChoose={(next) => show({ by: next })}>
          {own.map((each) => (
            <option key={each} value={each}>
              {t(`by.${each}`)}
            </option>
          ))}
          {columns.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SmallSelect>
      </div>
      <Loaded query={query}>
        {(counts) =>
          counts.state === 'ready' ? (
            <Counts counts={counts} by={by} column={columns.find(({ id }) => id === by)} />
          ) : null
        }
      </Loaded>
    </>
  );
}

interface CountsProps {
  readonly counts: Ready;
  readonly by: string;
  readonly column: CellColumn | undefined;
}

/** The condition that the documents of a group meet. */
function conditionOf(by: string, { value }: Group): readonly string[] {
  const column = by === 'year' || by === 'month' ? 'date' : by === 'document' ? 'title' : by;
  if (value === null) return [column, 'empty'];
  return column === 'date' ? [column, 'range', value, value] : [column, 'one_of', value];
}

/** The same question of the documents of a group alone, answered with lines. */
const narrowed =
  (condition: readonly string[]) =>
  (before: FindSearch): FindSearch => ({
    ...before,
    where: [...(before.where ?? []), condition],
    how: undefined,
    by: undefined,
    at: undefined,
  });

/** Documents of which nobody knows the date, or of which the month is not known, are told by no range of dates. */
const leads = (by: string, { value }: Group) => value !== null || by !== 'month';

const keyOf = ({ documentId, value }: Group) => documentId ?? value ?? '';
const perCharacters = 10_000;

function Counts({ counts: { groups, rest }, by, column }: CountsProps) {
  const { t } = useTranslation('find');
  const { projectId, search } = useFindAddress();
  const pieces = t(`piece.${search.piece ?? 'hit'}`);
  const format = useFormat();
  const words = useFieldWords();
  const nameOf = ({ value }: Group): string => {
    if (value === null) return t('count.none');
    if (by === 'month') return format.partialDate(value);
    return column?.field == null ? value : shownFieldValue(column.field, value, words);
  };
  const rate = ({ hits, of }: Group) => (of.characters === 0 ? null : (hits * perCharacters) / of.characters);
  const columns: readonly Column<Group>[] = [
    {
      id: 'value',
      name: by === 'document' || by === 'year' || by === 'month' ? t(`by.${by}`) : (column?.name ?? by),
      width: 240,
      sortBy: groupValue,
      cell: (group) =>
        leads(by, group) ? (
          <Link
            to="/p/$projectId/find"
            params={{ projectId }}
            search={narrowed(conditionOf(by, group))}
            className={`${classes.value} ${rowLink.link}`}
          >
            {nameOf(group)}
          </Link>
        ) : (
          nameOf(group)
        ),
    },
    {
      id: 'hits',
      name: pieces,
      width: 110,
      keep: 3,
      number: true,
      onPhone: 'named',
      sortBy: ({ hits }) => hits,
      cell: ({ hits }) => format.number(hits),
    },
    {
      id: 'documents',
      name: t('count.documents'),
      width: 150,
      keep: 2,
      number: true,
      onPhone: 'named',
      sortBy: ({ documents }) => documents,
      cell: ({ documents, of }) =>
        t('count.documentsOf', { number: format.number(documents), all: format.number(of.documents) }),
    },
    {
      id: 'rate',
      name: t('count.rate'),
      width: 180,
      keep: 1,
      number: true,
      onPhone: 'named',
      sortBy: rate,
      cell: (group) => {
        const value = rate(group);
        return value === null ? '' : format.decimal(value, 1);
      },
    },
  ];
  const dated = by === 'year' || by === 'month';
  const view = useTableView('find', {
    search: {},
    onSearch: () => undefined,
    columns: columns.map(({ id }) => id),
    usual: dated ? { by: 'value', down: false } : { by: 'hits', down: true },
  });
  return (
    <>
      <DataTable
        key={`${by} ${search.q}`}
        label={t('view.counts')}
        rows={groups}
        keyOf={keyOf}
        columns={columns}
        view={view}
      />
      {rest.groups > 0 && (
        <p className={classes.note}>
          {t('count.rest', {
            count: rest.groups,
            number: format.number(rest.groups),
            hits: format.number(rest.hits),
            pieces,
          })}
        </p>
      )}
    </>
  );
}

/** The same function each time, so that a table knows that it is the same order. */
const groupValue = ({ value }: Group) => value;
