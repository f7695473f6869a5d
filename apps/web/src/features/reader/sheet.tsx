import type { ProjectDetail } from '@koersvast/contracts';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseMark } from '../../ui/close-mark.tsx';
import type { ListedAnnotation } from './annotation-list.ts';
import { CardList } from './panel.tsx';
import { useReaderSession } from './reader-session.ts';
import classes from './sheet.module.css';

interface SheetProps {
  readonly project: ProjectDetail;
  readonly list: readonly ListedAnnotation[];
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The filters. */
  readonly children: ReactNode;
}

/** The panel where the letter has the whole width: from the foot of the page, until one is chosen. */
export function Sheet({ project, list, opened, onClose, children }: SheetProps) {
  const { t } = useTranslation('reader');
  const { t: common } = useTranslation();
  const session = useReaderSession();
  const element = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (!opened) return;
    element.current?.focus();
    return session.active.subscribe(() => {
      if (session.active.get() !== null) close.current();
    });
  }, [opened, session]);
  if (!opened) return null;
  const onKeyDown = (event: KeyboardEvent) => {
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
        <CloseMark label={common('action.close')} onClick={onClose} />
      </div>
      {children}
      {list.length === 0 ? (
        <p className={classes.empty}>{t('panel.empty')}</p>
      ) : (
        <CardList project={project} list={list} scrolls={false} />
      )}
    </section>
  );
}
