import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SmallSelect } from '../small-select.tsx';
import type { Column } from './columns.ts';
import classes from './sort-on-phone.module.css';
import type { SeenTable } from './use-table-view.ts';

interface SortOnPhoneProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly view: SeenTable;
  readonly choice: ReactNode;
}

/** What the heads do where rows stand as cards. */
export function SortOnPhone<Row>({ columns, view, choice }: SortOnPhoneProps<Row>) {
  const { t } = useTranslation();
  const { sort, onSort } = view;
  const sorting = columns.filter(({ sortBy }) => sortBy !== undefined);
  // What comes in an order of its own is not sorted.
  if (sorting.length === 0) return <div className={classes.bar}>{choice}</div>;
  return (
    <div className={classes.bar}>
      <SmallSelect
        label={t('table.sort')}
        value={sort.by}
        className={classes.select}
        onChoose={(by) => onSort({ ...sort, by })}
      >
        {sorting.map(({ id, name }) => (
          <option key={id} value={id}>
            {t('table.sortedBy', { name })}
          </option>
        ))}
      </SmallSelect>
      <button type="button" className={classes.way} onClick={() => onSort({ ...sort, down: !sort.down })}>
        {t(sort.down ? 'table.down' : 'table.up')}
      </button>
      {choice}
    </div>
  );
}
