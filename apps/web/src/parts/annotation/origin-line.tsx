import type { ProjectDetail } from '@koersvast/contracts';
import type { AnnotationRow } from '@koersvast/core/annotation';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { memberName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './annotation-editor.module.css';

interface OriginLineProps {
  readonly project: ProjectDetail;
  readonly row: Pick<AnnotationRow, 'id' | 'layerId'>;
}

/** Of an annotation that was a hit of a search: of which, tagged by whom and when. Of what was coded by hand nothing. */
export function OriginLine({ project, row }: OriginLineProps) {
  const { t } = useTranslation('tagAll');
  const format = useFormat();
  const { data } = useQuery(
    trpc.annotation.origin.queryOptions(
      { projectId: project.project.id, layerId: row.layerId, annotationId: row.id },
      // It never changes.
      { staleTime: Number.POSITIVE_INFINITY, retry: false },
    ),
  );
  if (!data) return null;
  return (
    <p className={classes.quiet}>
      {t('origin.text', {
        who: memberName(project, data.memberId),
        when: format.moment(data.at),
        query: data.query,
        boundary: t(`boundary.${data.boundary}`),
      })}
    </p>
  );
}
