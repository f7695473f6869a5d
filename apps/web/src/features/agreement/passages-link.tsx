import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isFollowedHere } from '../../lib/followed-here.ts';
import { type PassagesSearch, useAgreementAddress } from './use-agreement-address.ts';

interface PassagesLinkProps {
  /** Where it stands: the way back leads there. */
  readonly place: string;
  readonly which: PassagesSearch;
  readonly label?: string | undefined;
  readonly className?: string | undefined;
  readonly dir?: 'auto';
  readonly title?: string;
  /** False where another link beside it leads to the same. */
  readonly stop?: boolean;
  readonly children: ReactNode;
}

/** Leads to the passages behind a figure. */
export function PassagesLink(props: PassagesLinkProps) {
  const { place, which, label, stop = true, children, ...rest } = props;
  const { projectId, passages } = useAgreementAddress();
  return (
    <Link
      {...rest}
      to="/p/$projectId/agreement"
      params={{ projectId }}
      search={(before) => ({ ...before, passages: which })}
      aria-label={label}
      data-place={place}
      tabIndex={stop ? undefined : -1}
      onClick={(event) => {
        if (!isFollowedHere(event)) return;
        event.preventDefault();
        void passages(place, which);
      }}
    >
      {children}
    </Link>
  );
}
