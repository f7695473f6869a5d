import type { ProjectDetail } from '@koersvast/contracts';
import type { ShownAnnotation } from '@koersvast/core/pending';
import { VisuallyHidden } from '@mantine/core';
import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { CoderSwatch, TagCaption, tagStyle } from '../../parts/tag/tag-mark.tsx';
import { Later } from '../../ui/later.tsx';
import type { ColourBy } from './letter.tsx';
import classes from './panel-card.module.css';
import { usePart, useReaderSession } from './reader-session.ts';
import { reviewMark } from './review-parts.ts';

interface PanelCardProps {
  readonly annotationKey: string;
  readonly shown: ShownAnnotation;
  readonly project: ProjectDetail;
  readonly colourBy: ColourBy;
  /** Its place among all that are shown, for a screen reader. */
  readonly position: number;
  readonly size: number;
  readonly top?: number;
  readonly ref?: Ref<HTMLLIElement>;
  readonly index?: number;
}

/** The height of a card without and with a memo, in pixels; the style sheet keeps to them. */
const cardHeight = { plain: 60, withMemo: 80 };

export function heightOf({ row }: ShownAnnotation): number {
  return row.memo === null ? cardHeight.plain : cardHeight.withMemo;
}

/** One annotation in the panel. Pointing at it lights its span; a click leads there. */
export const PanelCard = memo(function PanelCard(props: PanelCardProps) {
  const { annotationKey, shown, project, colourBy, position, size, top, ref, index } = props;
  const { t } = useTranslation(['reader', 'common']);
  const nameOf = useTagName();
  const session = useReaderSession();
  const lit = usePart(session.hover, (keys) => keys.has(annotationKey));
  const active = usePart(session.active, (each) => each?.key === annotationKey);
  const { row, pending } = shown;
  const tag = project.tags.find((each) => each.id === row.tagId);
  const coderPlace = project.members.findIndex((each) => each.id === row.createdById);
  const coder = project.members[coderPlace];
  const light = (keys: readonly string[]) => {
    session.hover.set(new Set(keys));
    session.view.get()?.setHover(keys);
  };
  const go = () => {
    session.active.set({ key: annotationKey, among: [annotationKey], card: 'text', focus: null });
    session.view.get()?.scrollTo(row, { align: 'nearest' });
  };
  return (
    <li
      ref={ref}
      data-index={index}
      className={classes.item}
      data-level={top !== undefined}
      style={top === undefined ? undefined : { top }}
      aria-posinset={position}
      aria-setsize={size}
    >
      <button
        type="button"
        className={classes.card}
        style={tagStyle(tag?.appearance ?? 0)}
        data-lit={lit}
        data-active={active}
        data-pending={pending}
        aria-current={active || undefined}
        data-height={row.memo === null ? 'plain' : 'memo'}
        onPointerEnter={() => light([annotationKey])}
        onPointerLeave={() => light([])}
        onFocus={() => light([annotationKey])}
        onBlur={() => light([])}
        onClick={go}
      >
        <span className={classes.head}>
          <span className={classes.tag}>{tag === undefined ? '–' : nameOf(tag)}</span>
          {tag !== undefined && <TagCaption tag={tag} />}
          {row.certainty !== null && (
            <span className={classes.certainty} title={t('card.certainty')}>
              <span aria-hidden="true">{'●'.repeat(row.certainty) + '○'.repeat(3 - row.certainty)}</span>
              <VisuallyHidden>{t(`common:certainty.${row.certainty as 1 | 2 | 3}`)}</VisuallyHidden>
            </span>
          )}
          {row.layerId !== '' && <Later part={reviewMark} wanted={false} give={{ project, row }} />}
          <span className={classes.coder} title={coder?.name}>
            {colourBy === 'coder' && coder !== undefined ? (
              <CoderSwatch place={coderPlace} initials={coder.initials} />
            ) : (
              coder?.initials
            )}
          </span>
        </span>
        <q dir="auto" className={classes.quote} lang="">
          {row.quote.slice(0, 200)}
        </q>
        {row.memo !== null && (
          <span className={classes.memo} dir="auto">
            {row.memo.slice(0, 200)}
          </span>
        )}
      </button>
    </li>
  );
});
