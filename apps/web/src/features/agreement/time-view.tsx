import type { AgreementDrift, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { LineChart } from '../../ui/chart/line-chart.tsx';
import { Empty } from '../../ui/empty.tsx';
import classes from './agreement-screen.module.css';
import { driftQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import { RepeatsSection } from './repeats-section.tsx';
import type { Report } from './report.ts';
import { TagSelect } from './tag-select.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useCaption } from './use-caption.ts';
import { useFigures } from './use-figures.ts';
import { useNames } from './use-names.ts';

type Course = Extract<AgreementDrift, { state: 'ready' }>['coders'][number];

interface TimeViewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

/** Each coder with the others over the order in which they finished, and with themself: who drifts away. */
export function TimeView({ detail, report }: TimeViewProps) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection } = useAgreementAddress();
  const options = driftQuery({ projectId, selection }, search);
  const query = useQuery(options);
  return (
    <>
      <div className={classes.tools} data-screen="only">
        <TagSelect detail={detail} />
      </div>
      <div className={classes.before}>
        <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
          {({ coders }) => {
            const shown = coders.filter(({ points }) => points.length > 0);
            return shown.length === 0 ? (
              <Empty title={t('time.none')}>{t('time.noneText')}</Empty>
            ) : (
              <div className={classes.charts}>
                {shown.map((course, nth) => (
                  <CourseChart
                    key={course.coderId}
                    detail={detail}
                    report={report}
                    course={course}
                    isLike={shown.slice(0, nth).some((other) => isReadAs(other, course))}
                  />
                ))}
              </div>
            );
          }}
        </Reckoned>
      </div>
      <RepeatsSection detail={detail} />
    </>
  );
}

/** Whether what is said under one chart is said of the other as well. */
const isReadAs = (one: Course, other: Course) =>
  one.window === other.window && one.trend?.isOwn === other.trend?.isOwn;

function useSummary() {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  return (name: string, { trend }: Course): string => {
    if (trend === null) return t('time.few', { name });
    const { course, isOwn, change, low, high } = trend;
    const sign = course === 'apart' ? -1 : 1;
    const [from, to] = course === 'apart' ? [high, low] : [low, high];
    const ofHundred = (share: number) => format.decimal(100 * sign * share, 1);
    const said = {
      name,
      per: format.number(trend.per),
      by: ofHundred(change),
      low: ofHundred(from),
      high: ofHundred(to),
    };
    if (course === 'steady') return t('time.steady', { ...said, low: ofHundred(-low) });
    if (course === 'apart') return t(isOwn ? 'time.apart' : 'time.pairApart', said);
    return t(isOwn ? 'time.closer' : 'time.pairCloser', said);
  };
}

interface CourseChartProps extends TimeViewProps {
  readonly course: Course;
  /** Whether it is read as one above it. */
  readonly isLike: boolean;
}

function CourseChart({ detail, report, course, isLike }: CourseChartProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { alpha, score } = useFigures();
  const { search, passages } = useAgreementAddress();
  const { coder } = useNames(detail);
  const summary = useSummary();
  const caption = useCaption(report);
  const name = coder(course.coderId);
  const { points, low, high, documentIds } = course;
  const rows = points.map((point) => {
    const id = `${course.coderId} ${point.last}`;
    const words = t('time.mark', {
      name,
      first: format.number(point.first + 1),
      last: format.number(point.last + 1),
      value: score(point.value),
      others: score(point.others),
    });
    const said = point.outside === null ? words : t(`time.${point.outside}`, { words });
    const documents = documentIds.slice(point.first, point.last + 1);
    const opens = documents.length > 0;
    return {
      ...point,
      mark: {
        id,
        label: opens ? t('mark.enter', { words: said }) : said,
        open: opens
          ? () =>
              void passages(id, { documents: [...new Set(documents)], coder: course.coderId, tag: search.of })
          : undefined,
      },
    };
  });
  return (
    <LineChart
      title={t('time.title', { name })}
      level={2}
      summary={summary(name, course)}
      caption={[
        t('time.caption', { count: course.window }),
        ...(course.trend === null ? [] : [t(course.trend.isOwn ? 'time.own' : 'time.pair')]),
        caption,
      ].join(' ')}
      isLike={isLike}
      at={search.at}
      xAxis={t('time.along')}
      yAxis={t('table.alpha')}
      xFormat={(value) => (Number.isInteger(value) ? format.number(value) : '')}
      yFormat={(value) => format.decimal(value, 1)}
      series={[
        {
          key: 'coder',
          name,
          points: rows.map(({ last, value, outside, mark }) => ({
            mark,
            x: last + 1,
            y: value.value,
            low,
            high,
            flagged: outside !== null,
          })),
        },
        {
          key: 'others',
          name: t('time.others'),
          points: rows.map(({ last, others, mark }) => ({
            mark: {
              id: `others ${mark.id}`,
              label: t('time.othersMark', { document: format.number(last + 1), value: score(others) }),
            },
            x: last + 1,
            y: others.value,
          })),
        },
      ]}
      table={{
        columns: [
          { key: 'last', name: t('time.along'), number: true },
          { key: 'value', name, number: true },
          { key: 'others', name: t('time.others'), number: true },
          { key: 'low', name: t('time.low'), number: true },
          { key: 'high', name: t('time.high'), number: true },
        ],
        rows: rows.map(({ last, value, others, mark }) => ({
          key: mark.id,
          cells: [
            { text: format.number(last + 1), value: last + 1 },
            {
              text: score(value),
              value: value.value,
              mark: value.value === null ? undefined : mark.id,
            },
            {
              text: score(others),
              value: others.value,
              mark: others.value === null ? undefined : `others ${mark.id}`,
            },
            { text: low === null ? '–' : alpha(low), value: low },
            { text: high === null ? '–' : alpha(high), value: high },
          ],
        })),
      }}
    />
  );
}
