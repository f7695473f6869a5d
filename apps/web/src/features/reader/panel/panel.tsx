import type { ProjectDetail } from '@koersvast/contracts';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../lib/store.ts';
import type { ListedAnnotation } from '../annotation-list.ts';
import type { ColourBy } from '../letter.tsx';
import { usePart, useReaderSession } from '../reader-session.ts';
import { levelCards } from './level-cards.ts';
import classes from './panel.module.css';
import { heightOf, PanelCard } from './panel-card.tsx';

/** More annotations than this are a list at once, without being asked whether they have room. */
const mostLevel = 120;

interface CardsProps {
  readonly project: ProjectDetail;
  readonly list: readonly ListedAnnotation[];
  readonly colourBy: ColourBy;
}

/** Where the cards stand level with their spans, in pixels from the top of the column; null when they have no room. */
function useLevel(list: readonly ListedAnnotation[], column: { readonly current: HTMLElement | null }) {
  const session = useReaderSession();
  const layout = useStore(session.layout);
  const view = useStore(session.view);
  const active = usePart(session.active, (each) => each?.key ?? null);
  const [tops, setTops] = useState<number[] | null>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout moves every span
  useLayoutEffect(() => {
    const place = column.current;
    if (view === null || place === null || list.length > mostLevel) {
      setTops(null);
      return;
    }
    const by = view.element.getBoundingClientRect().top - place.getBoundingClientRect().top;
    const cards = list.map(({ key, shown }) => ({
      key,
      top: view.topOf(shown.row.start) + by,
      height: heightOf(shown),
    }));
    setTops(levelCards(cards, active));
  }, [list, layout, view, active]);
  return tops;
}

/** The cards beside the letter: level with their spans while there is room, otherwise a list. */
export function LevelCards({ project, list, colourBy }: CardsProps) {
  const { t } = useTranslation('reader');
  const column = useRef<HTMLDivElement>(null);
  const level = useLevel(list, column);
  const tops = list.length > mostLevel ? null : level;
  return (
    <div className={classes.column} ref={column}>
      {tops === null ? (
        <CardList project={project} list={list} colourBy={colourBy} scrolls />
      ) : (
        <ul className={classes.level} aria-label={t('panel.title')}>
          {list.map(({ key, shown }, at) => (
            <PanelCard
              key={key}
              annotationKey={key}
              shown={shown}
              project={project}
              colourBy={colourBy}
              position={at + 1}
              size={list.length}
              top={tops[at] ?? 0}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface CardListProps extends CardsProps {
  /** Follows the letter as it scrolls. */
  readonly scrolls: boolean;
}

/** Whether the whole of a card can be seen. To have the list scroll there all the same would lay out the page. */
function isSeen(cards: Virtualizer<HTMLDivElement, Element>, at: number): boolean {
  const card = cards.getVirtualItems().find(({ index }) => index === at);
  const { scrollOffset, scrollRect } = cards;
  if (card === undefined || scrollOffset === null || scrollRect === null) return false;
  return card.start >= scrollOffset && card.end <= scrollOffset + scrollRect.height;
}

/** The cards as a list of their own, of which only what is in sight is drawn. */
export function CardList({ project, list, colourBy, scrolls }: CardListProps) {
  const { t } = useTranslation('reader');
  const session = useReaderSession();
  const scroller = useRef<HTMLDivElement>(null);
  const pointed = useRef(false);
  const activeKey = usePart(session.active, (each) => each?.key ?? null);
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => {
      const each = list[at];
      return each === undefined ? 0 : heightOf(each.shown) + 4;
    },
    getItemKey: (at) => list[at]?.key ?? at,
    overscan: 6,
  });
  useEffect(() => {
    const at = list.findIndex(({ key }) => key === activeKey);
    if (at >= 0 && !isSeen(virtual, at)) virtual.scrollToIndex(at, { align: 'auto' });
  }, [activeKey, list, virtual]);
  useEffect(() => {
    if (!scrolls) return;
    let frame = 0;
    const follow = () => {
      frame = 0;
      const visible = session.view.get()?.visibleBlocks();
      if (visible == null || pointed.current || session.active.get() !== null) return;
      const view = session.view.get();
      const top = view?.element.getBoundingClientRect().top ?? 0;
      const offset = view?.offsetAt(view.element.getBoundingClientRect().left + 80, Math.max(top + 1, 140));
      if (offset == null) return;
      const at = list.findIndex(({ shown }) => shown.row.end > offset);
      if (at >= 0) virtual.scrollToIndex(at, { align: 'start' });
    };
    const onScroll = () => {
      if (frame === 0) frame = requestAnimationFrame(follow);
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => {
      removeEventListener('scroll', onScroll);
      cancelAnimationFrame(frame);
    };
  }, [list, scrolls, session, virtual]);
  return (
    <div
      className={classes.scroller}
      ref={scroller}
      onPointerEnter={() => {
        pointed.current = true;
      }}
      onPointerLeave={() => {
        pointed.current = false;
      }}
    >
      <ul className={classes.list} style={{ height: virtual.getTotalSize() }} aria-label={t('panel.title')}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const each = list[index];
          return (
            each !== undefined && (
              <PanelCard
                key={each.key}
                annotationKey={each.key}
                shown={each.shown}
                project={project}
                colourBy={colourBy}
                position={index + 1}
                size={list.length}
                top={start}
              />
            )
          );
        })}
      </ul>
    </div>
  );
}
