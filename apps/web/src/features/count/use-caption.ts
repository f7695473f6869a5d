import type { CountBasis, ProjectDetail } from '@koersvast/contracts';
import type { CountUnit } from '@koersvast/core/count';
import { readRule } from '@koersvast/core/document-rule';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { useConditionWords } from '../../parts/document/use-condition-words.ts';
import type { CountSearch } from './count-search.ts';
import { useNames } from './use-names.ts';
import { useWords } from './use-words.ts';

/** What is counted in a chart: in which unit, in whose work, of which documents, out of how much, and on which day. */
export function useCaption(detail: ProjectDetail, search: CountSearch) {
  const { t } = useTranslation(['count', 'document']);
  const format = useFormat();
  const names = useNames(detail);
  const words = useWords();
  const fields = fieldsOfProject(detail, []);
  const conditionWords = useConditionWords(cellColumns(fields, (id) => t(`document:field.${id}`)));
  const sets = useQuery({
    ...trpc.set.list.queryOptions({ projectId: detail.project.id }),
    enabled: search.set !== undefined,
  }).data;
  const { layers = 'current', round, unfinished, independent, set, where, coders, tags, below } = search;
  const number = format.number;
  /** Above this many names their number says as much. */
  const named = (all: readonly string[]) => (all.length > 8 ? number(all.length) : format.list(all));
  return (
    basis: CountBasis,
    unit: CountUnit | 'length' | { readonly said: string },
    { undated = 0, more = basis.moreTags, window = 1, parts = false, at }: CaptionMore,
  ): string => {
    const rules = readRule(where ?? []) ?? [];
    const said = {
      layers: t(`layers.${layers}`),
      round: round === undefined ? t('round.all') : names.round(round),
      documents: words.documents(basis.documents),
      works: t('caption.works', { count: basis.works, number: number(basis.works) }),
      coders: t('coders', { count: basis.coderIds.length, number: number(basis.coderIds.length) }),
      characters: number(basis.characters),
    };
    const counted = (
      key: 'caption.waiting' | 'caption.blind' | 'caption.undated' | 'caption.more',
      count: number,
    ) => (count === 0 ? [] : [t(key, { count, number: number(count) })]);
    return [
      typeof unit === 'string' ? t(`caption.counted.${unit}`) : unit.said,
      layers === 'final' ? t('caption.base.final', said) : t('caption.base', said),
      ...(basis.words === null ? [] : [t('caption.words', { number: number(basis.words) })]),
      ...(layers === 'current' && unfinished === true ? [t('caption.unfinished')] : []),
      ...(layers === 'first-pass' && independent === true ? [t('caption.independent')] : []),
      ...(set === undefined
        ? []
        : [t('caption.set', { set: sets?.find(({ id }) => id === set)?.name ?? t('set.gone') })]),
      ...(rules.length === 0
        ? []
        : [t('caption.where', { conditions: format.list(rules.map(conditionWords)) })]),
      ...(coders === undefined || layers === 'final'
        ? []
        : [t('caption.coders', { coders: named(coders.map(names.coder)) })]),
      ...(tags === undefined ? [] : [t('caption.tags', { tags: named(tags.map(names.tag)) })]),
      ...(below === true ? [t('caption.below')] : []),
      ...(parts ? [t('caption.parts')] : []),
      ...(window > 1 ? [t('caption.window', { width: window })] : []),
      ...counted('caption.undated', undated),
      ...counted('caption.waiting', basis.waiting),
      ...counted('caption.blind', basis.blind),
      ...counted('caption.more', more),
      `${format.day(new Date(at).toISOString())}.`,
    ].join(' ');
  };
}

interface CaptionMore {
  /** Documents without a date that says the period. */
  readonly undated?: number;
  /** Tags that are not shown. */
  readonly more?: number;
  readonly window?: number;
  /** Whether columns are parts of a text. */
  readonly parts?: boolean;
  /** When it was counted, in milliseconds. */
  readonly at: number;
}
