import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useProject } from '../lib/project.ts';
import { trpc } from '../lib/trpc.ts';
import { MenuLink } from '../ui/links.tsx';
import classes from './menus.module.css';
import { projectScreens } from './project-screens.ts';

/** Which project this is, what belongs to it as a whole, and the way to the others. */
export function ProjectMenu({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation();
  const detail = useProject(projectId).data;
  const projects = useQuery(trpc.project.list.queryOptions({}));
  const others = (projects.data ?? []).filter(
    ({ project }) => project.id !== projectId && project.archivedAt === null,
  );
  const name = detail?.project.name ?? '…';
  return (
    <Menu>
      <Menu.Target>
        <button
          type="button"
          className={classes.project}
          aria-label={t('nav.projectMenu', { name })}
          title={name}
        >
          <span className={classes.projectName}>{name}</span>
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <path d="m2 3.5 3 3 3-3" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        {projectScreens.map(({ to, word }) => (
          <MenuLink key={to} to={to} params={{ projectId }} className={classes.onPhone}>
            {t(word)}
          </MenuLink>
        ))}
        <MenuLink to="/p/$projectId/members" params={{ projectId }}>
          {t('nav.members')}
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
