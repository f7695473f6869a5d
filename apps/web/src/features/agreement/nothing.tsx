import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { LeftOut } from './basis.tsx';
import type { Basis } from './report.ts';

/** Nothing is coded by two yet: what to do, with the way there. */
export function Nothing({ detail, basis }: { readonly detail: ProjectDetail; readonly basis: Basis }) {
  const { t } = useTranslation('agreement');
  const params = { projectId: detail.project.id };
  const starts = isWorkedIn(detail) && mayHere(detail, 'round.edit');
  return (
    <>
      <Empty
        title={t('empty')}
        actions={
          <>
            {starts && (
              <ButtonLink to="/p/$projectId/rounds/new" params={params}>
                {t('empty.round')}
              </ButtonLink>
            )}
            <ButtonLink to="/p/$projectId/work" params={params} variant={starts ? 'default' : 'filled'}>
              {t('empty.work')}
            </ButtonLink>
          </>
        }
      >
        {t('empty.text')}
      </Empty>
      <LeftOut basis={basis} />
    </>
  );
}
