import { behindColumn } from '@koersvast/contracts';
import { countIn } from '@koersvast/core/count';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { MatrixChart } from '../../ui/chart/matrix-chart.tsx';
import type { ChartGiven } from './count-chart.ts';
import { type Cell, cellsOf, markId, mostOf } from './table-cells.ts';
import { useCaption } from './use-caption.ts';
import { useColumnNames } from './use-column-names.ts';
import { useMarks } from './use-marks.ts';
import { useNames } from './use-names.ts';
import { useSummary } from './use-summary.ts';
import { useWords } from './use-words.ts';

interface MatrixViewProps extends ChartGiven {
  readonly title: string;
  /** What columns are. */
  readonly across: string;
  /** How long spans are in the place of how many there are. */
  readonly long?: boolean;
}

/** Tags against whatever stands beside each other, by number and shade. */
export function MatrixView(props: MatrixViewProps) {
  const { detail, search, data, at: counted, unit, title, across, long = false, level = 2, onOpen } = props;
  const { t } = useTranslation('count');
  const format = useFormat();
  const names = useNames(detail);
  const words = useWords();
  const columnName = useColumnNames(detail, search);
  const summary = useSummary(detail, search);
  const caption = useCaption(detail, search);
  const { mark } = useMarks(detail.project.id, search);
  const middles = data.rows.flatMap(({ lengths }) => lengths.map((three) => three?.[1] ?? 0));
  const most = mostOf(data, unit);
  const darkest = long ? Math.max(1, ...middles) : (most?.value ?? 1);
  const columnNames = new Map(data.columns.map((column) => [column, columnName(column)]));
  const named = ({ row, column }: Cell) => ({
    tag: names.tag(row.tagId),
    column: columnNames.get(column) ?? '',
  });
  const spoken = (cell: Cell): string => {
    const value = words.long(unit, cell.counted, cell.base);
    if (value === null) return t('mark.gap', named(cell));
    const three = long ? (cell.row.lengths[cell.at] ?? null) : null;
    if (three === null) return t('mark', { ...named(cell), value });
    const [lower, middle, upper] = three.map(format.number);
    const lengths = t('value.length', { lower, middle, upper });
    return t('mark', { ...named(cell), value: `${words.spans(cell.counted.spans)}; ${lengths}` });
  };
  const shown = (cell: Cell): { text: string; value: number | null; shade: number } => {
    const counted = countIn(unit, cell.counted, cell.base);
    if (counted === null) return { text: '–', value: null, shade: 0 };
    const value = long ? (cell.row.lengths[cell.at]?.[1] ?? null) : counted;
    if (value === null || (!long && value === 0)) return { text: '·', value, shade: 0 };
    const text = long ? format.number(value) : words.short(unit, value);
    return { text, value, shade: Math.sqrt(value / darkest) };
  };
  const rows = data.rows.map((row) => ({
    row,
    name: names.tag(row.tagId),
    cells: cellsOf(data, row).map((cell) => {
      const { column, counted: count } = cell;
      const behind = count.spans === 0 ? null : behindColumn(row.tagId, column, search.document);
      return { ...shown(cell), mark: mark(markId(cell), () => spoken(cell), behind) };
    }),
  }));
  const total = (row: (typeof data.rows)[number]) => countIn(unit, row.total, data.basis);
  return (
    <MatrixChart
      title={title}
      level={level}
      summary={summary(data, unit)}
      caption={caption(data.basis, long ? 'length' : unit, {
        at: counted,
        undated: data.undated,
        parts: search.chart === 'paragraphs',
      })}
      at={search.at}
      onOpen={onOpen}
      down={t('matrix.down')}
      across={across}
      columns={data.columns.map((column) => ({ key: column.key, name: columnName(column) }))}
      rows={rows.map(({ row, name, cells }) => ({
        key: row.tagId,
        name,
        cells: cells.map((cell) => ({ mark: cell.mark, text: cell.text, shade: cell.shade })),
      }))}
      table={{
        columns: [
          { key: 'tag', name: t('matrix.down') },
          ...data.columns.map((column) => ({ key: column.key, name: columnName(column), number: true })),
          ...(long ? [] : [{ key: 'all', name: t('column.all'), number: true }]),
        ],
        rows: rows.map(({ row, name, cells }) => ({
          key: row.tagId,
          cells: [
            { text: name },
            ...cells.map((cell) => ({ text: cell.text, value: cell.value, mark: cell.mark.id })),
            ...(long
              ? []
              : [
                  { text: total(row) === null ? '–' : words.short(unit, total(row) ?? 0), value: total(row) },
                ]),
          ],
        })),
      }}
    />
  );
}
