import type { Behind } from '@koersvast/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Mark } from '../../ui/chart/marks.ts';
import type { CountSearch } from './count-search.ts';
import { passagesAddress } from './passages-address.ts';

/** Marks that say themselves in words and lead to the passages behind them. */
export function useMarks(projectId: string, search: CountSearch) {
  const { t } = useTranslation('count');
  const navigate = useNavigate();
  return {
    /**
     * A mark with nothing behind it leads nowhere. What it is called is put together when somebody asks: a chart has some
     * thousand, and is seen before they are named.
     */
    mark: (id: string, words: () => string, behind: Behind | null): Mark => {
      let label: string | undefined;
      const name = () => (behind === null ? words() : t('mark.enter', { words: words() }));
      return {
        id,
        open:
          behind === null
            ? undefined
            : () => void navigate({ href: passagesAddress(projectId, search, behind) }),
        get label() {
          label ??= name();
          return label;
        },
      };
    },
  };
}
