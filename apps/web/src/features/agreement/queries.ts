import type { AgreementSelection } from '@koersvast/contracts';
import { trpc } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';

/** Under this name the server tells this page how far it is. */
export const watch = newId();

/** Whoever leaves, or stops it, has it reckoned no further; what was reckoned before is shown until there is newer. */
const asked = { trpc: { abortOnUnmount: true }, placeholderData: undefined } as const;

export function overviewQuery(projectId: string, selection: AgreementSelection) {
  return trpc.agreement.overview.queryOptions({ projectId, selection, watch }, asked);
}
