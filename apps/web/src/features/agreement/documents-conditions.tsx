import type { ProjectDetail } from '@koersvast/contracts';
import { readRule, ruleOf } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { trpc } from '../../data/trpc.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { FilterBar } from '../../parts/document/filter-bar.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';

interface DocumentsConditionsProps {
  readonly detail: ProjectDetail;
  /** The choice of a set. */
  readonly children: ReactNode;
}

/** The conditions that the documents that are measured meet. */
export function DocumentsConditions({ detail, children }: DocumentsConditionsProps) {
  const { t } = useTranslation('document');
  const { projectId, search, measure } = useAgreementAddress();
  const [opened, setOpened] = useState(false);
  // Some documents have details that the project does not name; they are asked for when somebody may choose one.
  const options = trpc.document.list.queryOptions({ projectId, removed: false });
  const list = useQuery({ ...options, enabled: opened }).data ?? [];
  const fields = fieldsOfProject(
    detail,
    list.map(({ document }) => document),
  );
  return (
    <FilterBar
      columns={cellColumns(fields, (id) => t(`field.${id}`))}
      conditions={readRule(search.where ?? []) ?? []}
      onConditions={(conditions) =>
        measure({ where: conditions.length === 0 ? undefined : ruleOf(conditions) })
      }
      onOpen={() => setOpened(true)}
    >
      {children}
    </FilterBar>
  );
}
