import type { ProjectDetail } from '@koersvast/contracts';
import { readRule, ruleOf } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { documentsQuery } from '../../data/documents.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { FilterBar } from '../../parts/document/filter-bar.tsx';
import { SetSelect } from '../../parts/document/set-select.tsx';
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
        <SetSelect
          projectId={projectId}
          chosen={search.set}
          words={{ label: t('set'), all: t('set.all'), gone: t('set.gone') }}
          onChoose={(set) => ask({ set })}
        />
      </FilterBar>
    </div>
  );
}
