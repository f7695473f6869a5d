import type { ProjectDetail } from '@koersvast/contracts';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseMark } from '../../../ui/close-mark.tsx';
import type { ListedAnnotation } from '../annotation-list.ts';
import type { ColourBy } from '../letter.tsx';
import { useReaderSession } from '../reader-session.ts';
import { CardList } from './panel.tsx';
import classes from './sheet.module.css';

interface SheetProps {
  readonly project: ProjectDetail;
  readonly list: readonly ListedAnnotation[];
  readonly colourBy: ColourBy;
  /** What to say when there is nothing. */
  readonly empty: ReactNode;
  readonly onClose: () => void;
  /** What switches the colours. */
  readonly colours: ReactNode;
  /** The filters. */
  readonly children: ReactNode;
}

/** The panel where the letter has the whole width: over the foot of the page, until one is chosen. */
export function Sheet({ project, list, colourBy, colours, empty, onClose, children }: SheetProps) {
  const { t } = useTranslation('reader');
  const { t: common } = useTranslation();
  const session = useReaderSession();
  const element = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    element.current?.focus();
    return session.active.subscribe(() => {
      if (session.active.get() !== null) close.current();
    });
  }, [session]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <section
      className={classes.sheet}
      ref={element}
      tabIndex={-1}
      aria-label={t('panel.title')}
      onKeyDown={onKeyDown}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>
          {t('panel.title')} <span className={classes.count}>{list.length}</span>
        </h2>
        {colours}
        <CloseMark label={common('action.close')} onClick={onClose} />
      </div>
      {children}
      {list.length === 0 ? (
        empty
      ) : (
        <CardList project={project} list={list} colourBy={colourBy} scrolls={false} />
      )}
    </section>
  );
}
