import type { ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../data/project.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Missing } from './missing.tsx';
import { Nothing } from './nothing.tsx';
import { Overview } from './overview.tsx';
import { overviewQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';

/** How far coders agree: what is measured, a sentence, and a row for each tag. */
export function AgreementScreen() {
  const { t } = useTranslation('agreement');
  const { projectId } = useAgreementAddress();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  return (
    <Page wide title={t('title')} lead={t('lead')}>
      <Loaded query={project}>
        {(detail) => (
          <>
            <SelectionBar detail={detail} />
            <Figures detail={detail} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Figures({ detail }: { readonly detail: ProjectDetail }) {
  const { projectId, selection } = useAgreementAddress();
  const options = overviewQuery(projectId, selection);
  const query = useQuery(options);
  return (
    <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
      {(report) =>
        report.state === 'missing' ? (
          <Missing projectId={projectId} missing={report.missing} />
        ) : report.basis.doubleCoded === 0 ? (
          <Nothing detail={detail} basis={report.basis} />
        ) : (
          <Overview detail={detail} report={report} />
        )
      }
    </Reckoned>
  );
}
