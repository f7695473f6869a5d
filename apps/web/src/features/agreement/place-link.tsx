import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isFollowedHere } from '../../lib/followed-here.ts';
import rowLink from '../../ui/row-link.module.css';
import classes from './passages-view.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';

interface PlaceLinkProps {
  readonly documentId: string;
  /** Null where nothing is compared in one round: it leads to the text itself. */
  readonly roundId: string | null;
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
  const params = { projectId, documentId };
  const at = `${start}-${end}`;
  const target =
    roundId === null
      ? ({ to: '/p/$projectId/documents/$documentId', params, search: { at } } as const)
      : ({
          to: '/p/$projectId/documents/$documentId/compare',
          params,
          search: { round: roundId, at, pass: selection.layers === 'current' ? 'now' : 'first' },
        } as const);
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
