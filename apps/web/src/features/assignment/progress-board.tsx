import type { Board, BoardCell, DocumentListItem, ProjectDetail, Round } from '@koersvast/contracts';
import { isRunning } from '@koersvast/core';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoderNames } from '../../lib/coder-names.ts';
import { trpc } from '../../lib/trpc.ts';
import { useFormat } from '../../lib/words.ts';
import gridClasses from '../../ui/grid-table.module.css';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import classes from './progress-board.module.css';

/** How many documents are shown before the rest is asked for. */
const SHOWN = 50;
/** How often the board is read again while it is looked at, in milliseconds. */
const PACE = 15_000;

interface ProgressBoardProps {
  readonly detail: ProjectDetail;
  readonly documents: readonly DocumentListItem[];
}

/** How far everybody is in a round: documents by coders. */
export function ProgressBoard({ detail, documents }: ProgressBoardProps) {
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
        {(data) => <Cells detail={detail} round={round} board={data} documents={documents} />}
      </Loaded>
    </Section>
  );
}

interface CellsProps extends ProgressBoardProps {
  readonly round: Round;
  readonly board: Board;
}

function Cells({ detail, round, board, documents }: CellsProps) {
  const { t } = useTranslation('assignment');
  const [all, setAll] = useState(false);
  const names = useCoderNames(detail);
  const cells = new Map(board.cells.map((cell) => [`${cell.documentId}/${cell.memberId}`, cell]));
  const rows = new Map(documents.map(({ document }) => [document.id, document]));
  // Who neither has nor had anything here takes no room.
  const memberIds = board.memberIds.filter((id) => board.cells.some((cell) => cell.memberId === id));
  const shown = all ? board.documentIds : board.documentIds.slice(0, SHOWN);
  if (memberIds.length === 0) return <p className={classes.none}>{t('board.none')}</p>;
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
          <tbody>
            {shown.map((documentId) => (
              <tr key={documentId}>
                <th
                  scope="row"
                  lang={rows.get(documentId)?.language}
                  dir="auto"
                  title={rows.get(documentId)?.title}
                >
                  <Link
                    to="/p/$projectId/documents/$documentId"
                    params={{ projectId: detail.project.id, documentId }}
                    search={{ round: round.id }}
                  >
                    {rows.get(documentId)?.title ?? '–'}
                  </Link>
                </th>
                {memberIds.map((memberId) => (
                  <td key={memberId}>
                    <Cell cell={cells.get(`${documentId}/${memberId}`)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      {shown.length < board.documentIds.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('more', { count: board.documentIds.length })}
        </Button>
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
    annotations !== null && annotations > 0 ? t('item.annotations', { count: annotations }) : null,
    readings !== null && readings > 0 ? t('item.readings', { count: readings }) : null,
  ].filter((part) => part !== null);
  return (
    <>
      <span className={classes.state} data-state={state}>
        {assigned ? t(`state.${state}`) : t('board.taken')}
      </span>
      {counts.length > 0 && <span className={classes.counts}>{counts.join(', ')}</span>}
      {lastActivityAt !== null && (
        <time className={classes.counts} dateTime={lastActivityAt} title={format.moment(lastActivityAt)}>
          {format.ago(lastActivityAt, Date.now())}
        </time>
      )}
    </>
  );
}
