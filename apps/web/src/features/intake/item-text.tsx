import type { IntakeItem, IntakeText, Mend } from '@koersvast/contracts';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../../ui/action-menu.tsx';
import classes from './item-text.module.css';
import { nearestPlace, type Passage, partsOf, passageIn } from './mending.ts';
import { PartWords } from './part-words.tsx';
import { SameLayout } from './same-layout.tsx';
import type { Desk } from './use-intake.ts';
import { useMends } from './use-mends.ts';

interface ItemTextProps {
  readonly desk: Desk;
  readonly item: IntakeItem;
  readonly read: IntakeText;
  /** Whether that is the reading with all that was said of it. */
  readonly isFresh: boolean;
  /** Shown in the text, and brought into sight. */
  readonly passage: Passage | null;
  /** Another part is the one at which somebody is: where its words are. */
  readonly onPart: (words: Passage) => void;
}

/** What a part is taken to be high until it has been seen, in pixels. */
const usualHeight = 90;

/**
 * The part at which somebody is stays in the page, since the focus may be on it; and so do those beside it, to which the
 * focus goes.
 */
function withNear(range: Range, current: number): number[] {
  const near = [current - 1, current, current + 1].filter((index) => index >= 0 && index < range.count);
  return [...new Set([...defaultRangeExtractor(range), ...near])].sort((one, other) => one - other);
}

/** A reading as it would be stored, with what was left out where it stood; a part at a time can be mended. */
export function ItemText({ desk, item, read, isFresh, passage, onPart }: ItemTextProps) {
  const { t } = useTranslation('intake');
  const box = useRef<HTMLElement>(null);
  const parts = useMemo(() => partsOf(read), [read]);
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, parts.length - 1));
  const seen = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: parts.length,
    estimateSize: () => usualHeight,
    getItemKey: (index) => parts[index]?.key ?? index,
    getScrollElement: () => box.current,
    overscan: 6,
    rangeExtractor: (range) => withNear(range, current),
  });
  const shown = useRef<Passage | null>(null);
  const show = (index: number) => {
    const part = parts[index];
    if (part?.kind !== 'block') return;
    // It is in sight already.
    shown.current = { start: part.block.start, end: part.block.end };
    onPart(shown.current);
  };
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(parts.length - 1, index));
    setAt(next);
    show(next);
    seen.scrollToIndex(next, { align: 'auto' });
  };
  const mend = (made: Mend) =>
    desk.choices.choose({ itemIds: [item.id], choice: { mends: [...item.choice.mends, made] } });
  const mends = useMends({ turns: desk.turns, parts, isFresh, at: current, goTo, mend });

  // A passage is brought into sight once, and not again when the text is mended.
  useEffect(() => {
    if (passage === null || passage === shown.current) return;
    shown.current = passage;
    const found = parts.findIndex(
      (part) => part.kind === 'block' && passageIn(part.block, part.words, passage) !== null,
    );
    if (found < 0) return;
    setAt(found);
    seen.scrollToIndex(found, { align: 'center' });
  }, [passage, parts, seen]);

  // Whoever is on a part with the focus goes along with it.
  useLayoutEffect(() => {
    const now = box.current?.querySelector<HTMLElement>(`[data-index="${current}"]`);
    const { activeElement } = document;
    if (activeElement === null || now?.contains(activeElement) === true) return;
    if (box.current?.contains(activeElement) === true) now?.focus({ preventScroll: true });
  }, [current]);

  const pick = (index: number) => {
    if (index === current) return;
    setAt(index);
    show(index);
  };
  const splitUnder = (index: number, event: PointerEvent<HTMLElement>) => {
    const part = parts[index];
    if (mends.splitAt !== null && part?.kind === 'block' && index === current)
      mends.setSplitAt(nearestPlace(part.words, offsetUnder(event)) ?? mends.splitAt);
  };
  return (
    <>
      <SameLayout desk={desk} item={item} />
      {mends.splitAt !== null && (
        <p className={classes.splitting} role="status">
          {t('mend.splitting')}
        </p>
      )}
      <section
        ref={box}
        className={classes.box}
        aria-label={t('text')}
        lang={item.reading?.language}
        data-mending=""
      >
        <ol className={classes.all} style={{ height: seen.getTotalSize() }}>
          {seen.getVirtualItems().map(({ index, key, start }) => {
            const part = parts[index];
            return (
              part !== undefined && (
                <li
                  key={key}
                  ref={seen.measureElement}
                  data-index={index}
                  aria-posinset={index + 1}
                  aria-setsize={parts.length}
                  aria-current={index === current}
                  tabIndex={index === current ? 0 : -1}
                  className={classes.part}
                  style={{ transform: `translateY(${start}px)` }}
                  onFocus={() => pick(index)}
                  onPointerUp={(event) => splitUnder(index, event)}
                >
                  <PartWords
                    part={part}
                    passage={passage}
                    splitAt={index === current ? mends.splitAt : null}
                    notes={read.notes}
                  />
                  {index === current && (
                    <ActionMenu
                      label={t('mend.menu')}
                      className={classes.menu}
                      actions={mends.actions.map(({ words, act }) => ({ words, act }))}
                    />
                  )}
                </li>
              )
            );
          })}
        </ol>
      </section>
    </>
  );
}

/** The offset in the words of a part that was pressed. */
function offsetUnder({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>): number {
  const words = currentTarget.querySelector('[data-words]');
  const caret = document.caretPositionFromPoint?.(clientX, clientY);
  if (words === null || caret == null || !words.contains(caret.offsetNode)) return 0;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(caret.offsetNode, caret.offset);
  return range.toString().length;
}
