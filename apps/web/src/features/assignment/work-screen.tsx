import type { ProjectDetail, WorkItem } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Home, homeOf, stepsTaken } from '../../data/home.ts';
import { isWorkedIn, mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { countWork, workOf } from '../../data/work-list.ts';
import { BlindLetters } from '../../parts/round/blind-letters.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import { Awaiting } from './awaiting.tsx';
import { FirstSteps } from './first-steps.tsx';
import { OwnWork } from './own-work.tsx';
import { Readable } from './readable.tsx';
import classes from './work-screen.module.css';

const route = getRouteApi('/inside/p/$projectId/work');

const progressBoard = laterPart(async () => (await import('./progress-board.tsx')).ProgressBoard);

/** Everybody's home in a project. What comes first depends on what one comes for. */
export function WorkScreen() {
  const { t } = useTranslation('assignment');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  return <Loaded query={project}>{(detail) => <Work detail={detail} />}</Loaded>;
}

interface HomeProps {
  readonly detail: ProjectDetail;
}

function Work({ detail }: HomeProps) {
  const { t } = useTranslation('assignment');
  const { t: common } = useTranslation();
  const projectId = detail.project.id;
  const home = homeOf(detail);
  const work = useQuery(
    trpc.assignment.work.queryOptions({ projectId }, { staleTime: 0, enabled: home !== 'viewer' }),
  );
  const items = work.data ?? [];
  const { done, all } = countWork(workOf(items, detail.rounds));
  return (
    <Page
      title={t('title')}
      lead={
        home === 'viewer' ? t('viewer') : home === 'coder' && all > 0 ? t('lead', { done, all }) : undefined
      }
      actions={
        <div className={classes.links}>
          {items.some(({ assignment }) => assignment?.state === 'done') && (
            <Link to="/p/$projectId/learning" params={{ projectId }}>
              {common('nav.learning')}
            </Link>
          )}
          <Link to="/p/$projectId/rounds" params={{ projectId }}>
            {common('nav.rounds')}
          </Link>
          {home === 'owner' && (
            <Link to="/p/$projectId/members" params={{ projectId }}>
              {common('nav.members')}
            </Link>
          )}
        </div>
      }
    >
      <BlindLetters project={detail} />
      {home === 'viewer' ? (
        <ReaderHome detail={detail} />
      ) : (
        <Loaded query={work}>{(given) => <WorkingHome detail={detail} home={home} items={given} />}</Loaded>
      )}
    </Page>
  );
}

function ReaderHome({ detail }: HomeProps) {
  const { t } = useTranslation('assignment');
  const documents = useQuery(
    trpc.document.list.queryOptions({ projectId: detail.project.id, removed: false }),
  );
  return (
    <Loaded query={documents}>
      {(list) =>
        list.length === 0 ? (
          <Empty title={t('empty')}>
            {t('emptyText')} {t('emptyAsk')}
          </Empty>
        ) : (
          <Readable detail={detail} list={list} />
        )
      }
    </Loaded>
  );
}

interface WorkingHomeProps extends HomeProps {
  readonly home: Exclude<Home, 'viewer'>;
  readonly items: readonly WorkItem[];
}

function WorkingHome({ detail, home, items }: WorkingHomeProps) {
  const { t } = useTranslation('assignment');
  const projectId = detail.project.id;
  // Where there is something to code there are documents; else they are counted.
  const documents = useQuery(
    trpc.document.list.queryOptions({ projectId, removed: false }, { enabled: items.length === 0 }),
  );
  const count = items.length === 0 ? documents.data?.length : items.length;
  const prepares = mayHere(detail, 'document.edit') && isWorkedIn(detail);
  const early = stepsTaken(detail, { documents: count ?? 0, invited: 0, items });
  const invitations = useQuery(
    trpc.member.invitations.queryOptions(
      { projectId },
      { enabled: prepares && count !== undefined && early !== null && mayHere(detail, 'member.invite') },
    ),
  );
  if (count === undefined) return <Loaded query={documents}>{() => null}</Loaded>;
  const invited =
    invitations.data?.filter(
      ({ usedAt, revokedAt, expired }) => usedAt === null && revokedAt === null && expired !== true,
    ).length ?? 0;
  const taken = prepares ? stepsTaken(detail, { documents: count, invited, items }) : null;
  const steps = taken !== null && <FirstSteps detail={detail} taken={taken} />;
  if (count === 0)
    return steps === false ? (
      <Empty title={t('empty')}>
        {t('emptyText')} {t('emptyAsk')}
      </Empty>
    ) : (
      steps
    );
  if (home === 'coder')
    return (
      <>
        <OwnWork detail={detail} items={items} first />
        {steps}
      </>
    );
  return (
    <>
      {steps}
      {home === 'owner' ? (
        <Later part={progressBoard} wanted give={{ detail }} />
      ) : (
        <ReviewerHome detail={detail} />
      )}
      <OwnWorkToo detail={detail} items={items} />
    </>
  );
}

function ReviewerHome({ detail }: HomeProps) {
  const awaiting = useQuery(
    trpc.review.awaiting.queryOptions({ projectId: detail.project.id }, { staleTime: 0 }),
  );
  return <Loaded query={awaiting}>{(found) => <Awaiting detail={detail} awaiting={found} />}</Loaded>;
}

/** What somebody has to code who comes for something else: what was given to them, or they took up themselves. */
function OwnWorkToo({ detail, items }: HomeProps & { readonly items: readonly WorkItem[] }) {
  const { t } = useTranslation('assignment');
  const own = items.filter(({ assignment }) => assignment !== null);
  return (
    <Section title={t('own')} lead={own.length === 0 ? t('ownNone') : undefined}>
      {own.length > 0 ? (
        <OwnWork detail={detail} items={own} first={false} />
      ) : (
        <Link to="/p/$projectId/documents" params={{ projectId: detail.project.id }}>
          {t('ownFree')}
        </Link>
      )}
    </Section>
  );
}
