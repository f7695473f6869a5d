import type { ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import classes from './agreement-screen.module.css';
import { LeftOut } from './basis.tsx';
import type { Basis } from './report.ts';
import { useAgreementAddress } from './use-agreement-address.ts';

/** Nothing is coded by two yet: what to do, with the way there. */
export function Nothing({ detail, basis }: { readonly detail: ProjectDetail; readonly basis: Basis }) {
  const { t } = useTranslation('agreement');
  const params = { projectId: detail.project.id };
  const { search, measure } = useAgreementAddress();
  const { round, layers, set, where, coders } = search;
  const isFinal = layers === 'final';
  const isPart = [round, set, where, coders].some((each) => each !== undefined);
  const starts = !isPart && !isFinal && isWorkedIn(detail) && mayHere(detail, 'round.edit');
  return (
    <div className={classes.nothing}>
      <Empty
        title={t('empty')}
        actions={
          <>
            {isPart && (
              <Button
                onClick={() =>
                  measure({ round: undefined, set: undefined, where: undefined, coders: undefined })
                }
              >
                {t('empty.all')}
              </Button>
            )}
            {starts && (
              <ButtonLink to="/p/$projectId/rounds/new" params={params}>
                {t('empty.round')}
              </ButtonLink>
            )}
            <ButtonLink
              to="/p/$projectId/work"
              params={params}
              variant={starts || isPart ? 'default' : 'filled'}
            >
              {t('empty.work')}
            </ButtonLink>
          </>
        }
      >
        {t(isFinal ? 'empty.final' : isPart ? 'empty.part' : 'empty.text')}
      </Empty>
      <LeftOut basis={basis} />
    </div>
  );
}
