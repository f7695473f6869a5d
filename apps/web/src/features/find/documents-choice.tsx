import type { ProjectDetail } from '@koersvast/contracts';
import { readRule, ruleOf } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { documentsQuery } from '../../data/documents.ts';
import { trpc } from '../../data/trpc.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { FilterBar } from '../../parts/document/filter-bar.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { useFindAddress } from './use-find-address.ts';

interface DocumentsChoiceProps {
  readonly detail: ProjectDetail;
  /** The searches that are kept. */
  readonly children: ReactNode;
}

/** Which documents are asked: those of a set, those that meet conditions, or those of the set that do. */
export function DocumentsChoice({ detail, children }: DocumentsChoiceProps) {
  const { t } = useTranslation(['find', 'document']);
  const { projectId, search, ask } = useFindAddress();
  const list = useQuery(documentsQuery(projectId)).data ?? [];
  const sets = useQuery(trpc.set.list.queryOptions({ projectId })).data ?? [];
  const fields = fieldsOfProject(
    detail,
    list.map(({ document }) => document),
  );
  return (
    <div data-screen="only">
      <FilterBar
        columns={cellColumns(fields, (id) => t(`document:field.${id}`))}
        conditions={readRule(search.where ?? []) ?? []}
        onConditions={(conditions) =>
          ask({ where: conditions.length === 0 ? undefined : ruleOf(conditions) })
        }
        more={children}
      >
        {(sets.length > 0 || search.set !== undefined) && (
          <SmallSelect
            label={t('set')}
            value={search.set ?? ''}
            set={search.set !== undefined}
            onChoose={(set) => ask({ set: set === '' ? undefined : set })}
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
        )}
      </FilterBar>
    </div>
  );
}
