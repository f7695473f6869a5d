import type { ListedDocument, ProjectDetail, Tag } from '@koersvast/contracts';
import { excerptOf, type RawSpan, type Span } from '@koersvast/core/text';
import type { ViewSelection } from '@koersvast/highlighter';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';
import { say } from '../../lib/said.ts';
import type { ListedAnnotation } from './annotation-list.ts';
import { activate, announce, type ReaderSession } from './reader-session.ts';
import { endFirstVisit, noteLastTag } from './selection/last-tag.ts';
import type { Coding } from './use-coding.ts';

/** How much of a quote is read out. */
const longestSaid = 400;

interface StepsInput {
  readonly session: ReaderSession;
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
  readonly coding: Coding;
  /** In the order of the menu. */
  readonly tags: readonly Tag[];
}

/** What a person does in the reader, each with the words that say that it was done. */
export function useSteps({ session, project, coding, tags }: StepsInput) {
  const { t } = useTranslation('reader');
  const { t: common } = useTranslation();
  const nameOf = useTagName();
  const { actions } = coding;
  const projectId = project.project.id;

  return useMemo(() => {
    const undo = () => announce(session, actions.undo() ? common('said.undone') : t('said.nothingToUndo'));
    const redo = () => announce(session, actions.redo() ? common('said.redone') : t('said.nothingToRedo'));
    const code = (span: RawSpan, tag: Tag) => {
      const view = session.view.get();
      const inMenu =
        view !== null && document.activeElement?.closest('[data-tag], [data-tag-filter]') != null;
      const { key, made } = actions.create(span, tag.id);
      noteLastTag(projectId, tag.id);
      endFirstVisit();
      view?.setSelection(null);
      session.selection.set(null);
      if (inMenu) view?.focus();
      if (!made) activate(session, key);
      const quote = excerptOf(coding.quoteOf(span), longestSaid);
      if (made) announce(session, t('said.coded', { tag: nameOf(tag), quote }));
      else say(t('said.codedAlready', { tag: nameOf(tag) }));
    };
    const remove = (key: string) => {
      const shown = coding.shown.get(key);
      if (shown === undefined || !shown.own || !coding.writable) return;
      actions.remove(key);
      session.active.set(null);
      say(t('said.removed'), { label: common('action.undo'), act: undo });
    };
    const visit = ({ key, shown }: ListedAnnotation) => {
      const { row } = shown;
      const view = session.view.get();
      session.selection.set(null);
      activate(session, key);
      view?.scrollTo(row, { align: 'nearest' });
      view?.setCaret(row.start);
      const tag = project.tags.find((each) => each.id === row.tagId);
      announce(
        session,
        t('said.visited', {
          tag: tag === undefined ? '–' : nameOf(tag),
          coder: memberName(project, row.createdById),
          quote: excerptOf(row.quote, longestSaid),
        }),
      );
    };
    const open = (annotation: ListedAnnotation) => {
      visit(annotation);
      activate(session, annotation.key, { card: 'text' });
    };
    const stick = () => {
      const next = session.sticky.get() === null ? (tags[0] ?? null) : null;
      session.sticky.set(next?.id ?? null);
      announce(session, next === null ? t('said.unstuck') : t('said.stuck', { tag: nameOf(next) }));
    };
    const select = (selection: ViewSelection | null) => {
      const sticky = project.tags.find((tag) => tag.id === session.sticky.get());
      // Keys and touch extend a selection step by step: there the tag's key, or the bar, says that it is complete.
      if (selection?.modality === 'mouse' && sticky !== undefined && coding.writable) {
        code(selection.span, sticky);
      }
    };
    const drag = (key: string, { start, end }: Span) =>
      actions.edit(key, { start, end, quote: coding.quoteOf({ start, end }) });
    return { undo, redo, code, remove, visit, open, stick, select, drag };
  }, [session, project, projectId, coding, actions, tags, nameOf, t, common]);
}
