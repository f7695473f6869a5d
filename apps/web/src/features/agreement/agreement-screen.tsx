import type { ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../data/project.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import classes from './agreement-screen.module.css';
import { ConfusionView } from './confusion-view.tsx';
import { DocumentsView } from './documents-view.tsx';
import { Nothing } from './nothing.tsx';
import { Overview } from './overview.tsx';
import { PairsView } from './pairs-view.tsx';
import { PassagesView } from './passages-view.tsx';
import { overviewQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import type { Report } from './report.ts';
import { SelectionBar } from './selection-bar.tsx';
import { TagView } from './tag-view.tsx';
import { UnitsView } from './units-view.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';

/** How far coders agree: what is measured, a sentence, and a row for each tag; then where it comes from. */
export function AgreementScreen() {
  const { t } = useTranslation('agreement');
  const { projectId } = useAgreementAddress();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  return (
    <Page wide title={t('title')} lead={t('lead')}>
      <Loaded query={project}>
        {(detail) => (
          <>
            <SelectionBar detail={detail} />
            <Figures detail={detail} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** All views need to know on what they rest; it is asked once, and kept. */
function Figures({ detail }: { readonly detail: ProjectDetail }) {
  const { projectId, selection } = useAgreementAddress();
  const options = overviewQuery({ projectId, selection });
  const query = useQuery(options);
  return (
    <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
      {(report) =>
        report.basis.doubleCoded === 0 ? (
          <Nothing detail={detail} basis={report.basis} />
        ) : (
          <View detail={detail} report={report} />
        )
      }
    </Reckoned>
  );
}

interface ViewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

function View({ detail, report }: ViewProps) {
  const { search } = useAgreementAddress();
  const given = { detail, report };
  if (search.passages !== undefined) return <PassagesView detail={detail} which={search.passages} />;
  if (search.tag !== undefined) return <TagView key={search.tag} {...given} tagId={search.tag} />;
  const views: Readonly<Record<NonNullable<typeof search.view>, ReactNode>> = {
    pairs: <PairsView {...given} />,
    confusion: <ConfusionView {...given} />,
    units: <UnitsView {...given} />,
    documents: <DocumentsView detail={detail} />,
  };
  return (
    <>
      <Views />
      {search.view === undefined ? <Overview {...given} /> : views[search.view]}
    </>
  );
}

const views = [undefined, 'pairs', 'confusion', 'units', 'documents'] as const;

/** What is looked at. */
function Views() {
  const { t } = useTranslation('agreement');
  const { projectId, search, looked } = useAgreementAddress();
  return (
    <nav className={classes.views} aria-label={t('views')} data-screen="only">
      {views.map((view) => (
        <Link
          key={view ?? 'tags'}
          to="/p/$projectId/agreement"
          params={{ projectId }}
          search={looked({ view })}
          className={classes.view}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={search.view === view ? 'page' : undefined}
          data-current={search.view === view}
        >
          {t(`views.${view ?? 'tags'}`)}
        </Link>
      ))}
    </nav>
  );
}
