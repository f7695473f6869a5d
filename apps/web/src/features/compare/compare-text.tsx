import type { DocumentText, ListedDocument, ProjectDetail, Tag } from '@koersvast/contracts';
import type { Span } from '@koersvast/core/text';
import type { Lane, Row, TextView, ViewAnnotation } from '@koersvast/highlighter';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { labelTags, memberName, type NamedTag } from '../../data/project.ts';
import { coderLane, laneItemsOf } from '../../parts/letter/coder-lanes.ts';
import letterClasses from '../../parts/letter/letter.module.css';
import { useLanedView } from '../../parts/letter/use-laned-view.ts';
import type { Draft } from '../../parts/review/intent.ts';
import { keyOf } from '../../parts/review/said.ts';
import { tagLooks } from '../../parts/tag/tag-looks.ts';
import classes from './compare-text.module.css';
import type { Comparison, Difference } from './comparison.ts';
import { tagsSaid } from './words.ts';

const draftId = 'draft';

interface CompareTextProps {
  readonly row: ListedDocument;
  readonly text: DocumentText;
  readonly project: ProjectDetail;
  readonly comparison: Comparison;
  /** What passes the filter. */
  readonly list: readonly Difference[];
  readonly current: Difference | null;
  readonly draft: Draft | null;
  /** Somebody pointed at a difference; `key` names the annotation whose bar it was, if it was one. */
  readonly onChoose: (differenceId: string, key: string | null) => void;
  readonly onSelect: (span: Span | null) => void;
  readonly onBoundary: (span: Span) => void;
  readonly onView: (view: TextView | null) => void;
}

const settledPaint = 0;
const leftPaint = 1;
const firstTagPaint = 2;
/** Colours of the style sheet beside those of the tags. */
const settledColour = 100;
const leftColour = 101;

/** The lanes of all coders, and of the final version once it has been started. */
function lanesOf(
  project: ProjectDetail,
  comparison: Pick<Comparison, 'coders' | 'differences' | 'final' | 'finalAnnotations' | 'decisions'>,
  final: { readonly label: string; readonly name: string },
  nameOf: (tagId: string) => string,
): Lane[] {
  const differenceOf = new Map<string, string>();
  for (const { id, versions } of comparison.differences)
    for (const { annotations } of versions) for (const row of annotations) differenceOf.set(keyOf(row), id);
  const itemOf = laneItemsOf(project, nameOf);
  const lanes = comparison.coders.map(({ memberId, annotations }) =>
    coderLane(
      project,
      memberId,
      annotations.map((row) => itemOf(row, differenceOf.get(keyOf(row)) ?? null)),
    ),
  );
  if (comparison.final === null) return lanes;
  const sourced = new Map<string, string>();
  for (const { annotationId, sources } of comparison.decisions)
    for (const source of sources) {
      const difference = differenceOf.get(keyOf({ layerId: source.layerId, id: source.annotationId }));
      if (annotationId !== null && difference !== undefined) sourced.set(annotationId, difference);
    }
  const items = comparison.finalAnnotations.map((row) => itemOf(row, sourced.get(row.id) ?? null));
  return [...lanes, { id: comparison.final.id, ...final, final: true, items }];
}

/** The lanes, and what the margin says of a row of them. */
function useLanes(project: ProjectDetail, comparison: Comparison, nameOf: (tag: NamedTag) => string) {
  const { t } = useTranslation('compare');
  const { coders, differences, final, finalAnnotations, decisions } = comparison;
  const lanes = useMemo(
    () =>
      lanesOf(
        project,
        { coders, differences, final, finalAnnotations, decisions },
        { label: t('final.short'), name: t('final.lane') },
        (tagId) => {
          const tag = project.tags.find((each) => each.id === tagId);
          return tag === undefined ? '–' : nameOf(tag);
        },
      ),
    [project, coders, differences, final, finalAnnotations, decisions, t, nameOf],
  );
  const all = coders.length;
  const labelOf = useCallback(
    ({ who }: Row) => {
      if (who.length <= 2 && who.length < all) return who.map(({ label }) => label).join(' ');
      if (who.length < all) return t('lane.some', { some: who.length, all });
      return who.length > 1 ? t('lane.all', { all }) : (who[0]?.label ?? '');
    },
    [all, t],
  );
  return { lanes, labelOf };
}

function draftedOf(draft: Draft, tags: readonly Tag[], label: string): ViewAnnotation {
  const place = tags.findIndex(({ id }) => id === draft.tagId);
  return {
    id: draftId,
    start: draft.start,
    end: draft.end,
    paint: firstTagPaint + Math.max(0, place),
    label,
  };
}

/** The text once, with what each coder made of it in lanes under its lines. */
export function CompareText(props: CompareTextProps) {
  const { row, text, project, comparison, list, current, draft, onChoose, onSelect, onBoundary, onView } =
    props;
  const { t, i18n } = useTranslation('compare');
  const labels = labelTags(project.tags, i18n.language);
  const nameOf = useCallback(
    (tag: NamedTag) => (tag.id === undefined ? undefined : labels.get(tag.id)?.label) ?? tag.name,
    [labels],
  );
  const { lanes, labelOf } = useLanes(project, comparison, nameOf);
  const currentId = current?.id ?? null;
  const { host, view } = useLanedView({
    row,
    text,
    foot: () => 48,
    speak: (spoken) => {
      if (spoken.kind === 'nothing_selected') return t('spoken.nothing');
      if (spoken.kind === 'selection') return t('spoken.selected', { text: spoken.text });
      return [spoken.text, ...spoken.entered].join('. ');
    },
    hear: {
      onSelect: (selection) => onSelect(selection?.span ?? null),
      onActivate: ({ ids }) => {
        const found = ids.find((id) => id !== draftId);
        if (found !== undefined) onChoose(found, null);
      },
      onBoundaryDrag: (id, span, phase) => {
        if (id === draftId && phase === 'end') onBoundary(span);
      },
    },
    lanes,
    labelOf,
    currentId,
    onChoose,
    onView,
  });

  const { tags } = project;
  useEffect(() => {
    view.current?.setPaint([
      { colour: settledColour, line: 'dotted' },
      { colour: leftColour, line: 'solid' },
      ...tagLooks(tags),
    ]);
  }, [view, tags]);

  const shown = useMemo(
    () =>
      list.map(
        (difference): ViewAnnotation => ({
          id: difference.id,
          start: difference.start,
          end: difference.end,
          paint: difference.settled ? settledPaint : leftPaint,
          label: t(`kind.${difference.kind}.label`, { versions: tagsSaid(project, difference, nameOf) }),
          fixed: true,
        }),
      ),
    [list, project, t, nameOf],
  );
  useEffect(() => {
    const label = t('draft.label', { who: memberName(project, project.me.id) });
    const drafted = draft === null ? [] : [draftedOf(draft, tags, label)];
    view.current?.setAnnotations([...shown, ...drafted]);
  }, [view, shown, draft, tags, project, t]);
  const activeId = draft === null ? currentId : draftId;
  useEffect(() => view.current?.setActive(activeId), [view, activeId]);

  return <div className={`${letterClasses.letter} ${classes.text}`} ref={host} />;
}
