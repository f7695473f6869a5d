import type { ProjectDetail } from '@koersvast/contracts';
import { readRule } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { trpc } from '../../data/trpc.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { useConditionWords } from '../../parts/document/use-condition-words.ts';
import { useFindAddress } from './use-find-address.ts';

/** Of which documents something is asked, in words. */
export function useFilterWords(detail: ProjectDetail): string {
  const { t } = useTranslation(['find', 'document']);
  const { projectId, search } = useFindAddress();
  const sets = useQuery(trpc.set.list.queryOptions({ projectId })).data;
  const wordsOf = useConditionWords(
    cellColumns(fieldsOfProject(detail, []), (id) => t(`document:field.${id}`)),
  );
  const set = sets === undefined ? '…' : (sets.find(({ id }) => id === search.set)?.name ?? t('set.gone'));
  const said = [
    ...(search.set === undefined ? [] : [set]),
    ...(readRule(search.where ?? []) ?? []).map(wordsOf),
  ];
  return said.length === 0 ? t('set.all') : said.join('; ');
}
