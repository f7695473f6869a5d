import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import rowLink from '../../ui/row-link.module.css';
import classes from './passages-view.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';

interface PlaceLinkProps {
  readonly documentId: string;
  readonly roundId: string;
  readonly start: number;
  readonly end: number;
  readonly children: ReactNode;
}

/** Leads to a place of a text where coders are compared, with the same work that is measured. */
export function PlaceLink({ documentId, roundId, start, end, children }: PlaceLinkProps) {
  const { projectId, selection } = useAgreementAddress();
  return (
    <Link
      to="/p/$projectId/documents/$documentId/compare"
      params={{ projectId, documentId }}
      search={{
        round: roundId,
        at: `${start}-${end}`,
        pass: selection.layers === 'current' ? 'now' : 'first',
      }}
      className={`${classes.link} ${rowLink.link}`}
      data-difference=""
    >
      {children}
    </Link>
  );
}
