import type { Role } from '@koersvast/core/ability';
import type { TagExample } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { checkCodebookOpen, checkQuotable, isBlindNow, isCodedBlind } from '@koersvast/core/round';
import type { Command, Rows } from '@koersvast/db';
import { readRounds } from '../place/rounds.ts';
import { standsIn } from './stands-in.ts';

/** Throws `codebook_closed` for whoever is no owner while a round is coded blind. */
export async function checkCodebookOpenTo(who: Asker & { readonly role: Role }): Promise<void> {
  checkCodebookOpen(await roundsFor(who), who.role);
}

type Asker = Pick<Command, 'tx' | 'projectId'> & Partial<Pick<Command, 'knows'>>;

async function roundsFor({ tx, projectId, knows }: Asker): Promise<readonly Rows['round'][]> {
  return knows?.rounds ?? readRounds(tx, projectId);
}

/**
 * Throws `codebook_closed` for an example that quotes a document which is being coded blind, with its place or
 * without. Those that the tag has already may stay.
 */
export async function checkNewExamples(
  command: Asker,
  examples: readonly TagExample[],
  present: readonly TagExample[],
): Promise<void> {
  const keyOf = ({ quote, source }: TagExample) =>
    JSON.stringify([quote, source?.documentId, source?.start, source?.end]);
  const known = new Set(present.map(keyOf));
  const added = examples.filter((example) => !known.has(keyOf(example)));
  if (added.length === 0) return;
  const rounds = await roundsFor(command);
  for (const { source } of added) if (source) checkQuotable(rounds, source.documentId);
  const quoted = new Set(present.map(({ quote }) => quote));
  const words = added.filter(
    ({ source, quote }) => source === null && quote.trim() !== '' && !quoted.has(quote),
  );
  if (words.length > 0 && rounds.some(isBlindNow)) {
    await checkNotIn(
      command,
      rounds,
      words.map(({ quote }) => quote),
    );
  }
}

/** Throws `codebook_closed` where one of these quotes stands in a document that is being coded blind. */
async function checkNotIn(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  rounds: readonly Rows['round'][],
  quotes: readonly string[],
): Promise<void> {
  const documents = await tx.document.findMany({ where: { projectId }, select: { id: true } });
  const blind = documents.map(({ id }) => id).filter((id) => isCodedBlind(rounds, id));
  if (await standsIn({ tx, projectId }, blind, quotes)) throw new DomainError('codebook_closed');
}
