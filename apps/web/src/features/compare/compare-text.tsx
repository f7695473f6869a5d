import type { DocumentRow, DocumentText, ProjectDetail } from '@koersvast/contracts';
import { captionOf, type Span } from '@koersvast/core';
import { createTextView, type Spoken, type TextView, type ViewAnnotation } from '@koersvast/highlighter';
import '@koersvast/highlighter/highlighter.css';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { blocksOf, sentencesOf } from '../../data/document-text.ts';
import { labelTags, memberName, type NamedTag } from '../../data/project.ts';
import { tagLooks } from '../../parts/tag/tag-looks.ts';
import letterClasses from '../../ui/letter.module.css';
import classes from './compare-text.module.css';
import { type Comparison, type Difference, keyOf } from './comparison.ts';
import { createLaneLayer, type LaneLayer } from './lane-layer.ts';
import type { Lane, LaneItem, Row } from './lanes.ts';
import { barsHeight } from './measures.ts';
import { tagsSaid } from './words.ts';

/** What is being proposed or decided: shown over the text, with handles at its ends. */
export interface Draft {
  readonly tagId: string;
  readonly start: number;
  readonly end: number;
}

const draftId = 'draft';

interface CompareTextProps {
  readonly row: DocumentRow;
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

/** What looks like nothing in particular. */
const plainTag = { appearance: 0, key: null };

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
  const tagOf = new Map(project.tags.map((tag) => [tag.id, tag]));
  const itemOf = (row: {
    id: string;
    layerId: string;
    tagId: string;
    start: number;
    end: number;
  }): LaneItem => ({
    id: keyOf(row),
    tagId: row.tagId,
    start: row.start,
    end: row.end,
    appearance: tagOf.get(row.tagId)?.appearance ?? 0,
    caption: captionOf(tagOf.get(row.tagId) ?? plainTag),
    title: nameOf(row.tagId),
    difference: differenceOf.get(keyOf(row)) ?? null,
  });
  const lanes = comparison.coders.map(({ memberId, annotations }): Lane => {
    const member = project.members.find(({ id }) => id === memberId);
    return {
      id: memberId,
      label: member?.initials ?? '–',
      name: member?.name ?? '–',
      final: false,
      items: annotations.map(itemOf),
    };
  });
  if (comparison.final === null) return lanes;
  const sourced = new Map<string, string>();
  for (const { annotationId, sources } of comparison.decisions)
    for (const source of sources) {
      const difference = differenceOf.get(keyOf({ layerId: source.layerId, id: source.annotationId }));
      if (annotationId !== null && difference !== undefined) sourced.set(annotationId, difference);
    }
  const items = comparison.finalAnnotations.map((row) => ({
    ...itemOf(row),
    difference: sourced.get(row.id) ?? null,
  }));
  return [...lanes, { id: comparison.final.id, ...final, final: true, items }];
}

/** The text once, with what each coder made of it in lanes under its lines. */
export function CompareText(props: CompareTextProps) {
  const { row, text, project, comparison, list, current, draft } = props;
  const { t, i18n } = useTranslation('compare');
  const labels = labelTags(project.tags, i18n.language);
  const nameOf = useCallback(
    (tag: NamedTag) => (tag.id === undefined ? undefined : labels.get(tag.id)?.label) ?? tag.name,
    [labels],
  );
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<TextView | null>(null);
  const layer = useRef<LaneLayer | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const speak = useRef((_spoken: Spoken): string => '');
  speak.current = (spoken) => {
    if (spoken.kind === 'nothing_selected') return t('spoken.nothing');
    if (spoken.kind === 'selection') return t('spoken.selected', { text: spoken.text });
    return [spoken.text, ...spoken.entered].join('. ');
  };
  const { title, language } = row;

  useEffect(() => {
    const place = host.current;
    if (place === null) return;
    const blocks = blocksOf(text);
    const made = createTextView(place, {
      text: text.text,
      blocks,
      sentences: sentencesOf(text),
      language,
      labels: { region: title, speak: (spoken) => speak.current(spoken) },
      scrollMargin: { top: barsHeight + 24, bottom: 48 },
      onSelect: (selection) => latest.current.onSelect(selection?.span ?? null),
      onActivate: ({ ids }) => {
        const found = ids.find((id) => id !== draftId);
        if (found !== undefined) latest.current.onChoose(found, null);
      },
      onBoundaryDrag: (id, span, phase) => {
        if (id === draftId && phase === 'end') latest.current.onBoundary(span);
      },
      onLayout: () => layer.current?.refresh(true),
    });
    layer.current = createLaneLayer(place, made, blocks, (difference, item) =>
      latest.current.onChoose(difference, item),
    );
    view.current = made;
    latest.current.onView(made);
    return () => {
      layer.current?.destroy();
      layer.current = null;
      view.current = null;
      latest.current.onView(null);
      made.destroy();
    };
  }, [text, title, language]);

  const { tags } = project;
  useEffect(() => {
    view.current?.setPaint([
      { colour: settledColour, line: 'dotted' },
      { colour: leftColour, line: 'solid' },
      ...tagLooks(tags),
    ]);
  }, [tags]);

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
  useEffect(() => layer.current?.setLanes(lanes, labelOf), [lanes, labelOf]);

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
  const currentId = current?.id ?? null;
  useEffect(() => {
    const drafted: ViewAnnotation[] =
      draft === null
        ? []
        : [
            {
              id: draftId,
              start: draft.start,
              end: draft.end,
              paint:
                firstTagPaint +
                Math.max(
                  0,
                  tags.findIndex(({ id }) => id === draft.tagId),
                ),
              label: t('draft.label', { who: memberName(project, project.me.id) }),
            },
          ];
    view.current?.setAnnotations([...shown, ...drafted]);
  }, [shown, draft, tags, project, t]);
  const activeId = draft === null ? currentId : draftId;
  useEffect(() => {
    view.current?.setActive(activeId);
    layer.current?.setCurrent(currentId);
  }, [activeId, currentId]);

  return <div className={`${letterClasses.letter} ${classes.text}`} ref={host} />;
}
