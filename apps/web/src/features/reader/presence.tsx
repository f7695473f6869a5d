import type { ProjectDetail } from '@koersvast/contracts';
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePresenceBeat } from '../../data/live/presence.ts';
import { usePresent } from '../../data/live/project-live.ts';
import { InFrame } from '../../lib/frame-slot.tsx';
import classes from './presence.module.css';

interface PresenceProps {
  readonly project: ProjectDetail;
  readonly documentId: string;
}

/** The initials of the others who have this document open. */
export function Presence({ project, documentId }: PresenceProps) {
  const { t } = useTranslation('reader');
  usePresenceBeat(project.project.id, documentId);
  const present = usePresent();
  const ids = new Set(present.filter((each) => each.documentId === documentId).map((each) => each.memberId));
  const others = project.members.filter((member) => ids.has(member.id) && member.id !== project.me.id);
  if (others.length === 0) return null;
  return (
    <InFrame>
      <ul className={classes.presence} aria-label={t('presence.label')}>
        {others.map(({ id, name, initials }) => (
          <li key={id} title={t('presence.here', { name })}>
            <span aria-hidden="true">{initials}</span>
            <VisuallyHidden>{name}</VisuallyHidden>
          </li>
        ))}
      </ul>
    </InFrame>
  );
}
