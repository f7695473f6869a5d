import { type LostAnnotation, type Rendition, toldOfRendition } from '@koersvast/contracts';
import { may } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import type { Study } from '../study/study.ts';

/** The readings of a letter, the first one first. Throws `not_found`, also for one that was taken back. */
export async function listRenditions(
  study: Study,
  documentId: string,
): Promise<{ currentId: string; renditions: Rendition[] }> {
  const renditions = await study.renditions(documentId);
  const current = renditions.find((each) => each.current);
  if (!current) throw new DomainError('not_found');
  return { currentId: current.documentId, renditions };
}

/** What found no place when letters were read again and waits for one. Throws `not_found`. */
export async function listLost(
  study: Study,
  documentId: string | null,
): Promise<{ total: number; annotations: LostAnnotation[] }> {
  if (documentId !== null) await study.checkDocument(documentId);
  const { total, lost } = await study.lost(documentId, toldOfRendition);
  const { memberId, role } = study.access;
  const annotations = lost.map((each) => ({ ...each, mayPlace: mayPlace(each, { memberId, role }) }));
  return { total, annotations };
}

/** Whoever made it, if they may still code, and owners. */
export function mayPlace(
  lost: { readonly memberId: string | null },
  { memberId, role }: Pick<Study['access'], 'memberId' | 'role'>,
): boolean {
  return may(role, 'document.readAgain') || (lost.memberId === memberId && may(role, 'annotation.write'));
}
