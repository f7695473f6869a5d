import type { DomainErrorCode, Refusal } from '@koersvast/core/error';
import { databaseError } from './prisma.ts';

/**
 * The constraints that a well-formed command can run into, because another one was faster or because the
 * table is the only one that knows. Any other violation is a fault of this program.
 */
const refusals: Readonly<Record<string, DomainErrorCode>> = {
  annotation_alive_once: 'annotation_twice',
  annotation_pkey: 'annotation_exists',
  annotation_quote_is_true: 'quote_does_not_match',
  reading_pkey: 'input_not_valid',
  reading_alive_once: 'reading_twice',
  review_pkey: 'input_not_valid',
  review_current_once: 'reviewed_meanwhile',
  reply_pkey: 'input_not_valid',
  decision_pkey: 'input_not_valid',
  decision_current_once: 'decided_meanwhile',
  round_pkey: 'input_not_valid',
  unblinding_project_id_round_id_member_id_key: 'already_lifted',
  tag_alive_name: 'tag_name_taken',
  tag_alive_key: 'tag_key_taken',
  tag_alive_appearance: 'tag_appearance_taken',
  operation_undone_once: 'nothing_to_undo',
  document_pkey: 'input_not_valid',
  set_pkey: 'input_not_valid',
  finding_pkey: 'input_not_valid',
  search_pkey: 'input_not_valid',
  dictionary_pkey: 'input_not_valid',
  tag_pkey: 'input_not_valid',
  project_pkey: 'input_not_valid',
  invitation_pkey: 'input_not_valid',
  member_project_id_user_id_key: 'already_member',
};

/** What a violated constraint means to the person; null when it is not theirs to mend. */
export function constraintRefusal(thrown: unknown): Refusal | null {
  const error = databaseError(thrown);
  if (!(error instanceof Error)) return null;
  const { constraint } = error as { constraint?: unknown };
  if (typeof constraint !== 'string') return null;
  const code = refusals[constraint];
  if (!code) return null;
  return { code, details: code === 'input_not_valid' ? { path: 'id' } : {} };
}
