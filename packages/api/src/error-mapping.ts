import { DomainError, type DomainErrorCode, type ErrorDetails, type Refusal } from '@koersvast/core/error';
import { type LimitName, limits, overLimit } from '@koersvast/core/limit';
import { isPassing } from '@koersvast/db';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { limitWords, refusalWords } from './refusal-words.ts';

type TrpcCode = TRPCError['code'];

/** Which kind of answer each refusal is. */
const trpcCodes = {
  not_signed_in: 'UNAUTHORIZED',
  not_found: 'NOT_FOUND',
  not_allowed: 'FORBIDDEN',
  wrong_credentials: 'UNAUTHORIZED',
  too_many_attempts: 'TOO_MANY_REQUESTS',
  link_not_valid: 'NOT_FOUND',
  email_in_use: 'CONFLICT',
  already_member: 'CONFLICT',
  password_too_weak: 'UNPROCESSABLE_CONTENT',
  password_wrong: 'FORBIDDEN',
  token_ended: 'UNAUTHORIZED',
  too_many_tokens: 'UNPROCESSABLE_CONTENT',
  account_retired: 'FORBIDDEN',
  passwords_off: 'FORBIDDEN',
  provider_not_set_up: 'CONFLICT',
  provider_unreachable: 'CONFLICT',
  provider_refused: 'FORBIDDEN',
  provider_clock: 'FORBIDDEN',
  provider_cancelled: 'FORBIDDEN',
  provider_begun_elsewhere: 'FORBIDDEN',
  provider_unknown: 'FORBIDDEN',
  provider_org_not_allowed: 'FORBIDDEN',
  provider_no_address: 'FORBIDDEN',
  provider_in_use: 'CONFLICT',
  provider_other_account: 'FORBIDDEN',
  provider_not_again: 'FORBIDDEN',
  confirm_at_provider: 'FORBIDDEN',
  last_way_in: 'CONFLICT',
  code_needed: 'UNAUTHORIZED',
  code_wrong: 'FORBIDDEN',
  factor_needed: 'UNAUTHORIZED',
  factor_stands: 'CONFLICT',
  factor_demanded: 'CONFLICT',
  input_not_valid: 'BAD_REQUEST',
  too_large: 'PAYLOAD_TOO_LARGE',
  over_limit: 'UNPROCESSABLE_CONTENT',
  name_does_not_match: 'UNPROCESSABLE_CONTENT',
  name_taken: 'CONFLICT',
  operation_id_reused: 'CONFLICT',
  version_conflict: 'CONFLICT',
  field_conflict: 'CONFLICT',
  nothing_to_undo: 'CONFLICT',
  undo_changed_since: 'CONFLICT',
  busy: 'SERVICE_UNAVAILABLE',
  disk_full: 'UNPROCESSABLE_CONTENT',
  unexpected: 'INTERNAL_SERVER_ERROR',
  span_empty: 'UNPROCESSABLE_CONTENT',
  span_blank: 'UNPROCESSABLE_CONTENT',
  span_inverted: 'UNPROCESSABLE_CONTENT',
  span_out_of_range: 'UNPROCESSABLE_CONTENT',
  span_splits_surrogate: 'UNPROCESSABLE_CONTENT',
  quote_does_not_match: 'UNPROCESSABLE_CONTENT',
  annotation_exists: 'CONFLICT',
  annotation_twice: 'CONFLICT',
  annotation_removed: 'CONFLICT',
  document_done: 'CONFLICT',
  repeat_done: 'CONFLICT',
  repeat_first: 'CONFLICT',
  nothing_to_repeat: 'CONFLICT',
  document_removed: 'CONFLICT',
  document_replaced: 'CONFLICT',
  reading_twice: 'CONFLICT',
  block_not_readable: 'CONFLICT',
  field_value_not_valid: 'UNPROCESSABLE_CONTENT',
  round_planned: 'CONFLICT',
  round_closed: 'CONFLICT',
  round_removed: 'CONFLICT',
  round_not_empty: 'CONFLICT',
  round_not_yours_to_empty: 'CONFLICT',
  agreement_not_revealed: 'CONFLICT',
  agreement_coded_blind: 'CONFLICT',
  agreement_too_large: 'UNPROCESSABLE_CONTENT',
  search_query_not_valid: 'UNPROCESSABLE_CONTENT',
  round_without_documents: 'UNPROCESSABLE_CONTENT',
  round_revealed: 'CONFLICT',
  round_running: 'CONFLICT',
  round_nothing_to_reveal: 'CONFLICT',
  document_not_in_round: 'CONFLICT',
  assignment_not_valid: 'BAD_REQUEST',
  already_lifted: 'CONFLICT',
  letter_coded_blind: 'CONFLICT',
  review_not_open: 'CONFLICT',
  review_stale: 'CONFLICT',
  reviewed_meanwhile: 'CONFLICT',
  reason_missing: 'BAD_REQUEST',
  verdict_kind_not_valid: 'BAD_REQUEST',
  proposal_same: 'BAD_REQUEST',
  nothing_to_adopt: 'CONFLICT',
  decided_meanwhile: 'CONFLICT',
  sources_not_valid: 'CONFLICT',
  final_finished: 'CONFLICT',
  final_started: 'CONFLICT',
  tag_archived: 'CONFLICT',
  tag_name_taken: 'CONFLICT',
  tag_key_taken: 'CONFLICT',
  tag_key_reserved: 'UNPROCESSABLE_CONTENT',
  tag_appearance_taken: 'CONFLICT',
  tag_parent_not_valid: 'UNPROCESSABLE_CONTENT',
  tag_order_not_valid: 'UNPROCESSABLE_CONTENT',
  codebook_full: 'CONFLICT',
  codebook_closed: 'CONFLICT',
  tag_merge_not_valid: 'CONFLICT',
  tag_split_not_valid: 'CONFLICT',
  codebook_file_not_valid: 'UNPROCESSABLE_CONTENT',
  file_empty: 'UNPROCESSABLE_CONTENT',
  file_is_binary: 'UNPROCESSABLE_CONTENT',
  file_not_supported: 'UNPROCESSABLE_CONTENT',
  file_without_text: 'UNPROCESSABLE_CONTENT',
  file_encrypted: 'UNPROCESSABLE_CONTENT',
  file_damaged: 'UNPROCESSABLE_CONTENT',
  file_unsafe: 'UNPROCESSABLE_CONTENT',
  file_unpacks_too_large: 'UNPROCESSABLE_CONTENT',
  archive_too_deep: 'UNPROCESSABLE_CONTENT',
  archive_not_supported: 'UNPROCESSABLE_CONTENT',
  archive_too_many_files: 'UNPROCESSABLE_CONTENT',
  file_too_deep: 'UNPROCESSABLE_CONTENT',
  file_defines_entities: 'UNPROCESSABLE_CONTENT',
  file_is_metadata: 'UNPROCESSABLE_CONTENT',
  xml_not_well_formed: 'UNPROCESSABLE_CONTENT',
  reading_too_long: 'UNPROCESSABLE_CONTENT',
  reading_too_large: 'UNPROCESSABLE_CONTENT',
  reading_failed: 'UNPROCESSABLE_CONTENT',
  reckoning_too_long: 'UNPROCESSABLE_CONTENT',
  reckoning_too_large: 'UNPROCESSABLE_CONTENT',
  query_too_hard: 'UNPROCESSABLE_CONTENT',
  mend_not_valid: 'UNPROCESSABLE_CONTENT',
  file_too_large: 'PAYLOAD_TOO_LARGE',
  intake_full: 'UNPROCESSABLE_CONTENT',
  intake_empty: 'CONFLICT',
  intake_at_work: 'CONFLICT',
  intake_changed: 'CONFLICT',
  intake_twins: 'CONFLICT',
  rendition_blind: 'CONFLICT',
  rendition_final_open: 'CONFLICT',
  rendition_same: 'CONFLICT',
  rendition_outdated: 'CONFLICT',
  rendition_not_one: 'UNPROCESSABLE_CONTENT',
  job_interrupted: 'CONFLICT',
  job_cancelled: 'CONFLICT',
  project_archived: 'CONFLICT',
  last_owner: 'CONFLICT',
  last_installation_owner: 'CONFLICT',
  only_owner_of_projects: 'CONFLICT',
  mail_not_set_up: 'UNPROCESSABLE_CONTENT',
  too_many_mails: 'TOO_MANY_REQUESTS',
  backup_not_made: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<DomainErrorCode, TrpcCode>;

/** Errors that tRPC itself makes, before or around a procedure. */
const codesOfTrpc: Partial<Record<TrpcCode, DomainErrorCode>> = {
  NOT_FOUND: 'not_found',
  UNAUTHORIZED: 'not_signed_in',
  FORBIDDEN: 'not_allowed',
  PAYLOAD_TOO_LARGE: 'too_large',
  PARSE_ERROR: 'input_not_valid',
  BAD_REQUEST: 'input_not_valid',
  UNSUPPORTED_MEDIA_TYPE: 'input_not_valid',
  METHOD_NOT_SUPPORTED: 'input_not_valid',
};

const isLimit = (name: unknown): name is LimitName => typeof name === 'string' && Object.hasOwn(limits, name);

/** What was exceeded, where an input was refused for nothing else. */
function limitOf(issue: z.core.$ZodIssue): { of: LimitName; maximum: number } | null {
  if (issue.code === 'invalid_union') {
    // The form that was meant is the one that fits but for its size.
    const meant = issue.errors.map((branch) => branch.map(limitOf)).filter((branch) => branch.every(Boolean));
    return meant[0]?.[0] ?? null;
  }
  if (isLimit(issue.message)) return { of: issue.message, maximum: limits[issue.message] };
  if (issue.code !== 'too_big' || !(issue.origin === 'string' || issue.origin === 'array')) return null;
  return { of: issue.origin === 'string' ? 'characters' : 'entries', maximum: Number(issue.maximum) };
}

/** What an error of the API says of itself, whatever it was: a refusal, and never more than that. */
export function refusalOf(error: TRPCError): Refusal {
  const { cause } = error;
  if (cause instanceof DomainError) return cause.refusal;
  if (cause instanceof z.ZodError && error.code === 'BAD_REQUEST') {
    const [issue] = cause.issues;
    const path = issue?.path.join('.') ?? '';
    const limit = cause.issues.every(limitOf) && issue ? limitOf(issue) : null;
    return limit
      ? { code: 'over_limit', details: { ...limit, path } }
      : { code: 'input_not_valid', details: { path } };
  }
  if (error.code === 'BAD_REQUEST' && error.message === tooManyCalls) return overLimit('calls').refusal;
  return { code: codesOfTrpc[error.code] ?? 'unexpected', details: {} };
}

/** How tRPC says that a request has more calls than it may. */
const tooManyCalls = 'Batch call exceeds maximum size';

/** The sentence that goes with a refusal. */
export function wordsOf(refusal: Refusal): string {
  const words: string = refusalWords[refusal.code];
  const { path, of, maximum } = refusal.details;
  if (refusal.code === 'over_limit' && isLimit(of) && typeof maximum === 'number') {
    return limitWords[of].replace('{}', maximum.toLocaleString('en'));
  }
  return refusal.code === 'input_not_valid' && typeof path === 'string' && path !== ''
    ? `The field "${path}" is not valid.`
    : words.replace(/ \(\{(\w+)\}\)/g, (_, name: string) => counted(refusal.details[name]));
}

/** A number that a sentence has in brackets, where it is known. */
function counted(value: ErrorDetails[string] | undefined): string {
  return typeof value === 'number' ? ` (${value.toLocaleString('en')})` : '';
}

/** Whether an error is answered as busy: somebody else was in the way, or the database was. */
export function isBusy(error: unknown): boolean {
  return error instanceof DomainError ? error.code === 'busy' : isPassing(error);
}

/** A refusal, or a fault that may pass, as the error that tRPC sends. Anything else is left as it is. */
export function toTrpcError(error: unknown): unknown {
  const refusal =
    error instanceof DomainError ? error : isPassing(error) ? new DomainError('busy') : undefined;
  if (!refusal) return error;
  return new TRPCError({
    code: trpcCodes[refusal.code],
    message: wordsOf(refusal.refusal),
    cause: refusal,
  });
}
