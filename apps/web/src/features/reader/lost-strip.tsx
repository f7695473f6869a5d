import type { LostAnnotation, ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useCommandKeys, useKeymap } from '../../data/keyboard.ts';
import type { CommandName } from '../../data/keys.ts';
import { memberName, useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { say } from '../../lib/said.ts';
import { useStore } from '../../lib/store.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { CloseMark } from '../../ui/close-mark.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Keys } from '../../ui/keys.tsx';
import { useReaderSession } from './reader-session.ts';
import classes from './rendition-line.module.css';
import type { Coding } from './use-coding.ts';

interface LostStripProps {
  readonly project: ProjectDetail;
  /** Never empty. */
  readonly waiting: readonly LostAnnotation[];
  readonly coding: Coding;
  readonly onClose: () => void;
}

const keyOf = ({ annotation }: LostAnnotation) => `${annotation.layerId} ${annotation.id}`;

/** What to do with one that waits: each is sent once, and what follows is shown next. */
function usePlacing(project: ProjectDetail, one: LostAnnotation, coding: Coding) {
  const { t } = useTranslation('rendition');
  const session = useReaderSession();
  const projectId = project.project.id;
  const undo = useUndo(projectId, { documentId: one.currentId, roundId: one.roundId });
  const place = useCommand(trpc.rendition.place.mutationOptions());
  const leave = useCommand(trpc.rendition.leave.mutationOptions());
  const { annotation } = one;
  const named = {
    projectId,
    documentId: annotation.documentId,
    layerId: annotation.layerId,
    annotationId: annotation.id,
    version: annotation.version,
  };
  const placeIt = useOneAtATime(async () => {
    const span = session.selection.get()?.span;
    if (span === undefined) {
      say(t('lost.select'));
      return;
    }
    const quote = coding.quoteOf(span);
    const output = await place
      .run({ ...named, start: span.start, end: span.end, quote })
      .catch(() => undefined);
    if (output === undefined) return;
    session.view.get()?.setSelection(null);
    session.selection.set(null);
    undo.sayUndoable(t('lost.placed', { quote }), output);
  });
  const leaveIt = useOneAtATime(async () => {
    const output = await leave.run(named).catch(() => undefined);
    if (output !== undefined) undo.sayUndoable(t('lost.left'), output);
  });
  return {
    place: placeIt,
    leave: leaveIt,
    pending: place.pending || leave.pending,
    error: place.error ?? leave.error,
    again: place.error === null ? leave.again : place.again,
  };
}

/** Annotations that found no place, one at a time: the words in the letter are selected, and it is placed there. */
export function LostStrip({ project, waiting, coding, onClose }: LostStripProps) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  const [shown, setShown] = useState<string | null>(null);
  const [before, setBefore] = useState(0);
  const found = waiting.findIndex((each) => keyOf(each) === shown);
  // Where one is gone the next stands in its place.
  const at = found >= 0 ? found : Math.min(before, waiting.length - 1);
  const one = waiting[at];
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const step = (by: 1 | -1) => {
    const to = (at + by + waiting.length) % waiting.length;
    const next = waiting[to];
    if (next === undefined) return;
    setShown(keyOf(next));
    setBefore(to);
  };
  if (one === undefined) return null;
  return (
    <section ref={box} className={classes.strip} aria-label={t('lost.title')} tabIndex={-1}>
      <div className={classes.head}>
        <strong>{t('lost.title')}</strong>
        <span className={classes.quiet} role="status">
          {t('lost.at', { at: format.number(at + 1), of: format.number(waiting.length) })}
        </span>
        <CloseMark label={t('lost.close')} onClick={onClose} />
      </div>
      <One
        key={keyOf(one)}
        project={project}
        one={one}
        coding={coding}
        steps={waiting.length > 1 ? step : null}
      />
    </section>
  );
}

interface OneProps {
  readonly project: ProjectDetail;
  readonly one: LostAnnotation;
  readonly coding: Coding;
  /** Null where there are no others. */
  readonly steps: ((by: 1 | -1) => void) | null;
}

function One({ project, one, coding, steps }: OneProps) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  const nameOf = useTagName();
  const session = useReaderSession();
  const isSelected = useStore(session.selection) !== null;
  const { annotation, memberId, rendition, mayPlace } = one;
  const { place, leave, pending, error, again } = usePlacing(project, one, coding);
  const tag = project.tags.find(({ id }) => id === annotation.tagId);
  useCommandKeys('letter', { 'lost.place': () => void place(), 'lost.leave': () => void leave() }, mayPlace);
  useCommandKeys(
    'letter',
    { 'lost.next': () => steps?.(1), 'lost.previous': () => steps?.(-1) },
    steps !== null,
  );
  return (
    <>
      <div className={classes.who}>
        <TagMark tag={tag} name={tag === undefined ? '–' : nameOf(tag)} />
        <span className={classes.quiet}>
          {t('lost.by', { name: memberName(project, memberId) })}{' '}
          {t('lost.from', { number: format.number(rendition) })}
        </span>
      </div>
      <blockquote className={classes.words} dir="auto">
        {annotation.quote}
      </blockquote>
      {annotation.memo !== null && <p className={classes.quiet}>{annotation.memo}</p>}
      <Fault error={error} again={again} />
      <p className={classes.quiet}>{t(mayPlace ? 'lost.lead' : 'lost.notYours')}</p>
      <div className={classes.actions}>
        {mayPlace && (
          <>
            <Button size="compact-md" disabled={!isSelected} loading={pending} onClick={() => void place()}>
              <WithKey command="lost.place">{t('lost.place')}</WithKey>
            </Button>
            <Button size="compact-md" variant="default" disabled={pending} onClick={() => void leave()}>
              <WithKey command="lost.leave">{t('lost.leave')}</WithKey>
            </Button>
          </>
        )}
        {steps !== null && (
          <>
            <Button size="compact-md" variant="subtle" onClick={() => steps(-1)}>
              <WithKey command="lost.previous">{t('lost.previous')}</WithKey>
            </Button>
            <Button size="compact-md" variant="subtle" onClick={() => steps(1)}>
              <WithKey command="lost.next">{t('lost.next')}</WithKey>
            </Button>
          </>
        )}
      </div>
    </>
  );
}

/** What is pressed, with its key; a screen reader is told the words alone. */
function WithKey({ command, children }: { readonly command: CommandName; readonly children: ReactNode }) {
  const [chord] = useKeymap().keysOf(command);
  return (
    <>
      {children}
      {chord !== undefined && (
        <span className={classes.key} aria-hidden="true">
          <Keys chord={chord} />
        </span>
      )}
    </>
  );
}
