import type { ProjectDetail, SearchFound, SearchLine } from '@koersvast/contracts';
import { VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type Ref, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../data/errors.ts';
import type { Undo } from '../../data/undo.ts';
import { Fault } from '../../ui/fault.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import { HitGrid, type HitGridHandle } from './hit-grid.tsx';
import { ConcordanceLine, Passage } from './hit-lines.tsx';
import { type Asked, isWhole, linesQuery } from './queries.ts';
import { useAside } from './use-aside.ts';
import { useFindAddress } from './use-find-address.ts';

interface HitsViewProps {
  readonly detail: ProjectDetail;
  readonly undo: Undo;
  readonly asked: Asked;
  /** How many hits there are in all; undefined as long as nobody knows. */
  readonly total: number | undefined;
  /** Why nobody will know, which is said already. */
  readonly said: unknown;
  readonly ref: Ref<HitGridHandle>;
}

const heights = { line: 51, passage: 120 } as const;

const linesIn = (pages: readonly SearchFound[]): readonly SearchLine[] =>
  pages.flatMap((page) => (page.state === 'ready' ? page.lines : []));

/** Whether both were refused alike, for good: what can be tried once more is tried each by itself. */
function isSame(one: unknown, other: unknown): boolean {
  const code = refusalOf(one)?.code;
  return code !== undefined && code !== 'busy' && code === refusalOf(other)?.code;
}

/** The hits as lines, or in the paragraphs in which they stand. */
export function HitsView({ detail, undo, asked, total, said, ref }: HitsViewProps) {
  const { t } = useTranslation(['find', 'common']);
  const { search } = useFindAddress();
  const whole = isWhole(search);
  const { data, error, isError, fetchStatus, hasNextPage, isFetching, fetchNextPage, refetch } =
    useInfiniteQuery(linesQuery(asked, search));
  const lines = useMemo(() => linesIn(data?.pages ?? []), [data]);
  const { left: rows, act } = useAside({ detail, asked, lines, undo });
  const next = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  return (
    <>
      <VisuallyHidden role="status">
        {rows.length > 0 && total === undefined ? t('arrived') : ''}
      </VisuallyHidden>
      {data === undefined &&
        (isError ? (
          !isSame(error, said) && <Fault error={error} again={refetch} />
        ) : (
          <Skeleton label={fetchStatus === 'paused' ? t('common:state.waiting') : t('looking')} />
        ))}
      {rows.length > 0 && (
        <HitGrid
          key={JSON.stringify([asked, search.how, search.sort, search.down])}
          ref={ref}
          label={t(whole ? 'view.passages' : 'view.lines')}
          rows={rows}
          // Of paragraphs that are shown where hits are counted nobody knows how many there are.
          total={whole && asked.piece === 'hit' ? (hasNextPage ? undefined : rows.length) : total}
          height={whole ? heights.passage : heights.line}
          more={hasNextPage && !isError ? next : null}
          onAside={act}
          draw={whole ? drawPassage : drawLine}
        />
      )}
      {isError && data !== undefined && <Fault error={error} again={fetchNextPage} />}
    </>
  );
}

const drawLine = (line: SearchLine) => <ConcordanceLine of={line} />;
const drawPassage = (line: SearchLine) => <Passage of={line} />;
