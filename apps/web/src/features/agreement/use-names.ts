import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { labelTags, memberName } from '../../data/project.ts';

/** What coders and tags are called here: the final layer is among the first, and nothing among the second. */
export function useNames(detail: ProjectDetail) {
  const { t, i18n } = useTranslation('agreement');
  const labels = labelTags(detail.tags, i18n.language);
  const known = new Map(detail.tags.map((tag) => [tag.id, tag]));
  return {
    coder: (id: string) => (id === 'final' ? t('coder.final') : memberName(detail, id)),
    tag: (id: string | null) => (id === null ? t('nothing') : (labels.get(id)?.label ?? '–')),
    tagOf: (id: string) => known.get(id),
  };
}
