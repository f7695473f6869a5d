import { Checkbox, Popover } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpened } from '../menu-button.ts';
import classes from './column-choice.module.css';
import type { Column } from './columns.ts';

export interface ColumnChoiceGiven {
  readonly columns: readonly Pick<Column<never>, 'id' | 'name' | 'hint'>[];
  /** Those that are left out. */
  readonly hidden: ReadonlySet<string>;
  /** Those that were not left out, and for which there is no room. */
  readonly noRoom: ReadonlySet<string>;
  readonly onHidden: (hidden: readonly string[]) => void;
}

interface ColumnChoiceListProps extends ColumnChoiceGiven {
  readonly button: (press: () => void) => ReactElement;
  /** Open from the start. */
  readonly opened: boolean;
}

/** What the button opens: all columns, those that are shown marked. */
export function ColumnChoiceList(props: ColumnChoiceListProps) {
  const { button, columns, hidden, noRoom, onHidden } = props;
  const { t } = useTranslation();
  const { opened, onChange } = useOpened(props.opened);
  const choose = (id: string, shown: boolean) =>
    onHidden(columns.map((each) => each.id).filter((each) => (each === id ? !shown : hidden.has(each))));
  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>{button(() => onChange(!opened))}</Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns')}>
        <fieldset className={classes.choice}>
          <legend>{t('table.columns')}</legend>
          {columns.slice(1).map(({ id, name, hint }) => (
            <Checkbox
              key={id}
              size="xs"
              label={name}
              description={noRoom.has(id) ? t('table.noRoom') : hint}
              // Kept where it is set at once: what it sets comes a moment later.
              defaultChecked={!hidden.has(id)}
              onChange={(event) => choose(id, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
