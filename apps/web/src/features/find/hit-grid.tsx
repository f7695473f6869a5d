import type { SearchLine } from '@koersvast/contracts';
import { Table, VisuallyHidden } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { usePrinting } from '../../lib/printing.ts';
import { keyOf } from './hit.ts';
import classes from './hit-grid.module.css';
import { HitRow } from './hit-row.tsx';
import { useFindAddress } from './use-find-address.ts';
import { useWalk } from './use-walk.ts';

interface HitGridProps {
  readonly label: string;
  readonly rows: readonly SearchLine[];
  /** How many rows there are in all; undefined as long as nobody knows. */
  readonly total: number | undefined;
  /** What a row is taken to be high until it has been seen, in pixels. */
  readonly height: number;
  /** Has more of them come, where there are more. */
  readonly more: (() => void) | null;
  readonly draw: (hit: SearchLine) => ReactNode;
  /** Puts a hit aside, or takes it back; null for whoever may not. */
  readonly onAside: ((hit: SearchLine) => void) | null;
  readonly ref?: Ref<HitGridHandle>;
}

export interface HitGridHandle {
  /** To the first hit, or the one that somebody was at. False where there is none. */
  focus(): boolean;
}

/** Rows that are there beyond what is seen, at either end. */
const beyond = 12;
/** So many rows before the last, more are asked for. */
const ahead = 30;

/** Hits in rows, of which those are in the page that are seen; one stop of Tab, and keys from one to the next. */
export function HitGrid({ label, rows, total, height, more, draw, onAside, ref }: HitGridProps) {
  const { t } = useTranslation('find');
  const printing = usePrinting();
  const { at: came } = useFindAddress().search;
  const keys = useId();
  const list = useRef<HTMLTableElement>(null);
  const [top, setTop] = useState(0);
  // What stands above the rows may grow, by an error or a condition.
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null) setTop(Math.round(element.getBoundingClientRect().top + window.scrollY));
  });
  const seen = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => height,
    getItemKey: (at) => {
      const row = rows[at];
      return row === undefined ? at : keyOf(row);
    },
    overscan: beyond,
    scrollMargin: top,
    scrollPaddingStart: 64,
    scrollPaddingEnd: 24,
  });
  const walk = useWalk({
    count: rows.length,
    list,
    show: (at) => seen.scrollToIndex(at),
    more: () => more?.(),
  });
  useCommandKeys(
    'find',
    {
      'hit.aside': () => {
        const hit = rows[walk.at];
        if (onAside === null || hit === undefined || !list.current?.contains(document.activeElement))
          return false;
        walk.stay();
        onAside(hit);
        return true;
      },
    },
    onAside !== null,
  );
  useWayBack(rows, came, more, walk.go);
  useImperativeHandle(ref, () => ({
    focus: () => {
      if (rows.length > 0) walk.go(walk.at);
      return rows.length > 0;
    },
  }));
  const items = seen.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - ahead) more?.();
  }, [last, rows.length, more]);
  const places = printing ? rows.map((_, at) => at) : items.map(({ index }) => index);
  const stop = places.includes(walk.at) ? walk.at : (places[Math.min(beyond, places.length - 1)] ?? 0);
  const before = printing ? 0 : (items[0]?.start ?? top) - top;
  const after = printing ? 0 : Math.max(0, seen.getTotalSize() - ((items.at(-1)?.end ?? top) - top));
  return (
    <>
      <VisuallyHidden id={keys}>{t('grid.keys')}</VisuallyHidden>
      <Table
        unstyled
        ref={list}
        role="grid"
        aria-label={label}
        aria-describedby={keys}
        aria-rowcount={total ?? -1}
        aria-colcount={2}
        aria-busy={more !== null && total === undefined}
        className={classes.grid}
        onKeyDown={walk.onKeyDown}
      >
        <colgroup>
          <col className={classes.documents} />
          <col />
        </colgroup>
        {before > 0 && <Gap height={before} />}
        <Table.Tbody role="rowgroup">
          {places.map((at) => {
            const hit = rows[at];
            return (
              hit !== undefined && (
                <HitRow
                  key={keyOf(hit)}
                  hit={hit}
                  at={at}
                  isStop={at === stop}
                  measure={seen.measureElement}
                  draw={draw}
                  onFocus={walk.note}
                />
              )
            );
          })}
        </Table.Tbody>
        {after > 0 && <Gap height={after} />}
      </Table>
    </>
  );
}

function Gap({ height }: { readonly height: number }) {
  return (
    <Table.Tbody aria-hidden="true">
      <Table.Tr style={{ height }} />
    </Table.Tbody>
  );
}

/** Whoever comes back from a hit is at its row, once it has come. */
function useWayBack(
  rows: readonly SearchLine[],
  came: string | undefined,
  more: (() => void) | null,
  go: (at: number) => void,
): void {
  const done = useRef<string | undefined>(undefined);
  // What somebody left just now is no place to come back to.
  const first = useRef(came);
  useEffect(() => {
    if (came === undefined || came !== first.current || done.current === came) return;
    const at = rows.findIndex((hit) => keyOf(hit) === came);
    if (at < 0) {
      more?.();
      return;
    }
    done.current = came;
    go(at);
  });
}
