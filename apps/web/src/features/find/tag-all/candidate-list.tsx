import { VisuallyHidden } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { directionOf, onOneLine, piecesOf } from '../hit.ts';
import classes from './candidate-list.module.css';
import type { Decision, Item } from './use-review.ts';

export interface CandidateListHandle {
  focus(at: number): void;
}

interface CandidateListProps {
  readonly label: string;
  readonly items: readonly Item[];
  readonly decided: ReadonlyMap<string, Decision>;
  /** Where somebody is. */
  readonly at: number;
  readonly onAt: (at: number) => void;
  readonly ref: Ref<CandidateListHandle>;
}

/** Rows that are there beyond what is seen, at either end. */
const beyond = 12;
const height = 76;

/** Hits under one another, each in its context: of thousands those are in the page that are seen. One stop of Tab. */
export function CandidateList({ label, items, decided, at, onAt, ref }: CandidateListProps) {
  const { t } = useTranslation('tagAll');
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null) setTop(Math.round(element.getBoundingClientRect().top + window.scrollY));
  });
  const seen = useWindowVirtualizer<HTMLDivElement>({
    count: items.length,
    estimateSize: () => height,
    getItemKey: (place) => items[place]?.key ?? place,
    overscan: beyond,
    scrollMargin: top,
    scrollPaddingStart: 72,
    // What is pressed stands below, on a phone in four lines.
    scrollPaddingEnd: 200,
  });
  // A row may come into the page only after this was drawn anew.
  const wanted = useRef<number | null>(null);
  const rowAt = (place: number) =>
    list.current?.querySelector<HTMLElement>(`[data-index="${place}"]`) ?? null;
  useEffect(() => {
    if (wanted.current === null) return;
    const row = rowAt(wanted.current);
    if (row === null) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  useImperativeHandle(ref, () => ({
    focus: (place) => {
      wanted.current = place;
      onAt(place);
      seen.scrollToIndex(place);
      const row = rowAt(place);
      if (row === null) return;
      wanted.current = null;
      row.focus({ preventScroll: true });
    },
  }));
  const rows = seen.getVirtualItems();
  const stop = rows.some(({ index }) => index === at) ? at : (rows[0]?.index ?? 0);
  return (
    <div
      ref={list}
      role="listbox"
      aria-multiselectable="true"
      aria-label={label}
      aria-describedby="tag-all-keys"
      className={classes.list}
      style={{ height: seen.getTotalSize() }}
    >
      {rows.map(({ index, key, start }) => {
        const item = items[index];
        return (
          item !== undefined && (
            <div
              key={key}
              ref={seen.measureElement}
              role="option"
              tabIndex={index === stop ? 0 : -1}
              aria-selected={decided.get(item.key) === 'accepted'}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              data-index={index}
              data-decision={decided.get(item.key)}
              data-here={index === at}
              className={classes.row}
              style={{ transform: `translateY(${start - top}px)` }}
              onFocus={() => onAt(index)}
            >
              <Candidate item={item} decision={decided.get(item.key)} />
            </div>
          )
        );
      })}
      {rows.length === 0 && <VisuallyHidden role="option">{t('nothing')}</VisuallyHidden>}
    </div>
  );
}

interface CandidateProps {
  readonly item: Item;
  readonly decision: Decision | undefined;
}

function DrawnCandidate({ item: { letter, hit, first }, decision }: CandidateProps) {
  const { t } = useTranslation('tagAll');
  const format = useFormat();
  const shown = hit.marks.length === 0 ? [{ start: 0, end: hit.hit.length }] : hit.marks;
  return (
    <>
      {first && (
        <span className={classes.letter}>
          {letter.title} {letter.date !== null && <span>{format.partialDate(letter.date)}</span>}
        </span>
      )}
      <span className={classes.decision}>
        {decision === undefined ? <VisuallyHidden>{t('undecided')}</VisuallyHidden> : t(`is.${decision}`)}
      </span>
      <span className={classes.text} dir={directionOf(hit.hit)} lang="">
        <span className={classes.context}>{onOneLine(hit.left)}</span>
        <span className={classes.hit}>
          {piecesOf({ start: 0, text: hit.hit }, shown).map(({ from, text, isHit }) =>
            isHit ? <mark key={from}>{onOneLine(text)}</mark> : onOneLine(text),
          )}
          {hit.cut && ' … '}
        </span>
        <span className={classes.context}>{onOneLine(hit.right)}</span>
      </span>
    </>
  );
}

/** Drawn anew only when something is decided about it. */
const Candidate = memo(DrawnCandidate);
