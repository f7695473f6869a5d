import type { ProjectDetail } from '@koersvast/contracts';
import { readRule, ruleOf } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { documentsQuery } from '../../data/documents.ts';
import { cellColumns } from './cell-column.ts';
import { FilterBar } from './filter-bar.tsx';

type Rule = ReturnType<typeof ruleOf>;

export interface ConditionsBarProps {
  readonly detail: ProjectDetail;
  /** As the address has them: none for all documents. */
  readonly where: Rule | undefined;
  readonly onWhere: (where: Rule | undefined) => void;
  /** What else narrows them, before the conditions: a set, for one. */
  readonly children: ReactNode;
  /** What else can be done, behind them. */
  readonly more?: ReactNode;
}

/** The conditions that the documents meet of which a screen shows something, and a form for one more. */
export function ConditionsBar({ detail, where, onWhere, children, more }: ConditionsBarProps) {
  const { t } = useTranslation('document');
  const [opened, setOpened] = useState(false);
  // Some documents have details that the project does not name; they are asked for when somebody may choose one.
  const list = useQuery({ ...documentsQuery(detail.project.id), enabled: opened }).data ?? [];
  const fields = fieldsOfProject(
    detail,
    list.map(({ document }) => document),
  );
  return (
    <FilterBar
      columns={cellColumns(fields, (id) => t(`field.${id}`))}
      conditions={readRule(where ?? []) ?? []}
      onConditions={(conditions) => onWhere(conditions.length === 0 ? undefined : ruleOf(conditions))}
      onOpen={() => setOpened(true)}
      more={more}
    >
      {children}
    </FilterBar>
  );
}
