import type { AgreementSelection } from '@koersvast/contracts';
import { at } from '../../lib/base.ts';

/** What can be taken along, in the order in which it is needed. */
export const files = [
  'agreement.csv',
  'agreement_spans.csv',
  'agreement.py',
  'agreement.R',
  'facts.csv',
] as const;
export type File = (typeof files)[number];

/** What is measured under the names that people can write themselves; whole where those do not have it. */
function queryOf(selection: AgreementSelection, roundNumber: number | null): URLSearchParams {
  const { roundId, layers, onlyIndependent, documents, tagIds, coderIds, withChildren } = selection;
  const isGone = roundId !== null && roundNumber === null;
  const isByRule = documents.kind !== 'all' && documents.conditions !== undefined;
  if (isByRule || withChildren || isGone)
    return new URLSearchParams({ selection: JSON.stringify(selection) });
  const query = new URLSearchParams();
  if (roundNumber !== null) query.set('round', String(roundNumber));
  if (layers !== 'first-pass') query.set('layers', layers);
  if (!onlyIndependent) query.set('all', '1');
  if (documents.kind === 'set') query.set('set', documents.setId);
  for (const tagId of tagIds ?? []) query.append('tags', tagId);
  for (const coderId of coderIds ?? []) query.append('coders', coderId);
  return query;
}

interface Of {
  readonly projectId: string;
  readonly selection: AgreementSelection;
  readonly rounds: readonly { readonly id: string; readonly number: number }[];
}

/** The path of a file about what is measured. Scripts, and what people told of the study, are the same whatever that is. */
export function pathOf({ projectId, selection, rounds }: Of, file: File, token?: string): string {
  const number = rounds.find(({ id }) => id === selection.roundId)?.number ?? null;
  const query =
    file.startsWith('agreement') && file.endsWith('.csv')
      ? queryOf(selection, number)
      : new URLSearchParams();
  if (token !== undefined) query.set('token', token);
  const asked = query.toString();
  return at(`/api/projects/${projectId}/${file}${asked === '' ? '' : `?${asked}`}`);
}
