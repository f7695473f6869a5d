import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { labelTags, memberName } from '../../data/project.ts';

/** Tags that were not merged into others: what was given counts, archived or not. */
export const standingTags = (detail: ProjectDetail) =>
  detail.tags.filter(({ mergedIntoId }) => mergedIntoId === null);

/** What coders and tags are called here: the final layer is among the first, and nothing among the second. */
export function useNames(detail: ProjectDetail) {
  const { t, i18n } = useTranslation('agreement');
  const labels = labelTags(detail.tags, i18n.language);
  const known = new Map(detail.tags.map((tag) => [tag.id, tag]));
  return {
    coder: (id: string) => (id === 'final' ? t('coder.final') : memberName(detail, id)),
    /** What is archived can no longer be given, and still counts where it was. */
    tag: (id: string | null) => {
      if (id === null) return t('nothing');
      const label = labels.get(id)?.label ?? '–';
      return known.get(id)?.archivedAt == null ? label : t('tag.archived', { tag: label });
    },
    tagOf: (id: string) => known.get(id),
  };
}
