import type { DocumentListItem, ProjectDetail, Round } from '@koersvast/contracts';
import { isBlindNow, isInRound, may } from '@koersvast/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/words.ts';

/** How a round stands, in a few words. */
export function useRoundState(): (round: Round) => string {
  const { t } = useTranslation('round');
  const format = useFormat();
  return (round) => {
    if (round.revealedAt !== null) return t('state.revealed', { when: format.day(round.revealedAt) });
    return t(isBlindNow(round) ? 'state.blind' : 'state.open');
  };
}

/** The documents of a round that have not been removed, in the order of the list. */
export function documentsIn(
  round: Pick<Round, 'documentIds'>,
  documents: readonly DocumentListItem[],
): DocumentListItem[] {
  return documents.filter(({ document }) => isInRound(round, document.id));
}

/** The members who may be given documents, in the order in which they came. */
export function codersOf(detail: ProjectDetail): ProjectDetail['members'] {
  return detail.members.filter(({ role, removedAt }) => removedAt === null && may(role, 'annotation.write'));
}
