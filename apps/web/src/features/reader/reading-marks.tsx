import type { DocumentText } from '@koersvast/contracts';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../lib/store.ts';
import { blockAt, type NamedBlock, useBlockName } from './block-name.ts';
import { useReaderSession } from './reader-session.ts';
import classes from './reading-marks.module.css';
import type { Coding } from './use-coding.ts';

interface ReadingMarksProps {
  readonly text: DocumentText;
  readonly coding: Coding;
  readonly onToggle: (block: NamedBlock) => void;
}

/** The block under the pointer, or touched last. */
function usePointed(text: DocumentText): NamedBlock | null {
  const session = useReaderSession();
  const view = useStore(session.view);
  const [pointed, setPointed] = useState<NamedBlock | null>(null);
  useEffect(() => {
    const page = view?.element.parentElement?.parentElement;
    if (view === null || page == null) return;
    let frame = 0;
    let after: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      cancelAnimationFrame(frame);
      clearTimeout(after);
    };
    const follow = ({ clientY }: PointerEvent) => {
      stop();
      // When the frame is drawn: to ask in it what lies where would lay out the page before it is complete.
      frame = requestAnimationFrame(() => {
        after = setTimeout(() => {
          const { left, width } = view.element.getBoundingClientRect();
          const offset = view.offsetAt(left + width / 2, clientY);
          if (offset !== null) setPointed(blockAt(text.blocks, offset));
        });
      });
    };
    const leave = () => {
      stop();
      setPointed(null);
    };
    page.addEventListener('pointermove', follow, { passive: true });
    page.addEventListener('pointerdown', follow, { passive: true });
    page.addEventListener('pointerleave', leave);
    return () => {
      stop();
      page.removeEventListener('pointermove', follow);
      page.removeEventListener('pointerdown', follow);
      page.removeEventListener('pointerleave', leave);
    };
  }, [view, text]);
  return pointed;
}

/** In the margin: which paragraphs one has read without finding anything; and a button for the one pointed at. */
export function ReadingMarks({ text, coding, onToggle }: ReadingMarksProps) {
  const { t } = useTranslation('reader');
  const nameOf = useBlockName(text);
  const session = useReaderSession();
  const view = useStore(session.view);
  const layout = useStore(session.layout);
  const pointed = usePointed(text);
  const host = useRef<HTMLDivElement>(null);
  const [tops, setTops] = useState<ReadonlyMap<number, number>>(new Map());
  const { readings, writable, list } = coding;
  const isCoded = (block: NamedBlock) =>
    list.some(({ shown: { own, row } }) => own && row.start < block.end && block.start < row.end);
  const marked = text.blocks.filter((block) => readings.has(block.index));
  const offered =
    writable && pointed !== null && !readings.has(pointed.index) && !isCoded(pointed) ? pointed : null;
  const drawn = offered === null ? marked : [...marked, offered];
  const key = drawn.map((block) => block.index).join(' ');

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout moves every block
  useLayoutEffect(() => {
    if (view === null || host.current === null) return;
    const by = view.element.getBoundingClientRect().top - host.current.getBoundingClientRect().top;
    setTops(new Map(drawn.map((block) => [block.index, view.topOf(block.start) + by])));
  }, [view, layout, key]);

  return (
    <div className={classes.marks} ref={host}>
      {drawn.map((block) => {
        const isRead = readings.has(block.index);
        const label = t(isRead ? 'read.is' : 'read.mark', { block: nameOf(block) });
        return (
          <button
            key={block.index}
            type="button"
            className={classes.mark}
            aria-pressed={isRead}
            aria-label={label}
            title={label}
            disabled={!writable}
            style={{ top: tops.get(block.index) ?? 0 }}
            onClick={() => onToggle(block)}
          >
            <span aria-hidden="true">∅</span>
          </button>
        );
      })}
    </div>
  );
}
