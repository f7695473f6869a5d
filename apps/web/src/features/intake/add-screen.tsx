import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHere, useProject } from '../../data/project.ts';
import { newId } from '../../lib/ids.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { IntakeDesk } from './intake-desk.tsx';
import { unfinished, useIntakes } from './use-intake.ts';

const route = getRouteApi('/inside/p/$projectId/documents/add');

/** Where files become documents: what was dropped, what it will be, and what came of it. */
export function AddScreen() {
  const { t } = useTranslation('intake');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  if (project.data !== undefined && mayHere(project.data, 'document.edit'))
    return <Intakes projectId={projectId} />;
  return (
    <Page title={t('title')}>
      <Loaded query={project}>{() => <p>{t('notAllowed')}</p>}</Loaded>
    </Page>
  );
}

/** The import that the address names, or the last that is not done, or a new one. */
function Intakes({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('intake');
  const { intake: named } = route.useSearch();
  const intakes = useIntakes(projectId);
  const [fresh, setFresh] = useState(newId);
  // Whoever adds more after what came in begins with an empty sheet.
  const used = named === undefined && intakes.data?.intakes.some(({ id }) => id === fresh) === true;
  if (used) setFresh(newId());
  if (intakes.data === undefined)
    return (
      <Page title={t('title')}>
        <Loaded query={intakes}>{() => null}</Loaded>
      </Page>
    );
  const { intakes: all, limits } = intakes.data;
  const begun = named ?? unfinished(all)?.id;
  const intakeId = begun ?? fresh;
  return (
    <IntakeDesk
      key={intakeId}
      projectId={projectId}
      intakeId={intakeId}
      begun={begun !== undefined}
      limits={limits}
      others={all.filter(({ id }) => id !== intakeId)}
    />
  );
}
