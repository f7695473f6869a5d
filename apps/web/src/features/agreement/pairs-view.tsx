import type { AgreementPairs, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { MatrixChart } from '../../ui/chart/matrix-chart.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import classes from './agreement-screen.module.css';
import { MeasureReading } from './measure-reading.tsx';
import { pairsQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import type { Report } from './report.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useCaption } from './use-caption.ts';
import { useFigures } from './use-figures.ts';
import { useNames } from './use-names.ts';

const measures = ['pooled', 'relevance', 'f1', 'foundF1', 'strictF1'] as const;
/** Under which reading each stands. */
const readingOf = {
  pooled: 'u_alpha_pooled',
  relevance: 'bar_u_alpha',
  f1: 'f1',
  foundF1: 'found_f1',
  // It has none of its own.
  strictF1: null,
} as const;
type Pairs = Extract<AgreementPairs, { state: 'ready' }>;
type Pair = Pairs['pairs'][number];

interface PairsViewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

/** Every two coders against each other, by a measure that is chosen. */
export function PairsView({ detail, report }: PairsViewProps) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection, show } = useAgreementAddress();
  const options = pairsQuery({ projectId, selection });
  const query = useQuery(options);
  const measure = search.measure ?? 'pooled';
  return (
    <>
      <div className={classes.tools} data-screen="only">
        <SmallSelect
          label={t('measure')}
          value={measure}
          onChoose={(value) => {
            const next = measures.find((each) => each === value);
            show({ measure: next === 'pooled' ? undefined : next });
          }}
        >
          {measures.map((each) => (
            <option key={each} value={each}>
              {t(`measure.${each}`)}
            </option>
          ))}
        </SmallSelect>
      </div>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {(pairs) => <PairsChart detail={detail} report={report} pairs={pairs} measure={measure} />}
      </Reckoned>
    </>
  );
}

interface PairsChartProps extends PairsViewProps {
  readonly pairs: Pairs;
  readonly measure: (typeof measures)[number];
}

function PairsChart({ detail, report, pairs: { coders, pairs }, measure }: PairsChartProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const figures = useFigures();
  const { search, passages } = useAgreementAddress();
  const { coder } = useNames(detail);
  const caption = useCaption(report);
  const pairOf = (one: string, other: string) =>
    pairs.find(
      ({ first, second }) => (first === one && second === other) || (first === other && second === one),
    );
  const said = (pair: Pair) => {
    const { value, reason } = pair[measure];
    if (value === null) return figures.reason(reason);
    return measure === 'pooled' || measure === 'relevance' ? figures.alpha(value) : format.decimal(value, 2);
  };
  const markOf = (pair: Pair, row: string, column: string) => {
    const id = `${row} ${column}`;
    const name = t('passages.pair', { first: coder(row), second: coder(column) });
    const interval = measure === 'pooled' || measure === 'relevance' ? pair[measure] : null;
    const words =
      interval === null
        ? t('mark.value', { name, value: said(pair), documents: figures.documents(pair.documents) })
        : figures.spoken(name, interval, pair.documents);
    return {
      id,
      label: t('mark.enter', { words }),
      open: () => void passages(id, { first: row, second: column }),
    };
  };
  const reading = readingOf[measure];
  const known = pairs.filter((pair) => pair[measure].value !== null);
  const sorted = [...known].sort((one, other) => (one[measure].value ?? 0) - (other[measure].value ?? 0));
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  const named = ({ first, second }: Pair) =>
    t('passages.pair', { first: coder(first), second: coder(second) });
  return (
    <MatrixChart
      title={t('pairs.title')}
      level={2}
      summary={
        lowest === undefined || highest === undefined
          ? t('pairs.none')
          : t('pairs.summary', {
              high: named(highest),
              highest: said(highest),
              low: named(lowest),
              lowest: said(lowest),
            })
      }
      help={reading !== null && <MeasureReading measure={reading} name={t(`measure.${measure}`)} />}
      caption={`${t(`measure.${measure}`)}. ${caption}`}
      at={search.at}
      down={t('table.coder')}
      across={t('table.coder')}
      columns={coders.map((id) => ({ key: id, name: coder(id) }))}
      rows={coders.map((row) => ({
        key: row,
        name: coder(row),
        cells: coders.map((column) => {
          const pair = row === column ? undefined : pairOf(row, column);
          return pair === undefined
            ? null
            : {
                mark: markOf(pair, row, column),
                text: pair[measure].value === null ? '–' : said(pair),
                shade: Math.max(0, pair[measure].value ?? 0),
              };
        }),
      }))}
      table={{
        columns: [
          { key: 'pair', name: t('pairs.pair') },
          { key: 'value', name: t(`measure.${measure}`), number: true },
          { key: 'documents', name: t('table.documents'), number: true },
          { key: 'first', name: t('pairs.first'), number: true },
          { key: 'second', name: t('pairs.second'), number: true },
        ],
        rows: pairs.map((pair) => ({
          key: `${pair.first} ${pair.second}`,
          cells: [
            { text: named(pair) },
            { text: said(pair), value: pair[measure].value, mark: `${pair.first} ${pair.second}` },
            { text: format.number(pair.documents), value: pair.documents },
            { text: format.number(pair.spans.first), value: pair.spans.first },
            { text: format.number(pair.spans.second), value: pair.spans.second },
          ],
        })),
      }}
    />
  );
}
