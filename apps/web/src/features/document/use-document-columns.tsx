import type { DocumentListItem, ProjectDetail } from '@koersvast/contracts';
import { fieldOrder } from '@koersvast/core/document-field';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../../data/document-fields.ts';
import { mayHere } from '../../data/project.ts';
import { useTitle } from '../../data/title.ts';
import { useFormat } from '../../lib/format.ts';
import type { CellColumn } from '../../parts/document/cell-column.ts';
import rowLink from '../../ui/row-link.module.css';
import type { Column } from '../../ui/table/columns.ts';
import { shownIn, storedIn } from './cell.ts';
import { type DocumentColumn, documentColumns, orderOf, stateOf } from './document-order.ts';
import classes from './documents-screen.module.css';

/** How wide each is, and which stay where there is no room for all. */
const looks = {
  title: { width: 300 },
  date: { width: 158, keep: 5, onPhone: 'bare' },
  author: { width: 136, keep: 3, onPhone: 'left out' },
  addressee: { width: 168, keep: 1, onPhone: 'bare' },
  dossier: { width: 112, keep: 2, onPhone: 'bare' },
  paragraphs: { width: 96, keep: 0, number: true, onPhone: 'left out' },
  annotations: { width: 112, keep: 4, number: true, onPhone: 'named' },
  state: { width: 124, keep: 6, onPhone: 'bare' },
  sourceUrl: { width: 160, keep: -1, onPhone: 'left out' },
  language: { width: 72, keep: -1, onPhone: 'left out' },
  licence: { width: 112, keep: -1, onPhone: 'left out' },
} as const satisfies Record<DocumentColumn, Omit<Column<never>, 'id' | 'name' | 'cell'>>;

const sorts = Object.fromEntries(
  documentColumns.map((column) => [column, (item: DocumentListItem) => orderOf(item, column)]),
);

/** Columns whose values may be longer than there is room for. */
const cut: ReadonlySet<DocumentColumn> = new Set(['author', 'addressee', 'dossier', 'sourceUrl', 'licence']);

/** What a field of the project's own looks like. */
const ownLook = { width: 128, keep: 0.5, onPhone: 'left out' } as const;

/** Which rows are selected, and how that is changed; undefined where none can be. */
export interface RowSelection {
  readonly selected: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

const noOrder = () => null;

/** By what rows are sorted in each field of the project's own: the same functions as long as the fields are the same. */
function useSortsOf(own: readonly CellColumn[]) {
  return useMemo(
    () =>
      new Map(
        own.map((column) => [
          column.id,
          (item: DocumentListItem) =>
            column.field === null
              ? null
              : fieldOrder(column.field, storedIn(item.document, column) ?? undefined),
        ]),
      ),
    [own],
  );
}

/** What the table of documents has of each. */
export function useDocumentColumns(
  detail: ProjectDetail,
  removed: boolean,
  own: readonly CellColumn[],
  selection: RowSelection | undefined,
): readonly Column<DocumentListItem>[] {
  const { t } = useTranslation('document');
  const words = useFieldWords();
  const format = useFormat();
  const projectId = detail.project.id;
  const sortsOfOwn = useSortsOf(own);
  const codes = mayHere(detail, 'annotation.write');
  return useMemo((): readonly Column<DocumentListItem>[] => {
    const textOf = (item: DocumentListItem, column: Exclude<DocumentColumn, 'title'>): string => {
      const { document } = item;
      if (column === 'paragraphs' || column === 'annotations') return format.number(item[column]);
      if (column === 'state') return t(`state.${stateOf(item)}`);
      if (column === 'date') return document.date === null ? '' : format.partialDate(document.date);
      if (column === 'dossier')
        return [document.dossier, document.documentNumber].filter((part) => part !== null).join(', ');
      return document[column] ?? '';
    };
    const fixed = documentColumns
      .filter((column) => column !== 'state' || codes)
      .map((column) => ({
        id: column,
        name: t(`column.${column}`),
        sortBy: sorts[column],
        cell: (item: DocumentListItem) => {
          if (column === 'title')
            return <Title item={item} projectId={projectId} removed={removed} selection={selection} />;
          const text = textOf(item, column);
          if (!cut.has(column) || text === '') return text;
          return (
            <span className={column === 'dossier' ? rowLink.text : rowLink.hint} title={text}>
              {text}
            </span>
          );
        },
        ...looks[column],
      }));
    return [
      ...fixed,
      ...own.map((column) => ({
        id: column.id,
        name: column.name,
        sortBy: sortsOfOwn.get(column.id) ?? noOrder,
        cell: (item: DocumentListItem) => {
          const text = shownIn(item.document, column, words);
          return (
            text !== '' && (
              <span className={rowLink.hint} title={text}>
                {text}
              </span>
            )
          );
        },
        number: column.kind === 'number',
        ...ownLook,
      })),
    ];
  }, [t, words, format, projectId, removed, codes, own, sortsOfOwn, selection]);
}

interface TitleProps {
  readonly item: DocumentListItem;
  readonly projectId: string;
  readonly removed: boolean;
  readonly selection: RowSelection | undefined;
}

function Title({ selection, ...rest }: TitleProps) {
  const { t } = useTranslation('set');
  if (selection === undefined) return <TitleLink {...rest} />;
  const { id, title } = rest.item.document;
  return (
    <span className={classes.selectable}>
      <input
        type="checkbox"
        className={rowLink.above}
        aria-label={t('select.one', { title })}
        checked={selection.selected.has(id)}
        onChange={() => selection.onToggle(id)}
      />
      <TitleLink {...rest} />
    </span>
  );
}

function TitleLink({ item: { document }, projectId, removed }: Omit<TitleProps, 'selection'>) {
  const title = useTitle()(document);
  const given = { className: rowLink.title, lang: document.language, dir: 'auto', title } as const;
  if (removed) return <span {...given}>{title}</span>;
  return (
    <Link
      {...given}
      to="/p/$projectId/documents/$documentId"
      params={{ projectId, documentId: document.id }}
      className={`${rowLink.title} ${rowLink.link}`}
    >
      {title}
    </Link>
  );
}
