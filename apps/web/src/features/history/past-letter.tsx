import type { AnnotationsOfDocument, DocumentRow, DocumentText, ProjectDetail } from '@koersvast/contracts';
import { annotationKey } from '@koersvast/core/annotation';
import { appearanceAt } from '@koersvast/core/codebook';
import type { TextView } from '@koersvast/highlighter';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';
import classes from '../../parts/letter/letter.module.css';
import { useTextView } from '../../parts/letter/use-text-view.ts';

interface PastLetterProps {
  readonly project: ProjectDetail;
  readonly row: DocumentRow;
  readonly text: DocumentText;
  /** What stood there; undefined until it is known. */
  readonly past: AnnotationsOfDocument | undefined;
}

/** The letter with what stood in it at a moment, to be read only. */
export function PastLetter({ project, row, text, past }: PastLetterProps) {
  const { t } = useTranslation('history');
  const nameOf = useTagName();
  const [view, setView] = useState<TextView | null>(null);
  const host = useTextView({
    row,
    text,
    onMade: (made) => {
      setView(made);
      return () => setView(null);
    },
  });
  useEffect(() => {
    view?.setPaint(project.tags.map(({ appearance }) => appearanceAt(appearance)));
  }, [view, project.tags]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a language change with the page
  useEffect(() => {
    if (view === null || past === undefined) return;
    const shown = new Set(past.layers.filter(({ kind }) => kind !== 'first_pass').map(({ id }) => id));
    view.setAnnotations(
      past.annotations
        .filter(({ layerId }) => shown.has(layerId))
        .map((each) => {
          const place = project.tags.findIndex(({ id }) => id === each.tagId);
          const tag = project.tags[place];
          return {
            id: annotationKey(each),
            start: each.start,
            end: each.end,
            paint: Math.max(0, place),
            label: t('past.label', {
              tag: tag === undefined ? '–' : nameOf(tag),
              coder: memberName(project, each.createdById),
            }),
            fixed: true,
          };
        }),
    );
  }, [view, past, project]);
  return <div className={classes.letter} ref={host} />;
}
