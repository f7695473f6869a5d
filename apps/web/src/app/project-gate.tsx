import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../data/errors.ts';
import { useProject } from '../data/project.ts';
import { usePerson } from '../data/session.ts';
import { trpc } from '../data/trpc.ts';
import { Later, laterPart } from '../ui/later.tsx';
import { NotFoundPage } from './not-found.tsx';
import classes from './project-gate.module.css';

const leftBehind = laterPart(async () => (await import('../features/reader/left-behind.tsx')).LeftBehind);

/** That what counts as independent was reckoned anew: each owner is told until they say that they know. */
function Recounted({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('project');
  const seen = useMutation(trpc.project.recountSeen.mutationOptions());
  const dismiss = () => seen.mutate({ projectId });
  return (
    <div className={classes.told} role="status">
      <p>{t('recounted')}</p>
      <Button variant="default" size="xs" loading={seen.isPending} onClick={dismiss}>
        {t('recountedSeen')}
      </Button>
    </div>
  );
}

/** The screens of a project that is open to the person who looks; for others it does not exist. */
export function ProjectGate() {
  const { t } = useTranslation('project');
  const { projectId = '' } = useParams({ strict: false });
  const project = useProject(projectId);
  const personId = usePerson()?.id ?? '';
  const code = refusalOf(project.error)?.code;
  if (code === 'not_found' || code === 'input_not_valid') {
    const give = { projectId, project: project.data, personId };
    return (
      <>
        <NotFoundPage />
        <Later part={leftBehind} wanted give={give} />
      </>
    );
  }
  return (
    <>
      {project.data?.project.archivedAt != null && (
        <p className={classes.archived} role="status">
          {t('archivedBar')}
        </p>
      )}
      {project.data?.recounted === true && <Recounted projectId={projectId} />}
      <Outlet />
    </>
  );
}
