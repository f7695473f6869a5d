import { readDay } from '@koersvast/core/date';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * The last day of a round that is not there yet, read as the contract reads it: with the contract itself this one
 * field would weigh more than the rest of its screen.
 */
export function useDeadline() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const day = readDay(typed);
  const isWrong = day === null && typed.trim() !== '';
  return {
    field: {
      name: 'deadline',
      value: typed,
      maxLength: 100,
      error: tried && isWrong ? t('field.day') : undefined,
      onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
        setTyped(event.currentTarget.value),
    },
    /** Null for none; undefined where it is no day, which the field then says. */
    read: (): string | null | undefined => {
      setTried(true);
      return isWrong ? undefined : day;
    },
  };
}
