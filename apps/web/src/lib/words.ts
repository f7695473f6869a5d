import type { DomainErrorCode } from '@koersvast/core';
import { useTranslation } from 'react-i18next';
import { isUnreachable, refusalOf } from './errors.ts';
import { type Format, formatIn } from './format.ts';

/** The sentence of a refusal's code, with the names and numbers that came with it. */
export function useRefusalWords(): (
  code: DomainErrorCode,
  details?: Readonly<Record<string, unknown>>,
) => string {
  const { t } = useTranslation('error');
  return (code, details = {}) => t(code, { who: '…', minutes: '…', limit: '…', ...details });
}

/** The sentence that says what went wrong, whatever it was. */
export function useFaultWords(): (error: unknown) => string {
  const { t } = useTranslation('error');
  const words = useRefusalWords();
  return (error) => {
    const refusal = refusalOf(error);
    if (refusal !== null) return words(refusal.code, refusal.details);
    return t(isUnreachable(error) ? 'unreachable' : 'unknown');
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatIn(i18n.language);
}
