import type { IntakeItem } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { useFormat } from '../../lib/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import classes from './item-list.module.css';
import { type Filter, filtersOf } from './items.ts';
import type { Desk } from './use-intake.ts';
import { useItemColumns } from './use-item-columns.tsx';

const route = getRouteApi('/inside/p/$projectId/documents/add');

interface ItemListProps {
  readonly desk: Desk;
  readonly items: readonly IntakeItem[];
  /** Those that the filter lets through, problems first. */
  readonly listed: readonly IntakeItem[];
  readonly show: Filter;
}

/** What each file will become. */
export function ItemList({ desk, items, listed, show }: ItemListProps) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const search = route.useSearch();
  const go = route.useNavigate();
  const columns = useItemColumns(desk);
  const box = useRef<HTMLDivElement>(null);
  const view = useTableView('intake', {
    search,
    onSearch: (order) =>
      void go({ search: ({ sort: _sort, down: _down, ...rest }) => ({ ...rest, ...order }), replace: true }),
    columns: columns.map(({ id }) => id),
    usual: { by: 'concern', down: false },
  });
  const openable = listed.filter(({ state }) => state === 'read');
  const setAll = (include: boolean) =>
    desk.choices.choose({
      itemIds: openable.filter(({ choice }) => choice.include !== include).map(({ id }) => id),
      choice: { include },
    });
  useListKeys(box, listed, desk, () => setAll(!openable.every(({ choice }) => choice.include)));
  const found = filtersOf(items);
  // What is in is no longer what will be.
  const name = t(desk.query.data?.intake.state === 'added' ? 'items.added' : 'items');
  const shown = found.some(({ filter }) => filter === show) ? show : 'all';
  return (
    <section aria-label={name} className={classes.items} ref={box}>
      <div className={classes.bar}>
        {found.length > 1 && (
          <div className={classes.filters}>
            <Segments
              label={t('filter')}
              value={shown}
              options={found.map(({ filter, count }) => ({
                value: filter,
                name: `${t(`filter.${filter}`)} ${format.number(count)}`,
              }))}
              onChoose={(filter) =>
                void go({
                  search: ({ show: _show, ...rest }) => (filter === 'all' ? rest : { ...rest, show: filter }),
                  replace: true,
                })
              }
            />
          </div>
        )}
        {openable.length > 1 && (
          <div className={classes.all}>
            <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
              {t('include.all', { count: openable.length, number: format.number(openable.length) })}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => setAll(false)}>
              {t('include.none', { count: openable.length, number: format.number(openable.length) })}
            </Button>
          </div>
        )}
      </div>
      {listed.length === 0 ? (
        <p>{t('filter.none')}</p>
      ) : (
        <DataTable label={name} rows={listed} keyOf={({ id }) => id} columns={columns} view={view} />
      )}
    </section>
  );
}

const linkOf = (row: Element | null | undefined) => row?.querySelector<HTMLElement>('a[data-item]') ?? null;

/** The keys of the list: they work on the row in which the focus is, and go from row to row. */
function useListKeys(
  box: RefObject<HTMLElement | null>,
  listed: readonly IntakeItem[],
  desk: Desk,
  toggleAll: () => void,
) {
  const rowAt = () => document.activeElement?.closest('tr') ?? null;
  const step = (by: 1 | -1) => {
    const row = rowAt();
    const next = by === 1 ? row?.nextElementSibling : row?.previousElementSibling;
    const link =
      row === null ? linkOf(box.current?.querySelector('tbody tr:has(a[data-item])')) : linkOf(next);
    link?.focus();
  };
  useCommandKeys('items', {
    'item.next': () => step(1),
    'item.previous': () => step(-1),
    'item.include': () => {
      const id = linkOf(rowAt())?.dataset.item;
      const item = listed.find((each) => each.id === id);
      if (item?.state !== 'read') return false;
      desk.choices.choose({ itemIds: [item.id], choice: { include: !item.choice.include } });
    },
    'item.includeAll': toggleAll,
  });
}
