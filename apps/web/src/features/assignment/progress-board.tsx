import type { Board, BoardCell, ProjectDetail, Round } from '@koersvast/contracts';
import { isRunning } from '@koersvast/core/round';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoderNames } from '../../data/coder-names.ts';
import { useTitle } from '../../data/title.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { RoundProgress } from '../../parts/round/round-progress.tsx';
import gridClasses from '../../ui/grid-table.module.css';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { followText } from '../../ui/row-link.ts';
import { More } from './more.tsx';
import classes from './progress-board.module.css';

/** How many documents are shown before the rest is asked for. */
const SHOWN = 50;
/** How often the board is read again while it is looked at, in milliseconds. */
const PACE = 15_000;

interface ProgressBoardProps {
  readonly detail: ProjectDetail;
}

/** How far everybody is in a round: totals first, then documents by coders. */
export function ProgressBoard({ detail }: ProgressBoardProps) {
  const { t } = useTranslation('assignment');
  const running = detail.rounds.findLast(isRunning);
  const [chosen, setChosen] = useState<string | null>(null);
  const round = detail.rounds.find((each) => each.id === chosen) ?? running ?? detail.rounds.at(-1);
  const board = useQuery(
    trpc.assignment.board.queryOptions(
      { projectId: detail.project.id, roundId: round?.id ?? '' },
      { enabled: round !== undefined, staleTime: 0, refetchInterval: PACE },
    ),
  );
  if (round === undefined) return null;
  return (
    <Section title={t('board')} lead={board.data?.hidden === true ? t('board.hidden') : undefined}>
      {detail.rounds.length > 1 && (
        <NativeSelect
          label={t('board.round')}
          value={round.id}
          className={classes.round}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {detail.rounds.toReversed().map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </NativeSelect>
      )}
      <Loaded query={board}>
        {(data) => (
          <>
            <div className={classes.totals}>
              <RoundProgress detail={detail} board={data} />
              <AwaitingLine detail={detail} />
            </div>
            <Cells detail={detail} round={round} board={data} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** How much awaits a verdict, as owners judge too, and the way there. */
function AwaitingLine({ detail }: ProgressBoardProps) {
  const { t } = useTranslation('assignment');
  const projectId = detail.project.id;
  const { data } = useQuery(trpc.review.awaiting.queryOptions({ projectId }));
  if (data === undefined || data.annotations === 0) return null;
  return (
    <p className={classes.awaiting}>
      <Link to="/p/$projectId/compare" params={{ projectId }}>
        {t('judge.total', { count: data.annotations })}
      </Link>{' '}
      {t('judge.totalIn', { count: data.total })}
    </p>
  );
}

interface CellsProps extends ProgressBoardProps {
  readonly round: Round;
  readonly board: Board;
}

function Cells({ detail, round, board }: CellsProps) {
  const { t } = useTranslation('assignment');
  const [all, setAll] = useState(false);
  const names = useCoderNames(detail);
  const cells = new Map(board.cells.map((cell) => [`${cell.documentId}/${cell.memberId}`, cell]));
  const titleOf = useTitle();
  // Who neither has nor had anything here takes no room.
  const memberIds = board.memberIds.filter((id) => board.cells.some((cell) => cell.memberId === id));
  const shown = all ? board.documents : board.documents.slice(0, SHOWN);
  if (memberIds.length === 0) return null;
  return (
    <>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of fields it is not */}
      <div className={gridClasses.scroll} role="group" tabIndex={0} aria-label={t('board')}>
        <table className={`${gridClasses.table} ${classes.board}`}>
          <thead>
            <tr>
              <th scope="col">{t('board.document')}</th>
              {memberIds.map((id) => (
                <th key={id} scope="col">
                  {names.of(id, board.invited).name}
                  {names.of(id, board.invited).hint !== undefined && (
                    <span className={classes.counts}>{names.of(id, board.invited).hint}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={followText}>
            {shown.map((document) => (
              <tr key={document.id} className={rowLink.row}>
                <th scope="row" lang={document.language} dir="auto" title={document.title}>
                  <Link
                    to="/p/$projectId/documents/$documentId"
                    params={{ projectId: detail.project.id, documentId: document.id }}
                    search={{ round: round.id }}
                    className={rowLink.link}
                  >
                    {titleOf(document)}
                  </Link>
                </th>
                {memberIds.map((memberId) => (
                  <td key={memberId}>
                    <Cell cell={cells.get(`${document.id}/${memberId}`)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      {shown.length < board.documents.length && (
        <More count={board.documents.length} onMore={() => setAll(true)} />
      )}
    </>
  );
}

/** State, counts and last activity of one coder in one document. */
function Cell({ cell }: { readonly cell: BoardCell | undefined }) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  if (cell === undefined) return <span className={classes.none}>–</span>;
  const { assigned, state, annotations, readings, lastActivityAt } = cell;
  if (state === null) return <span>{t(assigned ? 'board.given' : 'board.taken')}</span>;
  const counts = [
    // None at all is an answer of whoever is done; what is hidden has no number.
    annotations !== null && (annotations > 0 || state === 'done')
      ? t('item.annotations', { count: annotations })
      : null,
    readings !== null && readings > 0 ? t('item.readings', { count: readings }) : null,
  ].filter((part) => part !== null);
  const last = lastActivityAt === null ? undefined : format.moment(lastActivityAt);
  return (
    <>
      <span className={`${classes.state} ${rowLink.hint}`} data-state={state} title={last}>
        {assigned ? t(`state.${state}`) : t('board.taken')}
      </span>
      {counts.length > 0 && <span className={classes.counts}>{counts.join(', ')}</span>}
      {lastActivityAt !== null && state !== 'done' && (
        <time className={classes.counts} dateTime={lastActivityAt} title={last}>
          {format.ago(lastActivityAt, Date.now())}
        </time>
      )}
    </>
  );
}
