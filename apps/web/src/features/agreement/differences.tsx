import type { AgreementDifference, ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import rowLink from '../../ui/row-link.module.css';
import screen from './agreement-screen.module.css';
import { Pager } from './pager.tsx';
import classes from './passages-view.module.css';
import { PlaceLink } from './place-link.tsx';
import type { TagFigures } from './report.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useFigures } from './use-figures.ts';
import { useNames } from './use-names.ts';
import { useStepping } from './use-stepping.ts';

interface DifferencesProps {
  readonly detail: ProjectDetail;
  readonly figures: TagFigures;
}

/** The differences about a tag, those first of which agreement would gain most; each leads to where it is settled. */
export function Differences({ detail, figures }: DifferencesProps) {
  const { t } = useTranslation('agreement');
  const { search, show } = useAgreementAddress();
  const list = useStepping();
  const { differences, total } = figures;
  if (total === 0) return null;
  return (
    <section aria-labelledby="differences">
      <h3 id="differences">{t('differences', { count: total })}</h3>
      <p className={screen.quiet}>{t('differences.lead')}</p>
      <ul ref={list} className={classes.list}>
        {differences.map((difference) => (
          <Difference key={placeOf(difference)} detail={detail} difference={difference} />
        ))}
      </ul>
      <Pager from={search.from ?? 0} total={total} onFrom={(from) => show({ from })} />
    </section>
  );
}

const placeOf = ({ documentId, roundId, start, end, kind }: AgreementDifference) =>
  ['difference', documentId, roundId, start, end, kind].join(' ');

interface DifferenceProps {
  readonly detail: ProjectDetail;
  readonly difference: AgreementDifference;
}

function Difference({ detail, difference }: DifferenceProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { alpha } = useFigures();
  const { coder, tag } = useNames(detail);
  const {
    title,
    documentId,
    roundId,
    start,
    end,
    kind,
    otherTagId,
    alone,
    gain,
    marked,
    unmarked,
    quote,
    cut,
  } = difference;
  const list = (ids: readonly string[]) => format.list(ids.map(coder));
  return (
    <li className={`${classes.row} ${rowLink.row}`} data-single="true">
      <PlaceLink {...{ documentId, roundId, start, end }} place={placeOf(difference)}>
        <span className={classes.document}>
          {kind === 'which' && otherTagId !== null
            ? t('help.which.other', { tag: tag(otherTagId) })
            : t(`help.${kind}`)}
        </span>{' '}
        <q dir="auto" className={classes.quote}>
          {quote}
          {cut && ' …'}
        </q>
      </PlaceLink>
      <span className={classes.who}>
        <span dir="auto">{title}</span> · {gain !== null && `${t('gain.of', { gain: alpha(gain) })} · `}
        {t('marked', { coders: list(marked.map((each) => each.coder)) })}
        {unmarked.length > 0 && ` · ${t('unmarked', { coders: list(unmarked) })}`}
        {alone !== null && ` · ${t('alone', { coder: coder(alone) })}`}
      </span>
    </li>
  );
}
