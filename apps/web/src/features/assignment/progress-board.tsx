import type { Board, BoardCell, ProjectDetail, Round } from '@koersvast/contracts';
import { isRunning } from '@koersvast/core/round';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoderNames } from '../../data/coder-names.ts';
import { useTitle } from '../../data/title.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { RoundProgress } from '../../parts/round/round-progress.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import classes from './progress-board.module.css';

const route = getRouteApi('/inside/p/$projectId/work');

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

type BoardRow = Board['documents'][number] & {
  /** By member. */
  readonly cells: ReadonlyMap<string, BoardCell>;
};

const orderOfStates = [
  'done',
  'recheck',
  'in_progress',
  'todo',
] as const satisfies readonly BoardCell['state'][];

/** Each document with what everybody has of it. */
function rowsOf({ documents, cells }: Board): BoardRow[] {
  const byDocument = Map.groupBy(cells, ({ documentId }) => documentId);
  return documents.map((document) => ({
    ...document,
    cells: new Map((byDocument.get(document.id) ?? []).map((cell) => [cell.memberId, cell])),
  }));
}

const titleIn = ({ title }: BoardRow) => title;

function Cells({ detail, round, board }: CellsProps) {
  const { t } = useTranslation('assignment');
  const names = useCoderNames(detail);
  const titleOf = useTitle();
  const rows = useMemo(() => rowsOf(board), [board]);
  // Who neither has nor had anything here takes no room.
  const memberIds = board.memberIds.filter((id) => board.cells.some((cell) => cell.memberId === id));
  const columns: readonly Column<BoardRow>[] = [
    {
      id: 'document',
      name: t('board.document'),
      width: 240,
      sortBy: titleIn,
      cell: (document) => (
        <Link
          to="/p/$projectId/documents/$documentId"
          params={{ projectId: detail.project.id, documentId: document.id }}
          search={{ round: round.id }}
          className={`${rowLink.title} ${rowLink.link}`}
          lang={document.language}
          dir="auto"
          title={document.title}
        >
          {titleOf(document)}
        </Link>
      ),
    },
    ...memberIds.map((id) => ({
      id,
      name: names.of(id, board.invited).name,
      hint: names.of(id, board.invited).hint,
      width: 128,
      sortBy: ({ cells }: BoardRow) => {
        const state = cells.get(id)?.state ?? null;
        return state === null ? null : orderOfStates.indexOf(state);
      },
      cell: ({ cells }: BoardRow) => <Cell cell={cells.get(id)} />,
    })),
  ];
  const go = route.useNavigate();
  const view = useTableView('board', {
    search: route.useSearch(),
    onSearch: (search) => void go({ search, replace: true, resetScroll: false }),
    columns: columns.map(({ id }) => id),
  });
  if (memberIds.length === 0) return null;
  return (
    <DataTable
      label={t('board')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={columns}
      view={view}
      box
      className={classes.board}
    />
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
          {format.since(lastActivityAt, Date.now())}
        </time>
      )}
    </>
  );
}
