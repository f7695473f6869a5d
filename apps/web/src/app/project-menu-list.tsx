import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../data/trpc.ts';
import { useOpened } from '../ui/menu-button.ts';
import { MenuLink } from '../ui/menu-link.tsx';
import classes from './menus.module.css';
import { projectScreens } from './project-screens.ts';

interface ProjectMenuListProps {
  readonly button: ReactElement;
  /** Open from the start. */
  readonly opened: boolean;
  readonly projectId: string;
}

/** What the button of a project opens. */
export function ProjectMenuList({ button, opened, projectId }: ProjectMenuListProps) {
  const menu = useOpened(opened);
  const { t } = useTranslation();
  const projects = useQuery(trpc.project.list.queryOptions({}));
  const others = (projects.data ?? []).filter(
    ({ project }) => project.id !== projectId && project.archivedAt === null,
  );
  return (
    <Menu {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        {projectScreens.map(({ to, word }) => (
          <MenuLink key={to} to={to} params={{ projectId }} className={classes.onPhone}>
            {t(word)}
          </MenuLink>
        ))}
        <MenuLink to="/p/$projectId/findings" params={{ projectId }}>
          {t('nav.findings')}
        </MenuLink>
        <MenuLink to="/p/$projectId/dictionaries" params={{ projectId }}>
          {t('nav.dictionaries')}
        </MenuLink>
        <MenuLink to="/p/$projectId/rounds" params={{ projectId }}>
          {t('nav.rounds')}
        </MenuLink>
        <MenuLink to="/p/$projectId/members" params={{ projectId }}>
          {t('nav.members')}
        </MenuLink>
        <MenuLink to="/p/$projectId/history" params={{ projectId }}>
          {t('nav.history')}
        </MenuLink>
        <MenuLink to="/p/$projectId/settings" params={{ projectId }}>
          {t('nav.settings')}
        </MenuLink>
        <Menu.Divider />
        {others.slice(0, 8).map(({ project }) => (
          <MenuLink key={project.id} to="/p/$projectId/work" params={{ projectId: project.id }}>
            {project.name}
          </MenuLink>
        ))}
        <MenuLink to="/">{t('nav.projects')}</MenuLink>
      </Menu.Dropdown>
    </Menu>
  );
}
