import type { ProjectDetail } from '@koersvast/contracts';
import { readRule, ruleOf } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { trpc } from '../../data/trpc.ts';
import { needWords } from '../../i18n/index.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';

const byConditions = laterPart(async () => {
  const [{ FilterBar }] = await Promise.all([
    import('../../parts/document/filter-bar.tsx'),
    needWords('document', 'set'),
  ]);
  return FilterBar;
});

/** Which documents are measured: those of a set, those that meet conditions, or those of the set that do. */
export function DocumentsChoice({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('document');
  const { projectId, search, measure } = useAgreementAddress();
  const [opened, setOpened] = useState(false);
  // Some documents have details that the project does not name; they are asked for when somebody may choose one.
  const list =
    useQuery({ ...trpc.document.list.queryOptions({ projectId, removed: false }), enabled: opened }).data ??
    [];
  const fields = fieldsOfProject(
    detail,
    list.map(({ document }) => document),
  );
  const set = <SetChoice projectId={projectId} />;
  return (
    <Later
      part={byConditions}
      wanted
      give={{
        columns: cellColumns(fields, (id) => t(`field.${id}`)),
        conditions: readRule(search.where ?? []) ?? [],
        onConditions: (conditions) =>
          measure({ where: conditions.length === 0 ? undefined : ruleOf(conditions) }),
        onOpen: () => setOpened(true),
        children: set,
      }}
      meanwhile={set}
    />
  );
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
