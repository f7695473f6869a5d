import type { CountTogether } from '@koersvast/contracts';
import { togetherIn } from '@koersvast/core/count';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { MatrixChart } from '../../ui/chart/matrix-chart.tsx';
import type { ChartGiven } from './count-chart.ts';
import { useCaption } from './use-caption.ts';
import { useMarks } from './use-marks.ts';
import { useNames } from './use-names.ts';

/** Which tags stand together: of each two how often, and how much more often than by chance. */
export function TogetherView(given: Omit<ChartGiven<CountTogether>, 'unit'>) {
  const { detail, search, data, at: counted, title, level = 2, onOpen } = given;
  const { t } = useTranslation('count');
  const format = useFormat();
  const names = useNames(detail);
  const caption = useCaption(detail, search);
  const { mark } = useMarks(detail.project.id, search);
  const { relation = 'overlap', value: shown = 'together' } = search;
  const size = data.tagIds.length;
  const cellAt = (row: number, column: number) => {
    const at = row * size + column;
    return {
      together: data.together[at] ?? 0,
      joined: data.joined[at] ?? 0,
      either: data.either[at] ?? 0,
      expected: data.expected[at] ?? 0,
    };
  };
  const byPart = relation === 'sentence' || relation === 'paragraph' || relation === 'document';
  const often = (count: number) => {
    const number = { count, number: format.number(count) };
    return byPart ? t(`together.parts.${relation}`, number) : t('together.pairs', number);
  };
  const decimal = (value: number | null) => (value === null ? t('together.none') : format.decimal(value, 2));
  const valueAt = (row: number, column: number) => togetherIn(shown, cellAt(row, column));
  const places = data.tagIds.map((_, at) => at);
  const all = places
    .flatMap((row) => places.map((column) => ({ row, column })))
    .filter((each) => each.row !== each.column);
  const most = Math.max(0, ...all.map(({ row, column }) => valueAt(row, column) ?? 0));
  const best = all.reduce<{ row: number; column: number } | null>(
    (found, each) =>
      cellAt(each.row, each.column).together > (found === null ? 0 : cellAt(found.row, found.column).together)
        ? each
        : found,
    null,
  );
  const nameAt = (at: number) => names.tag(data.tagIds[at] ?? '');
  const rows = places.map((row) => ({
    key: data.tagIds[row] ?? '',
    name: nameAt(row),
    cells: places.map((column) => {
      if (row === column) return null;
      const cell = cellAt(row, column);
      const value = valueAt(row, column);
      const words = () =>
        t('together.mark', {
          row: nameAt(row),
          column: nameAt(column),
          together: often(cell.together),
          expected: decimal(togetherIn('expected', cell)),
          times: decimal(togetherIn('lift', cell)),
          jaccard: decimal(togetherIn('jaccard', cell)),
        });
      const text =
        value === null
          ? '–'
          : value === 0
            ? '·'
            : shown === 'together'
              ? format.number(value)
              : decimal(value);
      const other = { tagId: data.tagIds[column] ?? '', relation };
      const behind = cell.together === 0 ? null : { tagId: data.tagIds[row] ?? '', with: other };
      return {
        mark: mark(`${data.tagIds[row]} ${data.tagIds[column]}`, words, behind),
        text,
        value,
        shade: most === 0 ? 0 : Math.sqrt((value ?? 0) / most),
      };
    }),
  }));
  const said = t(byPart ? 'together.caption.parts' : 'together.caption.spans', {
    relation: t(`relation.${relation}`),
    parts: format.number(data.parts),
  });
  return (
    <MatrixChart
      title={title ?? t('together.title')}
      level={level}
      summary={
        best === null
          ? t('together.summary.none')
          : t('together.summary', {
              row: nameAt(best.row),
              column: nameAt(best.column),
              together: often(cellAt(best.row, best.column).together),
            })
      }
      caption={caption(data.basis, { said }, { at: counted })}
      at={search.at}
      onOpen={onOpen}
      down={t('matrix.down')}
      across={t('together.across')}
      columns={places.map((at) => ({ key: data.tagIds[at] ?? '', name: nameAt(at) }))}
      rows={rows}
      table={{
        columns: [
          { key: 'tag', name: t('matrix.down') },
          ...places.map((at) => ({ key: data.tagIds[at] ?? '', name: nameAt(at), number: true })),
        ],
        rows: rows.map(({ key, name, cells }) => ({
          key,
          cells: [
            { text: name },
            ...cells.map((cell) =>
              cell === null
                ? { text: '', value: null }
                : { text: cell.text, value: cell.value, mark: cell.mark.id },
            ),
          ],
        })),
      }}
    />
  );
}
