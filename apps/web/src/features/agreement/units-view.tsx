import type { AgreementUnits, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Segments } from '../../ui/segments.tsx';
import classes from './agreement-screen.module.css';
import { AlphaChart } from './alpha-chart.tsx';
import { MeasureReading } from './measure-reading.tsx';
import { unitsQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import type { Report } from './report.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useCaption } from './use-caption.ts';
import { useFigures } from './use-figures.ts';
import { useNames } from './use-names.ts';

type Units = Extract<AgreementUnits, { state: 'ready' }>;

interface UnitsViewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

/** Does this sentence, or this paragraph, carry the tag? */
export function UnitsView({ detail, report }: UnitsViewProps) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection, show } = useAgreementAddress();
  const options = unitsQuery({ projectId, selection }, search);
  const query = useQuery(options);
  return (
    <>
      <div className={classes.tools} data-screen="only">
        <Segments
          label={t('units.unit')}
          value={search.unit ?? 'sentence'}
          options={[
            { value: 'sentence', name: t('units.sentence') },
            { value: 'paragraph', name: t('units.paragraph') },
          ]}
          onChoose={(each) => show({ unit: each === 'paragraph' ? each : undefined })}
        />
        <Segments
          label={t('units.rule')}
          value={search.majority === true ? 'majority' : 'any'}
          options={[
            { value: 'any', name: t('units.any') },
            { value: 'majority', name: t('units.majority') },
          ]}
          onChoose={(each) => show({ majority: each === 'majority' || undefined })}
        />
      </div>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {(units) => <UnitsChart detail={detail} report={report} units={units} />}
      </Reckoned>
    </>
  );
}

function UnitsChart({ detail, report, units }: UnitsViewProps & { readonly units: Units }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const figures = useFigures();
  const { search } = useAgreementAddress();
  const { tag } = useNames(detail);
  const caption = useCaption(report);
  const unit = search.unit ?? 'sentence';
  const percent = (figure: Units['tags'][number]['percent']) =>
    figure.value === null ? figures.reason(figure.reason) : format.share(figure.value);
  return (
    <AlphaChart
      title={t(`units.title.${unit}`)}
      summary={t(`units.summary.${unit}`, { count: units.units, formatted: format.number(units.units) })}
      help={<MeasureReading measure={`${unit}_alpha`} name={t(`units.title.${unit}`)} />}
      caption={`${t(search.majority === true ? 'units.majority.what' : 'units.any.what')} ${caption}`}
      axis={t('units.axis')}
      behind={{ unit, majority: search.majority }}
      moreColumns={[
        { key: 'percent', name: t('units.percent'), number: true },
        { key: 'share', name: t('units.share'), number: true },
      ]}
      rows={units.tags.map(({ tagId, alpha, percent: same, share }) => ({
        ...{ tagId, name: tag(tagId), alpha, documents: report.basis.doubleCoded },
        more: [
          { text: percent(same), value: same.value },
          { text: format.share(share), value: share },
        ],
      }))}
    />
  );
}
