import type { ProjectDetail } from '@koersvast/contracts';
import { readRule, ruleOf } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { trpc } from '../../data/trpc.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { FilterBar } from '../../parts/document/filter-bar.tsx';
import { usePassageAddress } from './use-passage-address.ts';

interface DocumentsBarProps {
  readonly detail: ProjectDetail;
  /** What else narrows the list, before the conditions. */
  readonly children: ReactNode;
}

/** By what documents are like: the conditions, and a form for one more. */
export function DocumentsBar({ detail, children }: DocumentsBarProps) {
  const { t } = useTranslation('document');
  const { projectId, search, ask } = usePassageAddress();
  const [opened, setOpened] = useState(false);
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
      onConditions={(conditions) => ask({ where: conditions.length === 0 ? undefined : ruleOf(conditions) })}
      onOpen={() => setOpened(true)}
    >
      {children}
    </FilterBar>
  );
}
