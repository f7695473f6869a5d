/**
 * Every way in which the program refuses. The code is for programs; the words that a person reads are made
 * from it at the edge, one table for each language.
 */
export const domainErrorCodes = [
  // who may do what
  'not_signed_in',
  'not_found',
  'not_allowed',
  'wrong_credentials',
  'too_many_attempts',
  'link_not_valid',
  'email_in_use',
  'already_member',
  'password_too_weak',
  'password_wrong',
  'token_ended',
  'too_many_tokens',
  'account_retired',
  // signing in with the account of an organisation
  'passwords_off',
  'provider_not_set_up',
  'provider_unreachable',
  'provider_refused',
  'provider_clock',
  'provider_cancelled',
  'provider_begun_elsewhere',
  'provider_unknown',
  'provider_org_not_allowed',
  'provider_no_address',
  'provider_in_use',
  'provider_other_account',
  'provider_not_again',
  'confirm_at_provider',
  'last_way_in',
  // input
  'input_not_valid',
  'too_large',
  'over_limit',
  'name_does_not_match',
  'name_taken',
  // the write protocol
  'operation_id_reused',
  'version_conflict',
  'field_conflict',
  'nothing_to_undo',
  'undo_changed_since',
  'busy',
  'disk_full',
  'unexpected',
  // spans and annotations
  'span_empty',
  'span_blank',
  'span_inverted',
  'span_out_of_range',
  'span_splits_surrogate',
  'quote_does_not_match',
  'annotation_exists',
  'annotation_twice',
  'annotation_removed',
  'document_done',
  'repeat_done',
  'repeat_first',
  'nothing_to_repeat',
  'document_removed',
  'document_replaced',
  'reading_twice',
  'block_not_readable',
  'field_value_not_valid',
  // rounds and blindness
  'round_planned',
  'round_closed',
  'round_removed',
  'round_not_empty',
  'round_not_yours_to_empty',
  'agreement_not_revealed',
  'agreement_coded_blind',
  'agreement_too_large',
  'search_query_not_valid',
  'round_without_documents',
  'round_revealed',
  'round_running',
  'round_nothing_to_reveal',
  'document_not_in_round',
  'assignment_not_valid',
  'already_lifted',
  'letter_coded_blind',
  // review and adjudication
  'review_not_open',
  'review_stale',
  'reviewed_meanwhile',
  'reason_missing',
  'verdict_kind_not_valid',
  'proposal_same',
  'nothing_to_adopt',
  'decided_meanwhile',
  'sources_not_valid',
  'final_finished',
  'final_started',
  // the codebook
  'tag_archived',
  'tag_name_taken',
  'tag_key_taken',
  'tag_key_reserved',
  'tag_appearance_taken',
  'tag_parent_not_valid',
  'tag_order_not_valid',
  'codebook_full',
  'codebook_closed',
  'tag_merge_not_valid',
  'tag_split_not_valid',
  'codebook_file_not_valid',
  // files
  'file_empty',
  'file_is_binary',
  'file_not_supported',
  'file_without_text',
  'file_encrypted',
  'file_damaged',
  'file_unsafe',
  'file_unpacks_too_large',
  'archive_too_deep',
  'archive_not_supported',
  'archive_too_many_files',
  'file_too_deep',
  'file_defines_entities',
  'file_is_metadata',
  'xml_not_well_formed',
  'reading_too_long',
  'reading_too_large',
  'reading_failed',
  'reckoning_too_long',
  'reckoning_too_large',
  'query_too_hard',
  'mend_not_valid',
  // files on their way into a project
  'file_too_large',
  'intake_full',
  'intake_empty',
  'intake_at_work',
  'intake_changed',
  'intake_twins',
  // letters that are read again
  'rendition_blind',
  'rendition_final_open',
  'rendition_same',
  'rendition_outdated',
  'rendition_not_one',
  // long work
  'job_interrupted',
  'job_cancelled',
  // projects
  'project_archived',
  'last_owner',
  // the installation
  'last_installation_owner',
  'only_owner_of_projects',
  'mail_not_set_up',
  'too_many_mails',
  'backup_not_made',
] as const;

export type DomainErrorCode = (typeof domainErrorCodes)[number];

/** What a sentence about the refusal may need: names, numbers, never a stack or a query. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** A refusal as plain data: what an operation stores and what a repeat of it returns. */
export interface Refusal {
  readonly code: DomainErrorCode;
  readonly details: ErrorDetails;
}

/** Thrown where a refusal has to leave several layers of calls at once. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly details: ErrorDetails;

  constructor(code: DomainErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }

  get refusal(): Refusal {
    return { code: this.code, details: this.details };
  }
}
