import type { AgreementPlan, ProjectDetail } from '@koersvast/contracts';
import { NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { useFormat } from '../../lib/format.ts';
import { LineChart } from '../../ui/chart/line-chart.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Section } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import classes from './agreement-screen.module.css';
import overview from './overview.module.css';
import { planQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import type { Report } from './report.ts';
import { TagSelect } from './tag-select.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useCaption } from './use-caption.ts';
import { lines, useFigures } from './use-figures.ts';

/** As many as a round takes. */
const mostDrawn = 5000;

type Plan = Extract<AgreementPlan, { state: 'ready' }>;

interface PlanViewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

/** How many documents to double-code: from the data so far, and by a formula for sentences that needs none. */
export function PlanView({ detail, report }: PlanViewProps) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection, show } = useAgreementAddress();
  const { alpha } = useFigures();
  const options = planQuery({ projectId, selection }, search);
  const query = useQuery(options);
  const [tentative, reliable] = lines;
  return (
    <>
      <div className={classes.tools} data-screen="only">
        <TagSelect detail={detail} />
        <Segments
          label={t('plan.target')}
          value={search.sure === true ? 'reliable' : 'tentative'}
          options={[
            { value: 'tentative', name: t('plan.tentative', { value: alpha(tentative) }) },
            { value: 'reliable', name: t('plan.reliable', { value: alpha(reliable) }) },
          ]}
          onChoose={(each) => show({ sure: each === 'reliable' || undefined })}
        />
      </div>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {(plan) => (
          <>
            <div className={classes.before}>
              <FromData report={report} plan={plan} />
              <More detail={detail} plan={plan} />
            </div>
            <Formula plan={plan} />
          </>
        )}
      </Reckoned>
    </>
  );
}

function FromData({ report, plan: { plan, noPlan } }: { readonly report: Report; readonly plan: Plan }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { alpha, reason } = useFigures();
  const { search } = useAgreementAddress();
  const caption = useCaption(report);
  if (plan === null)
    return (
      <p className={overview.sentence}>
        {noPlan === 'no-differences' ? t('plan.noDifferences') : t('plan.none', { reason: reason(noPlan) })}
      </p>
    );
  const { needed, points } = plan;
  const target = alpha(needed.target);
  const number = (value: number | null) => (value === null ? t('plan.many') : format.number(value));
  const rows = points.map(({ documents, low, width }) => ({
    documents,
    low,
    width,
    mark: {
      id: String(documents),
      label: t('plan.mark', {
        count: documents,
        low: alpha(low.value),
        from: alpha(low.from),
        to: alpha(low.to),
        width: alpha(width.value),
      }),
    },
  }));
  return (
    <LineChart
      title={t('plan.title')}
      level={2}
      summary={
        needed.documents === null
          ? t('plan.never', { target, now: format.number(plan.documents) })
          : t('plan.summary', {
              target,
              needed: number(needed.documents),
              from: number(needed.from),
              to: number(needed.to),
              now: format.number(plan.documents),
            })
      }
      caption={`${t('plan.caption')} ${caption}`}
      at={search.at}
      references={[{ value: needed.target, name: target }]}
      xAxis={t('plan.along')}
      yAxis={t('table.low')}
      xFormat={(value) => (Number.isInteger(value) ? format.number(value) : '')}
      yFormat={(value) => format.decimal(value, 1)}
      series={[
        {
          key: 'low',
          name: t('table.low'),
          points: rows.map(({ documents, low, mark }) => ({
            mark,
            x: documents,
            y: low.value,
            low: low.from,
            high: low.to,
          })),
        },
      ]}
      table={{
        columns: [
          { key: 'documents', name: t('plan.along'), number: true },
          { key: 'low', name: t('table.low'), number: true },
          { key: 'from', name: t('plan.from'), number: true },
          { key: 'to', name: t('plan.to'), number: true },
          { key: 'width', name: t('plan.width'), number: true },
        ],
        rows: rows.map(({ documents, low, width, mark }) => ({
          key: mark.id,
          cells: [
            { text: format.number(documents), value: documents },
            { text: alpha(low.value), value: low.value, mark: mark.id },
            { text: alpha(low.from), value: low.from },
            { text: alpha(low.to), value: low.to },
            { text: alpha(width.value), value: width.value },
          ],
        })),
      }}
    />
  );
}

/** Opens a round over so many more documents as the plan says, drawn from those that are measured here. */
function More({ detail, plan: { plan } }: { readonly detail: ProjectDetail; readonly plan: Plan }) {
  const { t } = useTranslation('agreement');
  const { projectId, search } = useAgreementAddress();
  const more = (plan?.needed.documents ?? 0) - (plan?.documents ?? 0);
  if (more <= 0 || more > mostDrawn || !isWorkedIn(detail) || !mayHere(detail, 'round.edit')) return null;
  const { set, where } = search;
  return (
    <p className={classes.more} data-screen="only">
      <ButtonLink to="/p/$projectId/rounds/new" params={{ projectId }} search={{ draw: more, set, where }}>
        {t('plan.more', { count: more })}
      </ButtonLink>
    </p>
  );
}

function Formula({ plan: { formula } }: { readonly plan: Plan }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { alpha } = useFigures();
  const { search, show } = useAgreementAddress();
  return (
    <Section title={t('formula.title')} lead={t('formula.lead')}>
      <NumberInput
        label={t('formula.share')}
        description={t('formula.shareHint')}
        min={1}
        max={99}
        allowDecimal={false}
        w={240}
        value={search.expected ?? ''}
        onChange={(value) => show({ expected: typeof value === 'number' && value > 0 ? value : undefined })}
      />
      {formula === null ? (
        <p className={classes.quiet}>{t('formula.none')}</p>
      ) : (
        <ul>
          {formula.units.map((each) => (
            <li key={each.alpha}>
              {t('formula.units', {
                alpha: alpha(each.alpha),
                count: each.units,
                formatted: format.number(each.units),
                coders: t('coders', { count: formula.coders }),
                share: format.share(formula.share),
              })}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
