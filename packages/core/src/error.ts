import type { DomainErrorCode } from './error-codes.ts';

// The list itself is imported by its own name: few screens need all codes, and none needs them first.
export type { DomainErrorCode };

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
