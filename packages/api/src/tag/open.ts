import { checkCodebookOpen, checkQuotable, type Role, type TagExample } from '@koersvast/core';
import { type Command, type Rows, readRows, sql, type Tx } from '@koersvast/db';

function readRounds(tx: Tx, projectId: string): Promise<Rows['round'][]> {
  return readRows(tx, 'round', sql`WHERE project_id = ${projectId}::uuid ORDER BY number`);
}

/** Throws `codebook_closed` for whoever is no owner while a round is coded blind. */
export async function checkCodebookOpenTo(who: {
  readonly tx: Tx;
  readonly projectId: string;
  readonly role: Role;
}): Promise<void> {
  checkCodebookOpen(await readRounds(who.tx, who.projectId), who.role);
}

/**
 * Throws `codebook_closed` for an example that quotes a document which is being coded blind. Those that the tag
 * has already may stay.
 */
export async function checkNewExamples(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  examples: readonly TagExample[],
  present: readonly TagExample[],
): Promise<void> {
  const keyOf = ({ quote, source }: TagExample) =>
    JSON.stringify([quote, source?.documentId, source?.start, source?.end]);
  const known = new Set(present.map(keyOf));
  const added = examples.filter((example) => !known.has(keyOf(example)));
  if (added.every((example) => example.source === null)) return;
  const rounds = await readRounds(tx, projectId);
  for (const { source } of added) if (source) checkQuotable(rounds, source.documentId);
}
