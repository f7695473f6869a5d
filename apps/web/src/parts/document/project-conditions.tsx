import type { ProjectDetail } from '@koersvast/contracts';
import { readRule, ruleOf } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { documentsQuery } from '../../data/documents.ts';
import { cellColumns } from './cell-column.ts';
import { ConditionList } from './condition-list.tsx';

type Rule = ReturnType<typeof ruleOf>;

export interface ProjectConditionsProps {
  readonly detail: ProjectDetail;
  /** As the address has them: none for all documents. */
  readonly where: Rule | undefined;
  readonly onWhere: (where: Rule | undefined) => void;
  /** Where the form is. */
  readonly below: HTMLElement | null;
}

/** The conditions that the documents meet of which a screen shows something, and a form for one more. */
export function ProjectConditions({ detail, where, onWhere, below }: ProjectConditionsProps) {
  const { t } = useTranslation('document');
  const [opened, setOpened] = useState(false);
  // Some documents have details that the project does not name; they are asked for when somebody may choose one.
  const list = useQuery({ ...documentsQuery(detail.project.id), enabled: opened }).data ?? [];
  const fields = fieldsOfProject(
    detail,
    list.map(({ document }) => document),
  );
  return (
    <ConditionList
      columns={cellColumns(fields, (id) => t(`field.${id}`))}
      conditions={readRule(where ?? []) ?? []}
      onConditions={(conditions) => onWhere(conditions.length === 0 ? undefined : ruleOf(conditions))}
      onOpen={() => setOpened(true)}
      below={below}
    />
  );
}
