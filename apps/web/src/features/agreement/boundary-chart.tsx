import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { BarChart } from '../../ui/chart/bar-chart.tsx';
import { boundaryName, furthest } from './boundary-name.ts';
import type { Report, TagFigures } from './report.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useCaption } from './use-caption.ts';

interface BoundaryChartProps {
  readonly name: string;
  readonly report: Report;
  readonly figures: TagFigures;
}

/** At least so many characters to either side are shown. */
const least = 5;

/** How far apart begins and ends are, of passages that two coders gave the tag. */
export function BoundaryChart({ name, report, figures }: BoundaryChartProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { search, passages } = useAgreementAddress();
  const caption = useCaption(report);
  const { startCounts, endCounts, pairs, same } = figures.where;
  const reach = Math.max(
    least,
    ...startCounts.flatMap((count, at) => (count + (endCounts[at] ?? 0) > 0 ? Math.abs(at - furthest) : [])),
  );
  const bins = startCounts.map((_, at) => at).filter((at) => Math.abs(at - furthest) <= reach);
  const nameOf = (at: number) => boundaryName(at - furthest, format.number);
  const barOf = (which: 'start' | 'end', at: number) => {
    const value = (which === 'start' ? startCounts : endCounts)[at] ?? 0;
    const id = `${which} ${at}`;
    const words = t(`boundary.${which}`, {
      by: nameOf(at),
      pairs: t('pairs', { count: value, number: format.number(value) }),
    });
    return {
      value,
      mark: {
        id,
        label: value === 0 ? words : t('mark.enter', { words }),
        open:
          value === 0
            ? undefined
            : () => void passages(id, { tag: figures.tagId, side: which, by: at - furthest }),
      },
    };
  };
  const shown = bins.map((at) => ({
    at,
    name: nameOf(at),
    bars: [barOf('start', at), barOf('end', at)] as const,
  }));
  return (
    <BarChart
      title={t('boundary.title', { tag: name })}
      summary={t('boundary.summary', {
        count: pairs,
        number: format.number(pairs),
        same: format.number(same),
      })}
      caption={caption}
      at={search.at}
      axis={t('boundary.axis')}
      along={t('boundary.along')}
      series={[t('boundary.starts'), t('boundary.ends')]}
      format={format.number}
      groups={shown.map(({ at, name: key, bars }) => ({ key: String(at), name: key, bars }))}
      table={{
        columns: [
          { key: 'by', name: t('boundary.along') },
          { key: 'start', name: t('boundary.starts'), number: true },
          { key: 'end', name: t('boundary.ends'), number: true },
        ],
        rows: shown.map(({ at, name: by, bars }) => ({
          key: String(at),
          cells: [
            { text: by },
            ...bars.map(({ value, mark }) => ({ text: format.number(value), value, mark: mark.id })),
          ],
        })),
      }}
    />
  );
}
