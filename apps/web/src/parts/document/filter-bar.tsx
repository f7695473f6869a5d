import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionList, type ConditionListProps } from './condition-list.tsx';
import { FilterFrame } from './filter-frame.tsx';

interface FilterBarProps extends Omit<ConditionListProps, 'below'> {
  /** The choice of a set, before them. */
  readonly children: ReactNode;
  /** What else can be done, behind them. */
  readonly more?: ReactNode;
}

/** By what documents are chosen: the conditions, each of which can be removed, and a form for one more. */
export function FilterBar({ children, more, ...given }: FilterBarProps) {
  const { t } = useTranslation('set');
  return (
    <FilterFrame
      label={t('filter.label')}
      conditions={(below) => <ConditionList {...given} below={below} />}
      more={more}
    >
      {children}
    </FilterFrame>
  );
}
