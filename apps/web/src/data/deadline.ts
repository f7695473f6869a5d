import type { Round } from '@koersvast/contracts';
import { daysUntil, isRunning } from '@koersvast/core/round';
import { useTranslation } from 'react-i18next';

/** Today as the calendar of whoever looks has it, `2026-12-01`. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whether a deadline still says something: not of a round that is closed, or whose reveal has come. */
function reminds(round: Pick<Round, 'state' | 'revealedAt' | 'deadline'>): boolean {
  return (
    round.deadline !== null && round.revealedAt === null && (isRunning(round) || round.state === 'planned')
  );
}

/** How long until a deadline, or how long after it, in words; null where there is none, or it is past caring. */
export function useDeadlineWords(): (
  round: Pick<Round, 'state' | 'revealedAt' | 'deadline'>,
) => string | null {
  const { t } = useTranslation();
  return (round) => {
    if (round.deadline === null || !reminds(round)) return null;
    const days = daysUntil(round.deadline, today());
    if (days === 0) return t('deadline.today');
    return days > 0 ? t('deadline.left', { count: days }) : t('deadline.late', { count: -days });
  };
}

/** Whether it is past. */
export function isLate(round: Pick<Round, 'state' | 'revealedAt' | 'deadline'>): boolean {
  return round.deadline !== null && reminds(round) && daysUntil(round.deadline, today()) < 0;
}
