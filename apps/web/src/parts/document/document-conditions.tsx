import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { needWords } from '../../i18n/index.ts';
import { useStore } from '../../lib/store.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { FilterFrame } from './filter-frame.tsx';
import type { ProjectConditionsProps } from './project-conditions.tsx';

/** With it come the words of documents and their details. */
const projectConditions = laterPart(async () => {
  const [{ ProjectConditions }] = await Promise.all([
    import('./project-conditions.tsx'),
    needWords('document', 'set'),
  ]);
  return ProjectConditions;
});

interface DocumentConditionsProps extends Omit<ProjectConditionsProps, 'below'> {
  /** What else narrows them, before the conditions: a set, for one. */
  readonly children: ReactNode;
  /** What else can be done, behind them. */
  readonly more?: ReactNode;
}

/** The conditions that the documents meet of which a screen shows something, as soon as they have come. */
export function DocumentConditions({ children, more, ...given }: DocumentConditionsProps) {
  const { t } = useTranslation('set');
  const here = useStore(projectConditions.arrived) !== null;
  return (
    <FilterFrame
      label={here ? t('filter.label') : null}
      conditions={(below) => <Later part={projectConditions} wanted give={{ ...given, below }} />}
      more={more}
    >
      {children}
    </FilterFrame>
  );
}
