import type { ProjectDetail } from '@koersvast/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentConditions } from '../../parts/document/document-conditions.tsx';
import { SetSelect } from '../../parts/document/set-select.tsx';
import { useFindAddress } from './use-find-address.ts';

interface DocumentsChoiceProps {
  readonly detail: ProjectDetail;
  /** The searches that are kept. */
  readonly children: ReactNode;
}

/** Which documents are asked: those of a set, those that meet conditions, or those of the set that do. */
export function DocumentsChoice({ detail, children }: DocumentsChoiceProps) {
  const { t } = useTranslation('find');
  const { projectId, search, ask } = useFindAddress();
  return (
    <div data-screen="only">
      <DocumentConditions
        detail={detail}
        where={search.where}
        onWhere={(where) => ask({ where })}
        more={children}
      >
        <SetSelect
          projectId={projectId}
          chosen={search.set}
          words={{ label: t('set'), all: t('set.all'), gone: t('set.gone') }}
          onChoose={(set) => ask({ set })}
        />
      </DocumentConditions>
    </div>
  );
}
