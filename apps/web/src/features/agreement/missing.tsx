import type { AgreementMissing } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from '../../ui/state.module.css';

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
    </div>
  );
}
