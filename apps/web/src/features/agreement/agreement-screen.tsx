import type { ProjectDetail } from '@koersvast/contracts';
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { useProject } from '../../data/project.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import links from '../../ui/view-links.module.css';
import { Nothing } from './nothing.tsx';
import { Overview } from './overview.tsx';
import { overviewQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import type { Report } from './report.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useSentence } from './use-sentence.ts';

/** Whoever opens the tab sees the tags first. */
const confusionView = laterPart(async () => (await import('./confusion-view.tsx')).ConfusionView);
const documentsView = laterPart(async () => (await import('./documents-view.tsx')).DocumentsView);
const pairsView = laterPart(async () => (await import('./pairs-view.tsx')).PairsView);
const passagesView = laterPart(async () => (await import('./passages-view.tsx')).PassagesView);
const tagView = laterPart(async () => (await import('./tag-view.tsx')).TagView);
const measuresView = laterPart(async () => (await import('./measures-view.tsx')).MeasuresView);
const methodsView = laterPart(async () => (await import('./methods-view.tsx')).MethodsView);
const planView = laterPart(async () => (await import('./plan-view.tsx')).PlanView);
const timeView = laterPart(async () => (await import('./time-view.tsx')).TimeView);
const unitsView = laterPart(async () => (await import('./units-view.tsx')).UnitsView);

/** How far coders agree: what is measured, a sentence, and a row for each tag; then where it comes from. */
export function AgreementScreen() {
  const { t } = useTranslation('agreement');
  const { projectId } = useAgreementAddress();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  useCommandKeys('agreement', { 'figure.reading': openReading });
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

/** Opens how the figure that somebody is at is to be read; the first of the screen where they are at none. */
function openReading(): boolean {
  const figure = document.activeElement?.closest('figure') ?? document;
  const mark = figure.querySelector<HTMLElement>('[data-explains]');
  mark?.focus();
  mark?.click();
  return mark !== null;
}

/** All views need to know on what they rest; it is asked once, and kept. */
function Figures({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('agreement');
  const { projectId, selection } = useAgreementAddress();
  const options = overviewQuery({ projectId, selection });
  const query = useQuery(options);
  const sentence = useSentence();
  const { data } = query;
  return (
    <>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {(report) =>
          report.basis.doubleCoded === 0 ? (
            <>
              <Nothing detail={detail} basis={report.basis} />
              <Later part={planView} wanted give={{ detail, report }} meanwhile={<Skeleton />} />
            </>
          ) : (
            <View detail={detail} report={report} />
          )
        }
      </Reckoned>
      {/* Whoever does not see that the figures have come hears what they say. */}
      <VisuallyHidden role="status">
        {data === undefined
          ? ''
          : data.state === 'missing'
            ? t('missing')
            : data.basis.doubleCoded === 0
              ? t('empty')
              : sentence(data)}
      </VisuallyHidden>
    </>
  );
}

interface ViewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

function View({ detail, report }: ViewProps) {
  const { search } = useAgreementAddress();
  const { passages, tag, view } = search;
  const meanwhile = <Skeleton />;
  const given = { detail, report };
  if (passages !== undefined)
    return <Later part={passagesView} wanted give={{ detail, which: passages }} meanwhile={meanwhile} />;
  if (tag !== undefined)
    return <Later key={tag} part={tagView} wanted give={{ ...given, tagId: tag }} meanwhile={meanwhile} />;
  const views: Readonly<Record<NonNullable<typeof view>, ReactNode>> = {
    pairs: <Later part={pairsView} wanted give={given} meanwhile={meanwhile} />,
    confusion: <Later part={confusionView} wanted give={given} meanwhile={meanwhile} />,
    units: <Later part={unitsView} wanted give={given} meanwhile={meanwhile} />,
    documents: <Later part={documentsView} wanted give={{ detail }} meanwhile={meanwhile} />,
    time: <Later part={timeView} wanted give={given} meanwhile={meanwhile} />,
    plan: <Later part={planView} wanted give={given} meanwhile={meanwhile} />,
    methods: <Later part={methodsView} wanted give={{ detail }} meanwhile={meanwhile} />,
    measures: <Later part={measuresView} wanted give={{}} meanwhile={meanwhile} />,
  };
  return (
    <>
      <Views />
      {view === undefined ? <Overview {...given} /> : views[view]}
    </>
  );
}

const views = [
  undefined,
  'pairs',
  'confusion',
  'units',
  'documents',
  'time',
  'plan',
  'methods',
  'measures',
] as const;

/** What is looked at. */
function Views() {
  const { t } = useTranslation('agreement');
  const { projectId, search, looked } = useAgreementAddress();
  return (
    <nav className={links.views} aria-label={t('views')} data-screen="only">
      {views.map((view) => (
        <Link
          key={view ?? 'tags'}
          to="/p/$projectId/agreement"
          params={{ projectId }}
          search={looked({ view })}
          className={links.view}
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
