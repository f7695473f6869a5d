import type { Board, DocumentListItem, ProjectDetail, Round } from '@koersvast/contracts';
import { may } from '@koersvast/core/ability';
import { isInRound } from '@koersvast/core/round';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isActive, mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';

/** How a round stands, in a few words: blind or shared, and where it is in its life. */
export function useRoundState(): (round: Round) => string {
  const { t } = useTranslation('round');
  const format = useFormat();
  return (round) => {
    const { revealedAt, state, blind } = round;
    if (revealedAt !== null) {
      const revealed = t('state.revealed', { when: format.day(revealedAt) });
      return state === 'closed' ? `${revealed}, ${t('state.closed')}` : revealed;
    }
    const kind = t(blind ? 'kind.blind' : 'kind.open');
    return `${kind}, ${t(`state.${state === 'revealed' ? 'running' : state}`)}`;
  };
}

/** The documents of a round that have not been removed, in the order of the list. */
export function documentsIn(
  round: Pick<Round, 'documentIds'>,
  documents: readonly DocumentListItem[],
): DocumentListItem[] {
  return documents.filter(({ document }) => isInRound(round, document.id));
}

/** The members who can be given documents, in the order in which they came. */
export function codersOf(detail: ProjectDetail): ProjectDetail['members'] {
  return detail.members.filter((member) => isActive(member) && may(member.role, 'annotation.write'));
}

/** The people who are invited to code and can still join, the first invited first; for owners alone. */
export function useInvitedCoders(detail: ProjectDetail): Board['invited'] {
  const invitations = useQuery(
    trpc.member.invitations.queryOptions(
      { projectId: detail.project.id },
      { enabled: mayHere(detail, 'member.invite') },
    ),
  );
  return (invitations.data ?? [])
    .filter(
      ({ usedAt, revokedAt, expired, role }) =>
        usedAt === null && revokedAt === null && expired !== true && may(role, 'annotation.write'),
    )
    .map(({ id, role, note, expiresAt }) => ({ id, role, note, expiresAt, expired: false }))
    .reverse();
}
