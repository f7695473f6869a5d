import type { tagPassages, tagPassagesInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Access, Tx } from '@koersvast/db';
import type { z } from 'zod';
import { openStudy } from '../study/study.ts';

/** How many are read: the export has all of them. */
const most = 200;

/**
 * The passages behind a tag's usage, as far as the member may see, in the order of the documents and of their
 * texts. Throws `not_found` for a tag of another project, as for one that is nowhere.
 */
export async function readTagPassages(
  tx: Tx,
  access: Access,
  { tagId }: z.infer<typeof tagPassagesInput>,
): Promise<z.infer<typeof tagPassages>> {
  const { projectId } = access;
  const tag = await tx.tag.findFirst({ where: { projectId, id: tagId }, select: { id: true } });
  if (!tag) throw new DomainError('not_found');
  return openStudy(tx, access).tagPassages(tagId, most);
}
