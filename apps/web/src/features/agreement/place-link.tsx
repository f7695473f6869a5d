import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import rowLink from '../../ui/row-link.module.css';
import classes from './passages-view.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';
import { isFollowedHere } from './use-way-back.ts';

interface PlaceLinkProps {
  readonly documentId: string;
  readonly roundId: string;
  readonly start: number;
  readonly end: number;
  /** Its name in the list that it is in: the way back leads there. */
  readonly place: string;
  readonly children: ReactNode;
}

/** Leads to a place of a text where coders are compared, with the same work that is measured. */
export function PlaceLink({ documentId, roundId, start, end, place, children }: PlaceLinkProps) {
  const { projectId, selection, leave } = useAgreementAddress();
  const navigate = useNavigate();
  const target = {
    to: '/p/$projectId/documents/$documentId/compare',
    params: { projectId, documentId },
    search: {
      round: roundId,
      at: `${start}-${end}`,
      pass: selection.layers === 'current' ? 'now' : 'first',
    },
  } as const;
  return (
    <Link
      {...target}
      className={`${classes.link} ${rowLink.link}`}
      data-difference=""
      data-place={place}
      onClick={(event) => {
        if (!isFollowedHere(event)) return;
        event.preventDefault();
        void leave(place, () => navigate(target));
      }}
    >
      {children}
    </Link>
  );
}
