import type { AgreementMissing } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../data/project.ts';
import classes from '../../ui/state.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';

interface MissingProps {
  readonly projectId: string;
  readonly missing: readonly AgreementMissing[];
}

/** Why there are no figures for who codes some of it blind: which condition is not met, and nothing else. */
export function Missing({ projectId, missing }: MissingProps) {
  const { t } = useTranslation('agreement');
  return (
    <div className={classes.empty}>
      <h2>{t('missing')}</h2>
      {missing.map((each) =>
        each.kind === 'round_not_revealed' ? (
          <p key={each.roundId}>
            {t('missing.round', { number: each.number })}{' '}
            <Link to="/p/$projectId/rounds/$roundId" params={{ projectId, roundId: each.roundId }}>
              {t('missing.round.link', { number: each.number })}
            </Link>
          </p>
        ) : (
          <p key="blind">
            {t('missing.coded', { count: each.documents })}{' '}
            <Link to="/p/$projectId/work" params={{ projectId }}>
              {t('missing.coded.link')}
            </Link>
          </p>
        ),
      )}
      <p>{t('missing.text')}</p>
      <OpenRounds projectId={projectId} />
    </div>
  );
}

/** Of all rounds together one that is still blind keeps back the figures; those that anyone may see lead to their own. */
function OpenRounds({ projectId }: Pick<MissingProps, 'projectId'>) {
  const { t } = useTranslation('agreement');
  const { search, looked } = useAgreementAddress();
  const { data } = useProject(projectId);
  const open = data?.rounds.filter(
    ({ blind, revealedAt, state }) => state !== 'planned' && (!blind || revealedAt !== null),
  );
  if (search.round !== undefined || !open?.length) return null;
  return (
    <p>
      {t('missing.open')}{' '}
      {open.map(({ id, name }, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          <Link to="/p/$projectId/agreement" params={{ projectId }} search={looked({ round: id })}>
            {name}
          </Link>
        </Fragment>
      ))}
    </p>
  );
}
