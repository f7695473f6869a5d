import type { ProjectDetail } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { useTranslation } from 'react-i18next';
import { SmallSelect } from '../../ui/small-select.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';
import { standingTags, useNames } from './use-names.ts';

/** Of which tag something is shown, or of all together. */
export function TagSelect({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('agreement');
  const { search, show } = useAgreementAddress();
  const { tag } = useNames(detail);
  return (
    <SmallSelect
      label={t('table.tag')}
      value={search.of ?? ''}
      set={search.of !== undefined}
      onChoose={(id) => show({ of: id === '' ? undefined : id, at: undefined })}
    >
      <option value="">{t('allTags')}</option>
      {treeOrder(standingTags(detail)).map(({ tag: { id } }) => (
        <option key={id} value={id}>
          {tag(id)}
        </option>
      ))}
    </SmallSelect>
  );
}
