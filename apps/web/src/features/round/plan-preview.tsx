import type { DocumentListItem, PlannedRound, RoundPlan } from '@koersvast/contracts';
import { Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NamedCoder } from '../../data/coder-names.ts';
import { useFormat } from '../../lib/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { cellOf, Matrix } from './matrix.tsx';
import classes from './round.module.css';

interface PlanPreviewProps {
  readonly planned: UseQueryResult<PlannedRound>;
  readonly coders: readonly NamedCoder[];
  readonly documents: readonly DocumentListItem[];
  readonly plan: RoundPlan;
  /** Whether what is shown is still that of an earlier choice. */
  readonly comes: boolean;
}

/** What a plan draws over these documents. */
export function PlanPreview({ planned, ...of }: PlanPreviewProps) {
  return <Loaded query={planned}>{(drawn) => <Drawn {...of} drawn={drawn} />}</Loaded>;
}

interface DrawnProps extends Omit<PlanPreviewProps, 'planned'> {
  readonly drawn: PlannedRound;
}

function Drawn({ coders, documents, plan, drawn, comes }: DrawnProps) {
  const { t } = useTranslation('round');
  const format = useFormat();
  const named = new Map(coders.map((coder) => [coder.id, coder]));
  const chosen = new Set(drawn.assignments.map((each) => cellOf(each.documentId, each.memberId)));
  return (
    <section className={classes.preview} aria-label={t('preview')} aria-busy={comes}>
      <h2>{t('preview')}</h2>
      <p>
        {format.list(
          drawn.coders.map(({ memberId, documents: count }) =>
            t('preview.coder', { name: named.get(memberId)?.name ?? '–', count }),
          ),
        )}
        {'. '}
        {plan.doubleCodedPercent !== null && t('preview.sample', { count: drawn.sample.length })}
      </p>
      {plan.stratifiedBy !== null && (
        <Table className={classes.strata}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('preview.stratum')}</Table.Th>
              <Table.Th scope="col">{t('preview.documents')}</Table.Th>
              <Table.Th scope="col">{t('preview.sampled')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {drawn.strata.map((stratum) => (
              <Table.Tr key={stratum.value}>
                <Table.Th scope="row">{stratum.value === '' ? t('preview.none') : stratum.value}</Table.Th>
                <Table.Td>{stratum.documents}</Table.Td>
                <Table.Td>{stratum.sampled}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Matrix
        label={t('preview')}
        documents={documents.map((item) => item.document)}
        coders={plan.memberIds.map((id) => named.get(id) ?? { id, name: '–' })}
        chosen={chosen}
        onChoose={null}
      />
    </section>
  );
}
