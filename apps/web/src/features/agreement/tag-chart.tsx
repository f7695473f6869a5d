import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { AlphaChart } from './alpha-chart.tsx';
import { MeasureReading } from './measure-reading.tsx';
import type { Report } from './report.ts';
import type { TagRow } from './tag-rows.ts';
import { useCaption } from './use-caption.ts';
import { useFigures } from './use-figures.ts';
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
  const figures = useFigures();
  const helpWords = useHelpWords(detail, report);
  const caption = useCaption(report);
  const counted = (['reliable', 'tentative', 'unreliable', 'cannot-tell'] as const).flatMap((word) => {
    const count = rows.filter(({ figures: { verdict } }) => verdict.word === word).length;
    return count === 0 ? [] : [t(`sentence.${word}`, { count })];
  });
  return (
    <AlphaChart
      title={t('table')}
      summary={t('sentence.verdicts', { total: rows.length, words: format.list(counted) })}
      help={<MeasureReading measure="u_alpha" name={t('table.alpha')} />}
      caption={caption}
      axis={t('chart.axis')}
      moreColumns={[
        { key: 'spans', name: t('table.spans'), number: true },
        { key: 'documents', name: t('table.documents'), number: true },
        { key: 'verdict', name: t('table.verdict') },
        { key: 'help', name: t('table.help') },
      ]}
      rows={rows.map(({ tagId, name, depth, figures: each }) => ({
        ...{ tagId, name, depth, alpha: each.alpha, documents: each.documents },
        more: [
          { text: format.number(each.spans), value: each.spans },
          { text: format.number(each.documents), value: each.documents },
          { text: figures.verdict(each.verdict, each) },
          { text: helpWords(each.help) },
        ],
      }))}
    />
  );
}
