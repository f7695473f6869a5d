import type { DomainErrorCode } from '@koersvast/core/error';
import { type LimitName, limits } from '@koersvast/core/limit';
import { type PasswordWeakness, passwordWeaknesses } from '@koersvast/core/person';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format.ts';
import { isUnreachable, refusalOf } from './errors.ts';

const isLimit = (name: unknown): name is LimitName => typeof name === 'string' && Object.hasOwn(limits, name);

const isWeakness = (reason: unknown): reason is PasswordWeakness =>
  passwordWeaknesses.some((each) => each === reason);

/** Most of what is said here comes after the first screen: where it stands already, it is said anew then. */
const asTheyCome = { bindI18nStore: 'added' } as const;

/** The sentence of a refusal's code, with the names and numbers that came with it. */
export function useRefusalWords(): (
  code: DomainErrorCode,
  details?: Readonly<Record<string, unknown>>,
) => string {
  const { t, i18n } = useTranslation('error', asTheyCome);
  const format = useFormat();
  return (code, details = {}) => {
    const { of, maximum } = details;
    // All words have come: a newer server, or an address, says what this page does not know.
    const defaultValue = i18n.hasResourceBundle(i18n.language, 'refusal') ? t('unknown') : '…';
    if (code === 'over_limit' && isLimit(of) && typeof maximum === 'number')
      return t(`limit_${of}`, { maximum: format.number(maximum), defaultValue });
    if (code === 'password_too_weak' && isWeakness(details.reason))
      return t(`password_${details.reason}`, { defaultValue });
    return t(code, {
      who: '…',
      minutes: '…',
      limit: '…',
      name: '…',
      key: '…',
      held: '…',
      free: '…',
      line: '…',
      pages: '…',
      maximum: '…',
      number: '…',
      field: '…',
      value: '…',
      round: '…',
      defaultValue,
      ...details,
    });
  };
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
