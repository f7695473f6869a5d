import type { SearchBasis } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { useFindAddress } from './use-find-address.ts';

/** Why nothing was found, with a way to look further. */
export function NothingFound({ basis }: { readonly basis: SearchBasis | undefined }) {
  const { t } = useTranslation('find');
  const { search, ask } = useFindAddress();
  return (
    <Empty
      title={t('none.title')}
      actions={
        (search.where !== undefined || search.set !== undefined) && (
          <Button variant="default" onClick={() => ask({ where: undefined, set: undefined })}>
            {t('none.filters')}
          </Button>
        )
      }
    >
      {basis?.documents === 0
        ? t(basis.leftOut.switchedOff > 0 ? 'none.switchedOff' : 'none.documents')
        : t('none.text', { count: basis?.documents ?? 0, number: String(basis?.documents ?? 0) })}
    </Empty>
  );
}
