import { behindColumn } from '@koersvast/contracts';
import { countIn } from '@koersvast/core/count';
import { useTranslation } from 'react-i18next';
import { BarChart } from '../../ui/chart/bar-chart.tsx';
import type { ChartGiven } from './count-chart.ts';
import { MatrixView } from './matrix-view.tsx';
import { cellsOf, markId } from './table-cells.ts';
import { useCaption } from './use-caption.ts';
import { useColumnNames } from './use-column-names.ts';
import { useMarks } from './use-marks.ts';
import { useNames } from './use-names.ts';
import { useSummary } from './use-summary.ts';
import { useWords } from './use-words.ts';

/** Bars of so many tags are told apart; more of them are a matrix. */
const mostBars = 4;

/** How long spans are: how many there are of each length. */
export function LengthsView(given: ChartGiven) {
  const { detail, search, data, at: counted, unit, title, level = 2, onOpen } = given;
  const { t } = useTranslation('count');
  const names = useNames(detail);
  const words = useWords();
  const columnName = useColumnNames(detail, search);
  const summary = useSummary(detail, search);
  const caption = useCaption(detail, search);
  const { mark } = useMarks(detail.project.id, search);
  const own = title ?? t('lengths.title');
  if (data.rows.length > mostBars) return <MatrixView {...given} title={own} across={t('lengths.along')} />;
  const series = data.rows.map((row) => ({
    row,
    name: names.tag(row.tagId),
    cells: cellsOf(data, row).map((cell) => {
      const name = { tag: names.tag(row.tagId), column: columnName(cell.column) };
      const value = countIn(unit, cell.counted, cell.base);
      const spoken = () => {
        const said = words.long(unit, cell.counted, cell.base);
        return said === null ? t('mark.gap', name) : t('mark', { ...name, value: said });
      };
      const behind = cell.counted.spans === 0 ? null : behindColumn(row.tagId, cell.column);
      return { cell, value, mark: mark(markId(cell), spoken, behind) };
    }),
  }));
  return (
    <BarChart
      title={own}
      level={level}
      summary={summary(data, unit)}
      caption={caption(data.basis, unit, { at: counted })}
      at={search.at}
      onOpen={onOpen}
      series={series.map(({ name }) => name)}
      groups={data.columns.map((column, at) => ({
        key: column.key,
        name: column.values.length === 1 ? `${column.values[0]}+` : column.values.join('–'),
        bars: series.flatMap(({ cells }) => {
          const each = cells[at];
          return each === undefined ? [] : [{ mark: each.mark, value: each.value }];
        }),
      }))}
      whole={unit === 'spans' || unit === 'documents'}
      axis={t(`unit.axis.${unit}`)}
      along={t('lengths.along')}
      format={(value) => words.short(unit, value)}
      table={{
        columns: [
          { key: 'length', name: t('lengths.along') },
          ...series.map(({ row, name }) => ({ key: row.tagId, name, number: true })),
        ],
        rows: data.columns.map((column, at) => ({
          key: column.key,
          cells: [
            { text: columnName(column) },
            ...series.map(({ cells }) => {
              const value = cells[at]?.value ?? null;
              const text = value === null ? '–' : words.short(unit, value);
              return { text, value, mark: cells[at]?.mark.id };
            }),
          ],
        })),
      }}
    />
  );
}
