import type { AgreementInterval } from '@koersvast/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartCell, ChartTable } from '../../ui/chart/chart-table.ts';
import { IntervalChart } from '../../ui/chart/interval-chart.tsx';
import { type PassagesSearch, useAgreementAddress } from './use-agreement-address.ts';
import { lines, useFigures } from './use-figures.ts';

interface AlphaRow {
  readonly tagId: string;
  readonly name: string;
  readonly depth?: number;
  readonly alpha: Pick<AgreementInterval, 'value' | 'reason' | 'low' | 'high'>;
  readonly documents: number;
  /** What its table has beside that. */
  readonly more: readonly ChartCell[];
}

interface AlphaChartProps {
  readonly title: string;
  readonly summary: string;
  readonly caption: string;
  readonly axis: string;
  readonly rows: readonly AlphaRow[];
  readonly moreColumns: ChartTable['columns'];
  /** How its figures are to be read. */
  readonly help?: ReactNode;
  /** What else its passages are narrowed to, beside the tag. */
  readonly behind?: PassagesSearch;
}

/** Of each tag how far coders agree, as a drawing and as a table; behind each are its passages. */
export function AlphaChart({ rows, moreColumns, behind, ...frame }: AlphaChartProps) {
  const { t } = useTranslation('agreement');
  const figures = useFigures();
  const { search, passages } = useAgreementAddress();
  const said = (value: number | null) => ({ text: value === null ? '–' : figures.alpha(value), value });
  return (
    <IntervalChart
      {...frame}
      level={2}
      at={search.at}
      format={figures.alpha}
      references={lines.map((value) => ({ value, name: figures.alpha(value) }))}
      rows={rows.map(({ tagId, name, depth, alpha, documents }) => ({
        mark: {
          id: tagId,
          label: t('mark.enter', { words: figures.spoken(name, alpha, documents) }),
          open: () => void passages(tagId, { ...behind, tag: tagId }),
        },
        name,
        ...(depth !== undefined && { depth }),
        value: alpha.value,
        low: alpha.low,
        high: alpha.high,
        said: figures.reason(alpha.reason),
      }))}
      table={{
        columns: [
          { key: 'tag', name: t('table.tag') },
          { key: 'alpha', name: t('table.alpha'), number: true },
          { key: 'low', name: t('table.low'), number: true },
          { key: 'high', name: t('table.high'), number: true },
          ...moreColumns,
        ],
        rows: rows.map(({ tagId, name, alpha: { value, reason, low, high }, more }) => ({
          key: tagId,
          cells: [
            { text: name },
            { ...said(value), ...(value === null && { text: figures.reason(reason) }), mark: tagId },
            said(low),
            said(high),
            ...more,
          ],
        })),
      }}
    />
  );
}
