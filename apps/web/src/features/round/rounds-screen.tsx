import type { DocumentListItem, ProjectDetail, Round } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isLate, useDeadlineWords } from '../../data/deadline.ts';
import { documentsQuery } from '../../data/documents.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { progressOf } from '../../parts/round/round-progress.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { Row, Rows } from '../../ui/rows.tsx';
import classes from './round.module.css';
import { documentsIn, useRoundState } from './round-words.ts';

const route = getRouteApi('/inside/p/$projectId/rounds');

/** The rounds of a project, the newest first. */
export function RoundsScreen() {
  const { t } = useTranslation('round');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  const canOpen =
    project.data !== undefined &&
    mayHere(project.data, 'round.edit') &&
    project.data.project.archivedAt === null;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        canOpen && (
          <ButtonLink to="/p/$projectId/rounds/new" params={{ projectId }}>
            {t('open')}
          </ButtonLink>
        )
      }
    >
      <Loaded query={project}>{(detail) => <List detail={detail} />}</Loaded>
    </Page>
  );
}

function List({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('round');
  const projectId = detail.project.id;
  const documents = useQuery(documentsQuery(projectId));
  return (
    <Rows label={t('title')}>
      {detail.rounds.toReversed().map((round) => (
        <Row
          key={round.id}
          title={
            <Link
              to="/p/$projectId/rounds/$roundId"
              params={{ projectId, roundId: round.id }}
              className={`${rowLink.title} ${rowLink.link}`}
            >
              {round.name}
            </Link>
          }
          detail={<Facts detail={detail} round={round} documents={documents.data ?? []} />}
        />
      ))}
    </Rows>
  );
}

interface FactsProps {
  readonly detail: ProjectDetail;
  readonly round: Round;
  readonly documents: readonly DocumentListItem[];
}

/** State, documents and coders of one round; who codes in it is known to owners. */
function Facts({ detail, round, documents }: FactsProps) {
  const { t } = useTranslation('round');
  const stateOf = useRoundState();
  const deadlineWords = useDeadlineWords();
  const place = { projectId: detail.project.id, roundId: round.id };
  const board = useQuery(
    trpc.assignment.board.queryOptions(place, { enabled: mayHere(detail, 'assignment.edit') }),
  );
  const coders = new Set(
    board.data?.cells.filter((cell) => cell.assigned).map((cell) => cell.memberId) ?? [],
  );
  const parts = [stateOf(round), t('documents', { count: documentsIn(round, documents).length })];
  if (board.data !== undefined) parts.push(t('coders', { count: coders.size }));
  if (board.data !== undefined && round.state !== 'planned') {
    const progress = progressOf(board.data);
    const given = progress.reduce((sum, each) => sum + each.given, 0);
    const done = progress.reduce((sum, each) => sum + (each.done ?? 0), 0);
    if (given > 0 && progress.every((each) => each.done !== null))
      parts.push(t('progress.short', { done, count: given }));
  }
  const deadline = deadlineWords(round);
  return (
    <>
      {parts.join(' · ')}
      {deadline !== null && (
        <span className={isLate(round) ? classes.late : undefined}>{` · ${deadline}`}</span>
      )}
    </>
  );
}
