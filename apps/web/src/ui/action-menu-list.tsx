import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { useOpened } from './menu-button.ts';

export interface Action {
  readonly words: string;
  readonly act: () => void;
}

interface ActionMenuListProps {
  readonly button: ReactElement;
  /** Open from the start. */
  readonly opened: boolean;
  readonly actions: readonly Action[];
}

/** What the button of a row opens. */
export function ActionMenuList({ button, opened, actions }: ActionMenuListProps) {
  const menu = useOpened(opened);
  return (
    <Menu position="bottom-end" {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ words, act }) => (
          <Menu.Item key={words} onClick={act}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
