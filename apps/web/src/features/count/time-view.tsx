import { type CountUnit, movingWindow } from '@koersvast/core/count';
import { useTranslation } from 'react-i18next';
import { BarChart } from '../../ui/chart/bar-chart.tsx';
import type { ChartTable } from '../../ui/chart/chart-table.ts';
import { LineChart } from '../../ui/chart/line-chart.tsx';
import type { Mark } from '../../ui/chart/marks.ts';
import { Empty } from '../../ui/empty.tsx';
import type { ChartGiven } from './count-chart.ts';
import { type Cell, cellsOf, markId } from './table-cells.ts';
import { useCaption } from './use-caption.ts';
import { useColumnNames } from './use-column-names.ts';
import { useMarks } from './use-marks.ts';
import { useNames } from './use-names.ts';
import { useSummary } from './use-summary.ts';
import { useWords } from './use-words.ts';

/** Bars of so many tags are told apart; more of them are lines. */
const mostBars = 4;
/** So many lines are told apart. */
const mostLines = 8;

interface Drawn {
  readonly cell: Cell;
  readonly value: number | null;
  readonly mark: Mark;
}

/** Tags in years or months: bars, or lines where there are more tags, or a window over several periods. */
export function TimeView({ detail, search, data, at: counted, unit, title, level = 2, onOpen }: ChartGiven) {
  const { t } = useTranslation('count');
  const names = useNames(detail);
  const words = useWords();
  const columnName = useColumnNames(detail, search);
  const summary = useSummary(detail, search);
  const caption = useCaption(detail, search);
  const { mark } = useMarks(detail.project.id, search);
  const { period = 'year', window: width = 1 } = search;
  const used = data.rows.filter(({ total }) => total.spans > 0 || search.tags !== undefined);
  const shown = new Set([...used].sort((a, b) => b.total.spans - a.total.spans).slice(0, mostLines));
  const rows = (used.length === 0 ? data.rows.slice(0, 1) : used).filter(
    (row) => shown.size === 0 || shown.has(row),
  );
  if (data.columns.length === 0) return <Empty title={title ?? t('empty')}>{t('empty.dates')}</Empty>;
  const series = rows.map((row) => {
    const cells = cellsOf(data, row);
    const values = movingWindow(cells, unit, width);
    const drawn = cells.map((cell, at): Drawn => {
      const value = values[at] ?? null;
      const name = { tag: names.tag(row.tagId), column: columnName(cell.column) };
      const spoken = () => {
        const own = words.long(unit, cell.counted, cell.base);
        const said =
          width === 1
            ? own
            : value === null
              ? null
              : [t('value.window', { value: words.short(unit, value), width }), own ?? t('gap')].join('; ');
        return said === null ? t('mark.gap', name) : t('mark', { ...name, value: said });
      };
      const behind = cell.counted.spans === 0 ? null : { tagId: row.tagId, condition: cell.column.condition };
      return { cell, value, mark: mark(markId(cell), spoken, behind) };
    });
    return { row, name: names.tag(row.tagId), drawn };
  });
  const frame = {
    title: title ?? t(`time.title.${period}`),
    level,
    summary: summary({ ...data, rows }, unit),
    caption: caption(data.basis, unit, {
      at: counted,
      undated: data.undated,
      window: width,
      more: data.basis.moreTags + Math.max(0, used.length - rows.length),
    }),
    at: search.at,
    onOpen,
    table: tableOf(series, (value) => words.short(unit, value), {
      period: t('period'),
      columnName,
    }),
  };
  const format = (value: number) => words.short(unit, value);
  if (width === 1 && series.length <= mostBars)
    return (
      <BarChart
        {...frame}
        series={series.map(({ name }) => name)}
        groups={data.columns.map((column, at) => ({
          key: column.key,
          name: column.key,
          bars: series.flatMap(({ drawn }) => {
            const each = drawn[at];
            return each === undefined ? [] : [{ mark: each.mark, value: each.value }];
          }),
        }))}
        whole={isWhole(unit)}
        axis={t(`unit.axis.${unit}`)}
        along={t(`period.${period}`)}
        format={format}
      />
    );
  const highest = Math.max(0, ...series.flatMap(({ drawn }) => drawn.map(({ value }) => value ?? 0)));
  return (
    <LineChart
      {...frame}
      series={series.map(({ row, name, drawn }) => ({
        key: row.tagId,
        name,
        points: drawn.map(({ mark: of, value }, x) => ({ mark: of, x, y: value })),
      }))}
      xAxis={t(`period.${period}`)}
      yAxis={t(`unit.axis.${unit}`)}
      xFormat={(x) => data.columns[x]?.key ?? ''}
      yFormat={format}
      yDomain={[0, highest === 0 ? 1 : highest * 1.05]}
    />
  );
}

const isWhole = (unit: CountUnit) => unit === 'spans' || unit === 'documents';

function tableOf(
  series: readonly {
    readonly name: string;
    readonly row: { readonly tagId: string };
    readonly drawn: readonly Drawn[];
  }[],
  short: (value: number) => string,
  { period, columnName }: { period: string; columnName: ReturnType<typeof useColumnNames> },
): ChartTable {
  const [first] = series;
  return {
    columns: [
      { key: 'period', name: period },
      ...series.map(({ row, name }) => ({ key: row.tagId, name, number: true })),
    ],
    rows: (first?.drawn ?? []).map(({ cell }, at) => ({
      key: cell.column.key,
      cells: [
        { text: columnName(cell.column), value: cell.column.key },
        ...series.map(({ drawn }) => {
          const each = drawn[at];
          const value = each?.value ?? null;
          return {
            text: value === null ? '–' : short(value),
            value,
            // A line has no mark where it has a gap.
            ...(each !== undefined && value !== null && { mark: each.mark.id }),
          };
        }),
      ],
    })),
  };
}
