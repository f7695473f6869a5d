import type { ProjectDetail } from '@koersvast/contracts';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './agreement-screen.module.css';
import { MeasureReading } from './measure-reading.tsx';
import overview from './overview.module.css';
import { PassagesLink } from './passages-link.tsx';
import type { Report, TagFigures } from './report.ts';
import { useFigures } from './use-figures.ts';
import { useNames } from './use-names.ts';
import { useWayBack } from './use-way-back.ts';

interface PartProps {
  readonly detail: ProjectDetail;
  readonly figures: TagFigures;
}

interface TagPartsProps extends PartProps {
  readonly report: Report;
}

/** In words: how far they agree, and of each of three reasons how much of the disagreement it is. */
export function TagParts({ detail, report, figures }: TagPartsProps) {
  const { t } = useTranslation('agreement');
  const { alpha, reason, between, verdict } = useFigures();
  const { value, reason: why } = figures.alpha;
  const around = between(figures.alpha);
  const { own, withChildren } = report.tags.find(({ tagId }) => tagId === figures.tagId) ?? {};
  // The same as in the overview, of that with which it was reckoned.
  const judged = (report.selection.withChildren ? withChildren : null) ?? own;
  const place = useRef<HTMLDivElement>(null);
  useWayBack(place);
  return (
    <div ref={place}>
      <p className={overview.sentence}>
        {judged !== undefined && value !== null && (
          <strong className={overview.verdict}>{verdict(judged.verdict, judged)}. </strong>
        )}
        {value === null
          ? t('tag.none', { reason: reason(why) })
          : around === null
            ? t('tag.value', { value: alpha(value) })
            : t('tag.interval', { value: alpha(value), between: around })}{' '}
        <MeasureReading measure="u_alpha" name={t('table.alpha')} />
      </p>
      {/* Of a tag that nobody gave there is no more to say. */}
      {figures.found.sides > 0 && (
        <>
          <p>
            <PassagesLink place="all" which={{ tag: figures.tagId }}>
              {t('tag.passages')}
            </PassagesLink>
          </p>
          <div className={classes.parts}>
            <Found figures={figures} />
            <Where figures={figures} />
            <Which detail={detail} figures={figures} />
            <ByCoder detail={detail} figures={figures} />
          </div>
        </>
      )}
    </div>
  );
}

function Gain({ gain }: { readonly gain: number }) {
  const { t } = useTranslation('agreement');
  const { alpha } = useFigures();
  return <p className={classes.quiet}>{t('gain.settled', { gain: alpha(gain) })}</p>;
}

function Found({ figures: { tagId, found, gains } }: { readonly figures: TagFigures }) {
  const { t } = useTranslation('agreement');
  const { score } = useFigures();
  const format = useFormat();
  return (
    <section aria-label={t('found')}>
      <div className={classes.partName}>
        <h3>{t('found')}</h3>
        <MeasureReading measure="found_f1" name={t('found')} />
      </div>
      <p>
        {t('found.of', {
          sides: format.number(found.sides),
          same: format.number(found.same),
          other: format.number(found.other),
          alone: format.number(found.alone),
        })}
      </p>
      <p>{t('found.f1', { f1: score(found.f1), foundF1: score(found.foundF1) })}</p>
      {found.alone > 0 && (
        <p>
          <PassagesLink place="alone" which={{ tag: tagId, row: tagId, column: 'none' }}>
            {t('found.link')}
          </PassagesLink>
        </p>
      )}
      <Gain gain={gains.found} />
    </section>
  );
}

function Where({ figures: { tagId, where, gains } }: { readonly figures: TagFigures }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { pairs, same, start, end, iou } = where;
  // Where half of the pairs and more are the same, halves say nothing that was not said.
  const isApart = 2 * same < pairs;
  return (
    <section aria-label={t('where')}>
      <div className={classes.partName}>
        <h3>{t('where')}</h3>
      </div>
      <p>
        {pairs === 0
          ? t('where.none')
          : t('where.of', { count: pairs, number: format.number(pairs), same: format.number(same) })}
      </p>
      {isApart && start !== null && end !== null && (
        <p>
          {t('where.median', {
            start: format.number(start.medianAbsolute),
            end: format.number(end.medianAbsolute),
          })}
        </p>
      )}
      {isApart && iou !== null && <p>{t('where.iou', { share: format.share(iou.median) })}</p>}
      {same < pairs && (
        <p>
          <PassagesLink place="boundaries" which={{ tag: tagId, row: tagId, column: tagId, differ: true }}>
            {t('where.link')}
          </PassagesLink>
        </p>
      )}
      <Gain gain={gains.where} />
    </section>
  );
}

function Which({ detail, figures: { tagId, which, gains } }: PartProps) {
  const { t } = useTranslation('agreement');
  const { alpha, reason, share } = useFigures();
  const { tag } = useNames(detail);
  const { cu, coverage } = which;
  return (
    <section aria-label={t('which')}>
      <div className={classes.partName}>
        <h3>{t('which')}</h3>
        <MeasureReading measure="matched_cu_alpha" name={t('which')} />
      </div>
      <p>
        {cu.value === null
          ? t('which.none', { reason: reason(cu.reason) })
          : t('which.cu', {
              value: alpha(cu.value),
              share: coverage.value === null ? '–' : share(coverage.value),
            })}
      </p>
      {gains.tags.slice(0, 3).map(({ tagId: other, gain }) => (
        <p key={other}>
          <PassagesLink place={`against ${other}`} which={{ tag: tagId, row: tagId, column: other }}>
            {t('which.other', { tag: tag(other), gain: alpha(gain) })}
          </PassagesLink>
        </p>
      ))}
      <Gain gain={gains.which} />
    </section>
  );
}

function ByCoder({ detail, figures: { tagId, gains } }: PartProps) {
  const { t } = useTranslation('agreement');
  const { alpha } = useFigures();
  const { coder } = useNames(detail);
  if (gains.coders.length === 0) return null;
  return (
    <section aria-label={t('who')}>
      <div className={classes.partName}>
        <h3>{t('who')}</h3>
      </div>
      {gains.coders.slice(0, 3).map(({ coder: id, gain }) => (
        <p key={id}>
          <PassagesLink place={`coder ${id}`} which={{ tag: tagId, coder: id, differ: true }}>
            {t('who.alone', { coder: coder(id), gain: alpha(gain) })}
          </PassagesLink>
        </p>
      ))}
    </section>
  );
}
