import type { AnnotationsOfDocument, ProjectDetail, Round } from '@koersvast/contracts';
import { useMemo } from 'react';
import { type Difference, type Pass, passesFilter } from './comparison.ts';
import type { CompareAddress } from './use-compare-address.ts';
import { useComparison, useFirstPass } from './use-comparison.ts';
import { useStayNow } from './use-stay-now.ts';

/** Whether a difference lies at this place of the text, at least in part. */
function isAt(at: CompareAddress['at']): (difference: Difference) => boolean {
  return ({ start, end }) => at !== undefined && start < at.end && at.start < end;
}

/** What of a document's differences is looked at: of which pass, which of them, and the one that is worked on. */
export function useLookedAt(
  project: ProjectDetail,
  round: Round,
  data: AnnotationsOfDocument,
  address: CompareAddress,
) {
  const first = useFirstPass(data, round.id);
  const asked = address.pass ?? (round.revealedAt === null ? 'now' : 'first');
  const pass: Pass = first.has ? asked : 'now';
  // As long as nothing has changed since, both are the same, and what is decided is decided of the work as it is now.
  const reads = pass === 'first' && !first.same;
  useStayNow(first.same, pass, address);
  const comparison = useComparison(data, project, round, reads ? 'first' : 'now');
  const { differences } = comparison;
  const { kind, tag, coder, left } = address.filter;
  const list = useMemo(
    () => differences.filter((each) => passesFilter(each, { kind, tag, coder, left })),
    [differences, kind, tag, coder, left],
  );
  const current: Difference | null =
    differences.find(({ id }) => id === address.differenceId) ??
    list.find(isAt(address.at)) ??
    list[0] ??
    null;
  return { first, pass, reads, comparison, list, current };
}
