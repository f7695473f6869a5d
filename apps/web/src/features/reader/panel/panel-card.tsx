import type { ProjectDetail } from '@koersvast/contracts';
import type { ShownAnnotation } from '@koersvast/core/pending';
import { memo, type Ref } from 'react';
import { AnnotationFace } from '../../../parts/annotation/annotation-face.tsx';
import { tagStyle } from '../../../parts/tag/tag-style.ts';
import type { ColourBy } from '../letter.tsx';
import { usePart, useReaderSession } from '../reader-session.ts';
import classes from './panel-card.module.css';

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
  const session = useReaderSession();
  const lit = usePart(session.hover, (keys) => keys.has(annotationKey));
  const active = usePart(session.active, (each) => each?.key === annotationKey);
  const { row } = shown;
  const tag = project.tags.find((each) => each.id === row.tagId);
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
        aria-current={active || undefined}
        data-height={row.memo === null ? 'plain' : 'memo'}
        onPointerEnter={() => light([annotationKey])}
        onPointerLeave={() => light([])}
        onFocus={() => light([annotationKey])}
        onBlur={() => light([])}
        onClick={go}
      >
        <AnnotationFace project={project} shown={shown} byCoder={colourBy === 'coder'} />
      </button>
    </li>
  );
});
