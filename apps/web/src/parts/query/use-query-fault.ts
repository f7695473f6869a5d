import { type QueryError, queryLimits } from '@koersvast/search';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { QueryFault } from './query-field.tsx';

/** What is wrong with a query in a plain sentence, and where. */
export function useQueryFault(): (error: { code: string } & Omit<QueryError, 'code'>) => QueryFault {
  const { t, i18n } = useTranslation('find');
  const format = useFormat();
  return ({ code, start, end }) => {
    // A server may know more than this page.
    const known = i18n.exists(`find:fault.${code}`);
    const words = known
      ? t(`fault.${code as QueryError['code']}`, { most: format.number(queryLimits.length) })
      : t('fault.other');
    return { start, end, words };
  };
}
