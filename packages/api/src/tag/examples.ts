import type { TagExample } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { checkSpan, quoteOf } from '@koersvast/core/text';
import type { Command } from '@koersvast/db';
import { checkNewExamples } from './open.ts';

/**
 * Checks that every example with a place is really there: the document of this project, the span, the words.
 * Throws `not_found`, the problem of the span, `quote_does_not_match`, or `codebook_closed` for one that the tag
 * has not at present and that quotes what is being coded blind.
 */
export async function checkExamples(
  command: Pick<Command, 'tx' | 'projectId' | 'frozenText'> & Partial<Pick<Command, 'knows'>>,
  examples: readonly TagExample[],
  present: readonly TagExample[] = [],
): Promise<void> {
  for (const { quote, source } of examples) {
    if (source === null) continue;
    const { text } = await command.frozenText(source.documentId);
    const check = checkSpan(text, source);
    if (!check.ok) throw new DomainError(check.code);
    if (quoteOf(text, check.span) !== quote) throw new DomainError('quote_does_not_match');
  }
  await checkNewExamples(command, examples, present);
}
