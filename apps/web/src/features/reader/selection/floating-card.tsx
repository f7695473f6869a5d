import type { ProjectDetail } from '@koersvast/contracts';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../lib/store.ts';
import { AnnotationCard } from '../../../parts/annotation/annotation-card.tsx';
import { useReaderSession } from '../reader-session.ts';
import type { Coding } from '../use-coding.ts';
import classes from './float.module.css';
import { Float } from './float.tsx';

interface FloatingCardProps {
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly coding: Coding;
  readonly letter: { readonly text: string; readonly language: string };
}

/** The card of the annotation that was clicked in the letter, beside its span. */
export function FloatingCard({ project, personId, coding, letter }: FloatingCardProps) {
  const { t } = useTranslation('reader');
  const session = useReaderSession();
  const active = useStore(session.active);
  const element = useRef<HTMLDivElement>(null);
  const shown = active === null ? undefined : coding.shown.get(active.key);
  const defined = useStore(session.defined);
  const open = active !== null && active.card === 'text' && shown !== undefined;
  useEffect(() => {
    if (!open) return;
    const close = (event: PointerEvent) => {
      const target = event.target instanceof Node ? event.target : null;
      const inside = element.current?.contains(target) || session.view.get()?.element.contains(target);
      const now = session.active.get();
      if (!inside && now !== null) session.active.set({ ...now, card: null, focus: null });
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, [open, session]);
  if (!open) return null;

  const among = new Map(
    active.among.flatMap((key) => {
      const each = coding.shown.get(key);
      return each === undefined ? [] : [[key, each] as const];
    }),
  );
  const leave = () => {
    session.active.set({ ...active, card: null, focus: null });
    session.view.get()?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    leave();
  };
  return (
    <Float span={shown.row} label={t('card.label')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leads from any part of the card to the letter */}
      <div className={classes.card} ref={element} onKeyDown={onKeyDown}>
        <AnnotationCard
          annotationKey={active.key}
          shown={shown}
          project={project}
          personId={personId}
          writable={coding.writable}
          actions={coding.actions}
          focus={active.focus}
          letter={letter}
          among={among}
          onTurn={(key) => session.active.set({ ...active, key, focus: null })}
          defined={project.tags.find(({ id }) => id === defined && id === shown.row.tagId)}
          showSpan={(span) => session.view.get()?.setDraft(span)}
          onRemoved={() => {
            session.active.set(null);
            session.view.get()?.focus();
          }}
          onDone={leave}
        />
      </div>
    </Float>
  );
}
