import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { labelTags, memberName } from '../../data/project.ts';

/** Tags that were not merged into others: what was given counts, archived or not. */
export const standingTags = (detail: ProjectDetail) =>
  detail.tags.filter(({ mergedIntoId }) => mergedIntoId === null);

/** What tags, coders and rounds are called here. */
export function useNames(detail: ProjectDetail) {
  const { t, i18n } = useTranslation('count');
  const labels = labelTags(detail.tags, i18n.language);
  return {
    tag: (id: string) => labels.get(id)?.label ?? '–',
    coder: (id: string) => (id === 'final' ? t('column.final') : memberName(detail, id)),
    round: (id: string) => detail.rounds.find((round) => round.id === id)?.name ?? '–',
  };
}
