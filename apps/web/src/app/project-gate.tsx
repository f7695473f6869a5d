import { Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../lib/errors.ts';
import { useProject } from '../lib/project.ts';
import { NotFoundPage } from './not-found.tsx';
import classes from './project-gate.module.css';

/** The screens of a project that is open to the person who looks; for others it does not exist. */
export function ProjectGate() {
  const { t } = useTranslation('project');
  const { projectId = '' } = useParams({ strict: false });
  const project = useProject(projectId);
  const code = refusalOf(project.error)?.code;
  if (code === 'not_found' || code === 'input_not_valid') return <NotFoundPage />;
  return (
    <>
      {project.data?.project.archivedAt != null && (
        <p className={classes.archived} role="status">
          {t('archivedBar')}
        </p>
      )}
      <Outlet />
    </>
  );
}
