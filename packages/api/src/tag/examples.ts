import { checkSpan, DomainError, quoteOf, type TagExample } from '@koersvast/core';
import { type Command, type Database, sql } from '@koersvast/db';
import { frozenTextOf } from '../document-text.ts';

/**
 * Checks that every example with a place is really there: the document of this project, the span, the words.
 * Throws `not_found`, the problem of the span, or `quote_does_not_match`.
 */
export async function checkExamples(
  db: Database,
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  examples: readonly TagExample[],
): Promise<void> {
  for (const { quote, source } of examples) {
    if (source === null) continue;
    const known = await tx.row(
      sql`SELECT 1 FROM document WHERE id = ${source.documentId}::uuid AND project_id = ${projectId}::uuid`,
    );
    if (!known) throw new DomainError('not_found');
    const { text } = await frozenTextOf(db, tx, source.documentId);
    const check = checkSpan(text, source);
    if (!check.ok) throw new DomainError(check.code);
    if (quoteOf(text, check.span) !== quote) throw new DomainError('quote_does_not_match');
  }
}
