import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { usePrinting } from '../../lib/printing.ts';

/** On paper: of which project it is, and when it was printed; each chart says by itself what it counts. */
export function PrintedLead({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('count');
  const format = useFormat();
  const words = { project: detail.project.name, when: format.moment(new Date().toISOString()) };
  return usePrinting() && <p>{t('print.lead', words)}</p>;
}
