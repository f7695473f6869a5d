import type { IntakeItem, IntakeText, Mend } from '@koersvast/contracts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
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

/** A reading as it would be stored, with what was left out where it stood; a part at a time can be mended. */
export function ItemText({ desk, item, read, isFresh, passage, onPart }: ItemTextProps) {
  const { t } = useTranslation('intake');
  const box = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => partsOf(read), [read]);
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, parts.length - 1));
  const seen = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: parts.length,
    estimateSize: () => usualHeight,
    getItemKey: (index) => parts[index]?.key ?? index,
    getScrollElement: () => box.current,
    overscan: 6,
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
  const mends = useMends({ parts, isFresh, at: current, goTo, mend });

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

  const pick = (index: number, event: MouseEvent<HTMLElement>) => {
    setAt(index);
    if (index !== current) show(index);
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
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        data-mending=""
      >
        <div className={classes.all} style={{ height: seen.getTotalSize() }}>
          {seen.getVirtualItems().map(({ index, key, start }) => {
            const part = parts[index];
            return (
              part !== undefined && (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys go from part to part
                // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from part to part
                <div
                  key={key}
                  ref={seen.measureElement}
                  data-index={index}
                  data-current={index === current}
                  className={classes.part}
                  style={{ transform: `translateY(${start}px)` }}
                  onClick={(event) => pick(index, event)}
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
                </div>
              )
            );
          })}
        </div>
      </section>
    </>
  );
}

/** The offset in the words of a part that was pressed. */
function offsetUnder({ clientX, clientY, currentTarget }: MouseEvent<HTMLElement>): number {
  const words = currentTarget.querySelector('[data-words]');
  const caret = document.caretPositionFromPoint?.(clientX, clientY);
  if (words === null || caret == null || !words.contains(caret.offsetNode)) return 0;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(caret.offsetNode, caret.offset);
  return range.toString().length;
}
