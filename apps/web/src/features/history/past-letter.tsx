import type {
  AnnotationsOfDocument,
  DocumentText,
  ListedDocument,
  ProjectDetail,
} from '@koersvast/contracts';
import { annotationKey } from '@koersvast/core/annotation';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';
import { type Mark, MarkedLetter } from '../../parts/letter/marked-letter.tsx';

interface PastLetterProps {
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
  readonly text: DocumentText;
  /** What stood there; undefined until it is known. */
  readonly past: AnnotationsOfDocument | undefined;
}

/** The letter with what stood in it at a moment, to be read only. */
export function PastLetter({ project, row, text, past }: PastLetterProps) {
  const { t } = useTranslation('history');
  const nameOf = useTagName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a language change with the page
  const marks = useMemo((): Mark[] => {
    if (past === undefined) return [];
    const shown = new Set(past.layers.filter(({ kind }) => kind !== 'first_pass').map(({ id }) => id));
    return past.annotations
      .filter(({ layerId }) => shown.has(layerId))
      .map((each) => {
        const { start, end, tagId } = each;
        const tag = project.tags.find(({ id }) => id === tagId);
        const label = t('past.label', {
          tag: tag === undefined ? '–' : nameOf(tag),
          coder: memberName(project, each.createdById),
        });
        return { id: annotationKey(each), start, end, tagId, label };
      });
  }, [past, project]);
  return <MarkedLetter project={project} row={row} text={text} marks={marks} />;
}
