import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { needWords } from '../../i18n/index.ts';
import { SetSelect } from '../../parts/document/set-select.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import classes from './selection-bar.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';

/** With it come the words of documents and their details. */
const conditions = laterPart(async () => {
  const [{ DocumentsConditions }] = await Promise.all([
    import('./documents-conditions.tsx'),
    needWords('document', 'set'),
  ]);
  return DocumentsConditions;
});

/** Which documents are measured: those of a set, those that meet conditions, or those of the set that do. */
export function DocumentsChoice({ detail }: { readonly detail: ProjectDetail }) {
  const set = <SetChoice projectId={detail.project.id} />;
  return (
    // As high from the beginning as with what comes later.
    <div className={classes.documents}>
      <Later part={conditions} wanted give={{ detail, children: set }} meanwhile={set} />
    </div>
  );
}

function SetChoice({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('agreement');
  const { search, measure } = useAgreementAddress();
  return (
    <SetSelect
      projectId={projectId}
      chosen={search.set}
      words={{ label: t('set'), all: t('set.all'), gone: t('set.gone') }}
      onChoose={(set) => measure({ set })}
    />
  );
}
