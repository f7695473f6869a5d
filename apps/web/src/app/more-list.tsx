import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpened } from '../ui/menu-button.ts';
import { MenuLink } from '../ui/menu-link.tsx';
import type { projectScreens } from './project-screens.ts';

interface MoreListProps {
  readonly button: ReactElement;
  /** Open from the start. */
  readonly opened: boolean;
  readonly projectId: string;
  readonly folded: readonly (typeof projectScreens)[number][];
}

/** The screens for which the bar had no room. */
export function MoreList({ button, opened, projectId, folded }: MoreListProps) {
  const menu = useOpened(opened);
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {folded.map(({ to, word }) => (
          <MenuLink key={to} to={to} params={{ projectId }}>
            {t(word)}
          </MenuLink>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
