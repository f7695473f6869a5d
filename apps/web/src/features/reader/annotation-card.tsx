import type { ProjectDetail } from '@koersvast/contracts';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { useStore } from '../../lib/store.ts';
import { TagCaption, tagStyle } from '../../parts/tag/tag-mark.tsx';
import classes from './annotation-card.module.css';
import { AnnotationEditor } from './annotation-editor.tsx';
import { Float } from './float.tsx';
import { useReaderSession } from './reader-session.ts';
import { TagDefinition } from './tag-definition.tsx';
import type { Coding } from './use-coding.ts';

interface AnnotationCardProps {
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly coding: Coding;
  readonly letter: { readonly text: string; readonly language: string };
}

/** The card of the annotation that was clicked in the letter, beside its span. */
export function AnnotationCard({ project, personId, coding, letter }: AnnotationCardProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
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

  const definedTag = project.tags.find(({ id }) => id === defined && id === shown.row.tagId);
  const among = active.among.filter((key) => coding.shown.has(key));
  const turn = (key: string) => session.active.set({ ...active, key, focus: null });
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
        {among.length > 1 && (
          <fieldset className={classes.among}>
            <legend>{t('card.among', { count: among.length })}</legend>
            {among.map((key) => {
              const each = coding.shown.get(key);
              const tag = project.tags.find((known) => known.id === each?.row.tagId);
              const coder = project.members.find((known) => known.id === each?.row.createdById);
              return (
                <button
                  key={key}
                  type="button"
                  className={classes.other}
                  style={tagStyle(tag?.appearance ?? 0)}
                  aria-pressed={key === active.key}
                  title={tag === undefined ? undefined : nameOf(tag)}
                  onClick={() => turn(key)}
                >
                  <span className={classes.otherTag}>{tag === undefined ? '–' : nameOf(tag)}</span>
                  {tag !== undefined && <TagCaption tag={tag} />}
                  <span className={classes.otherCoder}>{coder?.initials}</span>
                </button>
              );
            })}
          </fieldset>
        )}
        <AnnotationEditor
          key={active.key}
          annotationKey={active.key}
          shown={shown}
          project={project}
          personId={personId}
          writable={coding.writable}
          actions={coding.actions}
          focus={active.focus}
          letter={letter}
          onRemoved={() => {
            session.active.set(null);
            session.view.get()?.focus();
          }}
          onDone={leave}
        />
        {definedTag !== undefined && (
          <div className={classes.definition}>
            <TagDefinition tag={definedTag} projectId={project.project.id} />
          </div>
        )}
      </div>
    </Float>
  );
}
