import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { useProject } from '../data/project.ts';
import { Later, laterPart } from '../ui/later.tsx';
import { useMenuButton } from '../ui/menu-button.ts';
import classes from './menus.module.css';

const menu = laterPart(async () => (await import('./project-menu-list.tsx')).ProjectMenuList);

interface ProjectButtonProps extends ComponentProps<'button'> {
  readonly name: string;
}

/** Which project this is, what belongs to it as a whole, and the way to the others. */
export function ProjectMenu({ projectId }: { readonly projectId: string }) {
  const { pressed, alone, withMenu } = useMenuButton();
  const name = useProject(projectId).data?.project.name ?? '…';
  return (
    <Later
      part={menu}
      wanted={pressed}
      meanwhile={<ProjectButton name={name} {...alone} />}
      give={{ button: <ProjectButton name={name} {...withMenu} />, opened: pressed, projectId }}
    />
  );
}

function ProjectButton({ name, ...rest }: ProjectButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      {...rest}
      className={classes.project}
      aria-label={t('nav.projectMenu', { name })}
      title={name}
    >
      <span className={classes.projectName}>{name}</span>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <path d="m2 3.5 3 3 3-3" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </button>
  );
}
