import type { IntakeItem } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './again.module.css';

/** So many are told one by one. */
const told = 20;

const numbered = <Each extends object>(all: readonly Each[]) =>
  all.map((each, at) => ({ ...each, number: at + 1 }));

/** What somebody changed in the text of before: what of it is changed here as well, and what is not. */
export function CarriedMends({ carried }: Required<Pick<IntakeItem, 'carried'>>) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  const counted = (count: number) => ({ count, number: format.number(count) });
  const { mends, left } = carried;
  const made = mends - left.length;
  return (
    <section className={classes.passages} aria-label={t('mends')}>
      {made > 0 && <p className={classes.quiet}>{t('mends.made', counted(made))}</p>}
      {left.length > 0 && (
        <>
          <p>{t('mends.left', counted(left.length))}</p>
          <ul>
            {numbered(left.slice(0, told)).map(({ number, kind, words, why }) => (
              <li key={number}>
                {t(`mends.${kind}`)}
                {words === '' ? '' : ` ‘${words}’`}: {t(`mends.${why}`)}
              </li>
            ))}
          </ul>
          {left.length > told && <p>{t('report.more', counted(left.length - told))}</p>}
        </>
      )}
    </section>
  );
}
