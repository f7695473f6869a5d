import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { DocumentConditions } from '../../parts/document/document-conditions.tsx';
import { SetSelect } from '../../parts/document/set-select.tsx';
import classes from './selection-bar.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';

/** Which documents are measured: those of a set, those that meet conditions, or those of the set that do. */
export function DocumentsChoice({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('agreement');
  const { projectId, search, measure } = useAgreementAddress();
  return (
    // As high from the beginning as with what comes later.
    <div className={classes.documents}>
      <DocumentConditions detail={detail} where={search.where} onWhere={(where) => measure({ where })}>
        <SetSelect
          projectId={projectId}
          chosen={search.set}
          words={{ label: t('set'), all: t('set.all'), gone: t('set.gone') }}
          onChoose={(set) => measure({ set })}
        />
      </DocumentConditions>
    </div>
  );
}
