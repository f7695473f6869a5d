import type { AgreementConfusion, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { MatrixChart } from '../../ui/chart/matrix-chart.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import classes from './agreement-screen.module.css';
import { confusionQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import type { Report } from './report.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useCaption } from './use-caption.ts';
import { useNames } from './use-names.ts';

type Confusion = Extract<AgreementConfusion, { state: 'ready' }>;
const nothing = 'none';

interface ConfusionViewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

/** Which tags stand against which, by passage or by character, of all pairs or of one. */
export function ConfusionView({ detail, report }: ConfusionViewProps) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection, show } = useAgreementAddress();
  const options = confusionQuery({ projectId, selection }, search);
  const query = useQuery(options);
  return (
    <>
      <div className={classes.tools} data-screen="only">
        <Segments
          label={t('confusion.unit')}
          value={search.characters === true ? 'characters' : 'spans'}
          options={[
            { value: 'spans', name: t('confusion.spans') },
            { value: 'characters', name: t('confusion.characters') },
          ]}
          onChoose={(each) => show({ characters: each === 'characters' || undefined })}
        />
        <PairChoice detail={detail} report={report} />
      </div>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {(confusion) =>
          confusion.cells.length === 0 ? (
            <Empty title={t('passages.none')}>{t('reason.nothing-marked')}</Empty>
          ) : (
            <ConfusionChart detail={detail} report={report} confusion={confusion} />
          )
        }
      </Reckoned>
    </>
  );
}

/** Of whom it is: all pairs together, or one. */
function PairChoice({ detail, report }: ConfusionViewProps) {
  const { t } = useTranslation('agreement');
  const { search, selection, show } = useAgreementAddress();
  const { coder } = useNames(detail);
  const ids = report.basis.coders.map(({ id }) => id);
  const pairs =
    selection.layers === 'final'
      ? ids.map((id) => [id, 'final'] as const)
      : ids.flatMap((first, at) => ids.slice(at + 1).map((second) => [first, second] as const));
  return (
    <SmallSelect
      label={t('pairs.pair')}
      value={search.pair?.join(' ') ?? ''}
      set={search.pair !== undefined}
      onChoose={(value) => show({ pair: value === '' ? undefined : value.split(' '), at: undefined })}
    >
      <option value="">{t('pairs.all')}</option>
      {pairs.map(([first, second]) => (
        <option key={`${first} ${second}`} value={`${first} ${second}`}>
          {t('passages.pair', { first: coder(first), second: coder(second) })}
        </option>
      ))}
    </SmallSelect>
  );
}

interface ConfusionChartProps extends ConfusionViewProps {
  readonly confusion: Confusion;
}

function ConfusionChart({ detail, report, confusion }: ConfusionChartProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { search, passages } = useAgreementAddress();
  const { coder, tag } = useNames(detail);
  const caption = useCaption(report);
  const { tagIds, cells } = confusion;
  const [first, second] = search.pair ?? [];
  const keyOf = (id: string | null) => id ?? nothing;
  const counts = new Map(cells.map(({ row, column, count }) => [`${keyOf(row)} ${keyOf(column)}`, count]));
  const placeOf = (id: string | null) => (id === null ? tagIds.length : tagIds.indexOf(id));
  const used = new Set(cells.flatMap(({ row, column }) => [row, column]));
  // Tags that nobody used would be empty rows.
  const shown = [...tagIds.filter((id) => used.has(id)), null];
  const most = Math.max(1, ...cells.map(({ count }) => count));
  const worst = cells
    .filter(({ row, column }) => row !== null && column !== null && row !== column)
    // Of two that are as often confused, the first of the codebook.
    .toSorted(
      (one, other) => placeOf(one.row) - placeOf(other.row) || placeOf(one.column) - placeOf(other.column),
    )
    .reduce<(typeof cells)[number] | undefined>(
      (best, cell) => (best === undefined || cell.count > best.count ? cell : best),
      undefined,
    );
  const unit = search.characters === true ? 'characters' : 'spans';
  const markOf = (row: string | null, column: string | null, count: number) => {
    const id = `${keyOf(row)} ${keyOf(column)}`;
    const words = t(`confusion.mark.${unit}`, {
      row: tag(row),
      column: tag(column),
      count,
      formatted: format.number(count),
    });
    return {
      id,
      label: count === 0 ? words : t('mark.enter', { words }),
      open:
        count === 0
          ? undefined
          : () =>
              void passages(id, {
                row: keyOf(row),
                column: keyOf(column),
                characters: search.characters,
                first,
                second,
              }),
    };
  };
  const rows = shown.map((row) => ({
    key: keyOf(row),
    name: tag(row),
    cells: shown.map((column) => {
      if (row === null && column === null) return null;
      const count = counts.get(`${keyOf(row)} ${keyOf(column)}`) ?? 0;
      return {
        mark: markOf(row, column, count),
        text: count === 0 ? '·' : format.number(count),
        count,
        shade: Math.sqrt(count / most),
        strong: row === column,
      };
    }),
  }));
  return (
    <MatrixChart
      title={t(`confusion.title.${unit}`)}
      level={2}
      summary={
        worst === undefined
          ? t('confusion.none')
          : t('confusion.summary', { row: tag(worst.row), column: tag(worst.column) })
      }
      caption={caption}
      at={search.at}
      down={first === undefined ? t('confusion.one') : coder(first)}
      across={second === undefined ? t('confusion.other') : coder(second)}
      columns={shown.map((id) => ({ key: keyOf(id), name: tag(id) }))}
      rows={rows}
      table={{
        columns: [
          { key: 'tag', name: t('table.tag') },
          ...shown.map((id) => ({ key: keyOf(id), name: tag(id), number: true })),
        ],
        rows: rows.map(({ key, name, cells: of }) => ({
          key,
          cells: [
            { text: name },
            ...of.map((cell) =>
              cell === null ? { text: '' } : { text: cell.text, value: cell.count, mark: cell.mark.id },
            ),
          ],
        })),
      }}
    />
  );
}
