import type { DocumentRow } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import classes from './again.module.css';
import { AgainChoice } from './again-choice.tsx';
import { AgainDesk } from './again-desk.tsx';
import { useIntakes } from './use-intake.ts';

const route = getRouteApi('/inside/p/$projectId/documents/$documentId/again');

/** Where a letter is read again: from what, what would become of what was coded in it, and the press that does it. */
export function AgainScreen() {
  const { t } = useTranslation('rendition');
  const place = route.useParams();
  const project = useProject(place.projectId);
  const document = useQuery(trpc.document.get.queryOptions(place));
  const title = document.data?.title ?? '';
  usePageTitle(t('title'), title, project.data?.project.name);
  const may = project.data !== undefined && mayHere(project.data, 'document.readAgain');
  return (
    <Page title={t('title')} lead={title === '' ? undefined : t('lead', { title })}>
      <Loaded query={project}>
        {() =>
          may ? <Loaded query={document}>{(row) => <Again row={row} />}</Loaded> : <p>{t('notAllowed')}</p>
        }
      </Loaded>
      <p className={classes.foot}>
        <Link to="/p/$projectId/documents/$documentId" params={place}>
          {t('back')}
        </Link>
      </p>
    </Page>
  );
}

function Again({ row }: { readonly row: DocumentRow }) {
  const { t } = useTranslation('rendition');
  const { projectId } = route.useParams();
  const { intake: intakeId } = route.useSearch();
  const intakes = useIntakes(projectId);
  if (row.replacedById !== null)
    return (
      <p>
        {t('replaced')}{' '}
        <Link
          to="/p/$projectId/documents/$documentId/again"
          params={{ projectId, documentId: row.replacedById }}
        >
          {t('toCurrent')}
        </Link>
      </p>
    );
  return (
    <Loaded query={intakes}>
      {({ limits }) =>
        intakeId === undefined ? (
          <AgainChoice projectId={projectId} row={row} largest={limits.file} />
        ) : (
          <AgainDesk key={intakeId} row={row} intakeId={intakeId} largest={limits.file} />
        )
      }
    </Loaded>
  );
}
