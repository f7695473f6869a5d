import type { QueryError } from '@koersvast/search';
import { useTranslation } from 'react-i18next';
import type { QueryFault } from './query-field.tsx';

/** What is wrong with a query in a plain sentence, and where. */
export function useQueryFault(): (error: { code: string } & Omit<QueryError, 'code'>) => QueryFault {
  const { t, i18n } = useTranslation('find');
  return ({ code, start, end }) => {
    // A server may know more than this page.
    const known = i18n.exists(`find:fault.${code}`);
    return { start, end, words: known ? t(`fault.${code as QueryError['code']}`) : t('fault.other') };
  };
}
