import { DomainError, type DomainErrorCode } from '@koersvast/core/error';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

const ofAuthorization: Readonly<Record<string, DomainErrorCode>> = {
  access_denied: 'provider_cancelled',
  login_required: 'provider_cancelled',
  temporarily_unavailable: 'provider_unreachable',
  server_error: 'provider_unreachable',
};

const ofClient: Readonly<Record<string, DomainErrorCode>> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'provider_clock',
  OAUTH_TIMEOUT: 'provider_unreachable',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'provider_unreachable',
};

/** What a fault on the way back from the provider means for whoever came back. */
export function refusalFor(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return Object.assign(new DomainError(codeOf(error)), { cause: error });
}

function codeOf(error: unknown): DomainErrorCode {
  if (error instanceof AuthorizationResponseError) return ofAuthorization[error.error] ?? 'provider_refused';
  // A code that was used, or is too old.
  if (error instanceof ResponseBodyError)
    return error.error === 'invalid_grant' ? 'provider_begun_elsewhere' : 'provider_refused';
  if (error instanceof ClientError) return ofClient[error.code ?? ''] ?? 'provider_refused';
  // Of fetch: no line, or nobody there.
  if (error instanceof TypeError && error.message === 'fetch failed') return 'provider_unreachable';
  return 'provider_refused';
}
