import type { ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { needWords } from '../../i18n/index.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';

/** With it come the words of documents and their details. */
const conditions = laterPart(async () => {
  const [{ DocumentsConditions }] = await Promise.all([
    import('./documents-conditions.tsx'),
    needWords('document', 'set'),
  ]);
  return DocumentsConditions;
});

/** Which documents are measured: those of a set, those that meet conditions, or those of the set that do. */
export function DocumentsChoice({ detail }: { readonly detail: ProjectDetail }) {
  const set = <SetChoice projectId={detail.project.id} />;
  return <Later part={conditions} wanted give={{ detail, children: set }} meanwhile={set} />;
}

function SetChoice({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('agreement');
  const { search, measure } = useAgreementAddress();
  const sets = useQuery(trpc.set.list.queryOptions({ projectId })).data ?? [];
  if (sets.length === 0 && search.set === undefined) return null;
  return (
    <SmallSelect
      label={t('set')}
      value={search.set ?? ''}
      set={search.set !== undefined}
      onChoose={(set) => measure({ set: set === '' ? undefined : set })}
    >
      <option value="">{t('set.all')}</option>
      {sets.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {search.set !== undefined && !sets.some(({ id }) => id === search.set) && (
        <option value={search.set}>{t('set.gone')}</option>
      )}
    </SmallSelect>
  );
}
