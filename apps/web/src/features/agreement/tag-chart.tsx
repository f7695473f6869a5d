import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { IntervalChart } from '../../ui/chart/interval-chart.tsx';
import type { Report } from './report.ts';
import type { TagRow } from './tag-rows.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useCaption } from './use-caption.ts';
import { lines, useFigures } from './use-figures.ts';
import { useHelpWords } from './use-tag-columns.tsx';

interface TagChartProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
  readonly rows: readonly TagRow[];
}

/** The tags of the table as a drawing, which is what goes into a paper. */
export function TagChart({ detail, report, rows }: TagChartProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { search, passages } = useAgreementAddress();
  const figures = useFigures();
  const helpWords = useHelpWords(detail, report);
  const caption = useCaption(report);
  const counted = (['reliable', 'tentative', 'unreliable', 'cannot-tell'] as const).flatMap((word) => {
    const count = rows.filter(({ figures: { verdict } }) => verdict.word === word).length;
    return count === 0 ? [] : [t(`sentence.${word}`, { count })];
  });
  return (
    <IntervalChart
      title={t('table')}
      level={2}
      summary={t('sentence.verdicts', { total: rows.length, words: format.list(counted) })}
      caption={caption}
      at={search.at}
      axis={t('chart.axis')}
      format={figures.alpha}
      references={lines.map((value) => ({ value, name: figures.alpha(value) }))}
      rows={rows.map(({ tagId, name, depth, figures: { alpha, documents } }) => ({
        mark: {
          id: tagId,
          label: t('mark.enter', { words: figures.spoken(name, alpha, documents) }),
          open: () => void passages(tagId, { tag: tagId }),
        },
        name,
        depth,
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
          { key: 'spans', name: t('table.spans'), number: true },
          { key: 'documents', name: t('table.documents'), number: true },
          { key: 'verdict', name: t('table.verdict') },
          { key: 'help', name: t('table.help') },
        ],
        rows: rows.map(({ tagId, name, figures: each }) => {
          const number = (value: number | null, text: string) => ({
            text: value === null ? '–' : text,
            value,
          });
          const { value, low, high, reason } = each.alpha;
          const said = (of: number | null) => number(of, of === null ? '' : figures.alpha(of));
          return {
            key: tagId,
            cells: [
              { text: name },
              { ...(value === null ? { text: figures.reason(reason), value } : said(value)), mark: tagId },
              said(low),
              said(high),
              number(each.spans, format.number(each.spans)),
              number(each.documents, format.number(each.documents)),
              { text: figures.verdict(each.verdict, each) },
              { text: helpWords(each.help) },
            ],
          };
        }),
      }}
    />
  );
}
