import { isInRound, isOpenForReview } from '@koersvast/core/round';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { annotationsQuery } from '../../data/live/take-up.ts';
import { useProject } from '../../data/project.ts';
import { usePerson } from '../../data/session.ts';
import { trpc } from '../../data/trpc.ts';
import { Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Compare } from './compare.tsx';
import { compareRoute, useCompareAddress } from './use-compare-address.ts';

/** The coders' layers of one document in one round, side by side. */
export function CompareScreen() {
  const { t } = useTranslation('compare');
  const place = useParams({ from: compareRoute });
  const { projectId, documentId } = place;
  const address = useCompareAddress();
  const person = usePerson();
  const project = useProject(projectId);
  const document = useQuery(trpc.document.get.queryOptions(place));
  const text = useQuery(trpc.document.text.queryOptions(place, { staleTime: Number.POSITIVE_INFINITY }));
  const annotations = useQuery(annotationsQuery(place));
  const title = document.data?.title ?? '';
  usePageTitle(t('title'), title, project.data?.project.name);

  const queries = [project, document, text, annotations];
  const failed = queries.find((query) => query.isError && query.data === undefined);
  if (failed !== undefined)
    return (
      <Page title={t('title')}>
        <Fault error={failed.error} again={failed.refetch} />
      </Page>
    );
  if (
    person === null ||
    project.data === undefined ||
    document.data === undefined ||
    text.data === undefined ||
    annotations.data === undefined
  )
    return (
      <Page title={title === '' ? ' ' : title}>
        <Skeleton />
      </Page>
    );

  const rounds = project.data.rounds.filter((round) => isInRound(round, documentId));
  const round =
    rounds.find(({ id }) => id === address.roundId) ??
    rounds.findLast((each) => isOpenForReview(each)) ??
    rounds.at(-1);
  const reading = (
    <ButtonLink to="/p/$projectId/documents/$documentId" params={place} variant="default">
      {t('toLetter')}
    </ButtonLink>
  );
  if (round === undefined || !isOpenForReview(round))
    return (
      <Page title={title}>
        <Empty title={t('blind.title')} actions={reading}>
          {round === undefined ? t('noRound') : t('blind.text', { round: round.name })}
        </Empty>
      </Page>
    );
  if (project.data.blindDocumentIds.includes(documentId))
    return (
      <Page title={title}>
        <Empty title={t('blind.title')} actions={reading}>
          {t('blind.letter')}
        </Empty>
      </Page>
    );
  return (
    <Compare
      key={`${documentId}/${round.id}`}
      project={project.data}
      person={person}
      round={round}
      rounds={rounds}
      row={document.data}
      text={text.data}
      data={annotations.data}
      address={address}
    />
  );
}
