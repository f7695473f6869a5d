import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { LineChart } from '../../ui/chart/line-chart.tsx';
import { MeasureReading } from './measure-reading.tsx';
import type { Report, TagFigures } from './report.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useCaption } from './use-caption.ts';
import { useFigures } from './use-figures.ts';

interface ToleranceChartProps {
  readonly name: string;
  readonly report: Report;
  readonly figures: TagFigures;
}

/** F1 if boundaries may differ by so many characters: how much of the disagreement is a matter of boundaries. */
export function ToleranceChart({ name, report, figures }: ToleranceChartProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { score } = useFigures();
  const { search, passages } = useAgreementAddress();
  const caption = useCaption(report);
  const { tolerance } = figures.where;
  const points = tolerance.map((figure, by) => {
    const id = `tolerance ${by}`;
    const words = t('tolerance.mark', { count: by, value: score(figure) });
    return {
      x: by,
      y: figure.value,
      figure,
      mark: {
        id,
        label: t('mark.enter', { words }),
        open: () => void passages(id, { tag: figures.tagId, beyond: by }),
      },
    };
  });
  const [first, last] = [tolerance[0], tolerance.at(-1)];
  return (
    <LineChart
      title={t('tolerance.title', { tag: name })}
      summary={
        first === undefined || last === undefined
          ? ''
          : t('tolerance.summary', { first: score(first), last: score(last), count: tolerance.length - 1 })
      }
      help={<MeasureReading measure="f1" name="F1" />}
      caption={caption}
      at={search.at}
      series={[{ key: 'f1', name: 'F1', points }]}
      xAxis={t('tolerance.along')}
      yAxis="F1"
      xFormat={format.number}
      yFormat={(value) => format.decimal(value, 1)}
      yDomain={[0, 1]}
      table={{
        columns: [
          { key: 'by', name: t('tolerance.along'), number: true },
          { key: 'f1', name: 'F1', number: true },
        ],
        rows: points.map(({ x, figure, mark }) => ({
          key: String(x),
          cells: [
            { text: format.number(x), value: x },
            { text: score(figure), value: figure.value, mark: figure.value === null ? undefined : mark.id },
          ],
        })),
      }}
    />
  );
}
