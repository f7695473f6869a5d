import type { ListedPassages, ProjectDetail } from '@koersvast/contracts';
import { withDescendants } from '@koersvast/core/codebook';
import { ownFieldOf } from '@koersvast/core/document-rule';
import type { DocumentDetail } from '@koersvast/core/file';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { labelTags, memberName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import type { PassageSearch } from './passage-search.ts';

const named = ['tag', 'coder', 'round', 'document', 'year', 'certainty', 'verdict'] as const;

/** What everything of a passage is called here. */
export function useWords(detail: ProjectDetail) {
  const { t, i18n } = useTranslation(['passage', 'document']);
  const format = useFormat();
  const labels = labelTags(detail.tags, i18n.language);
  const tag = (id: string) => labels.get(id)?.label ?? t('tag.gone');
  const coder = (id: string | null) => (id === null ? t('final') : memberName(detail, id));
  const round = (id: string) => detail.rounds.find((each) => each.id === id)?.name ?? '–';
  const verdict = (each: 'accept' | 'reject' | 'change' | 'none') => t(`verdict.${each}`);
  const certainty = (each: '1' | '2' | '3' | 'none') => t(`certainty.${each}`);
  const groupName = (group: string) => {
    const known = named.find((each) => each === group);
    const own = ownFieldOf(group);
    if (own !== null) return own;
    // Within a sentence.
    const name = known === undefined ? t(`document:field.${group as DocumentDetail}`) : t(`group.${known}`);
    return name.charAt(0).toLocaleLowerCase(i18n.language) + name.slice(1);
  };
  /** What a group is called; of documents their titles are asked for. */
  const keyName = (group: string, key: string | null, titleOf: (id: string) => string | undefined) => {
    if (key === null && group === 'coder') return t('final');
    if (key === null && (group === 'certainty' || group === 'verdict')) return t(`${group}.none`);
    if (key === null) return t('group.without', { of: groupName(group) });
    switch (group) {
      case 'tag':
        return tag(key);
      case 'coder':
        return coder(key);
      case 'round':
        return round(key);
      case 'document':
        return titleOf(key) ?? '…';
      case 'certainty':
        return certainty(key as '1');
      case 'verdict':
        return verdict(key as 'accept');
      case 'date':
        return format.partialDate(key);
      default:
        return key;
    }
  };
  /** How much there is; of two tags also how many pairs, or parts with both. */
  const size = (
    { total, related }: Pick<ListedPassages, 'total' | 'related'>,
    relation: NonNullable<PassageSearch['with']>['relation'] | undefined,
  ) => {
    const { passages, documents, coders } = total;
    const parts = [
      t('passages', { count: passages, number: format.number(passages) }),
      t('documents', { count: documents, number: format.number(documents) }),
      ...(coders === 0 ? [] : [t('coders', { count: coders, number: format.number(coders) })]),
    ].join(' ');
    if (related === null || relation === undefined) return parts;
    const of = relation === 'sentence' || relation === 'paragraph' || relation === 'document';
    const number = { count: related, number: format.number(related) };
    return `${t(`related.${of ? relation : 'pairs'}`, number)}: ${parts}`;
  };
  return { tag, coder, round, verdict, certainty, groupName, keyName, size };
}

/** What narrows the list, one by one, each with the address without it; conditions on documents speak for themselves. */
export function useChosen(
  detail: ProjectDetail,
  search: PassageSearch,
  titleOf: (id: string) => string | undefined,
) {
  const { t } = useTranslation('passage');
  const format = useFormat();
  const words = useWords(detail);
  const without = <Value>(list: readonly Value[] | undefined, value: Value) => {
    const rest = list?.filter((each) => each !== value) ?? [];
    return rest.length === 0 ? undefined : rest;
  };
  const {
    tags,
    only,
    coders,
    roundIds,
    documents,
    set,
    part,
    certainty,
    memo,
    words: typed,
    verdicts,
    thread,
    layer,
    work,
    length,
    with: other,
  } = search;
  const sets = useQuery({
    ...trpc.set.list.queryOptions({ projectId: detail.project.id }),
    enabled: set !== undefined,
  }).data;
  const setWords = sets === undefined ? '…' : (sets.find(({ id }) => id === set)?.name ?? t('set.gone'));
  const lengthWords = ([least, most]: readonly [number, number | null]) =>
    most === null
      ? t('chip.length.least', { least: format.number(least) })
      : t('chip.length', { least: format.number(least), most: format.number(most) });
  const chips: { readonly words: string; readonly without: Partial<PassageSearch> }[] = [
    ...(tags ?? []).map((id) => ({
      words: only
        ? t('chip.tag.only', { tag: words.tag(id) })
        : t('chip.tag', { tag: words.tag(id), count: countBelow(detail, id) }),
      without: { tags: without(tags, id), ...(tags?.length === 1 && { only: undefined }) },
    })),
    ...(layer === undefined || layer === 'current'
      ? []
      : [{ words: t(`layer.${layer}`), without: { layer: undefined } }]),
    ...(work === undefined ? [] : [{ words: t(`chip.work.${work}`), without: { work: undefined } }]),
    ...(other === undefined
      ? []
      : [
          {
            words: t(`chip.with.${other.relation}`, { tag: words.tag(other.tagId) }),
            without: { with: undefined },
          },
        ]),
    ...(length === undefined ? [] : [{ words: lengthWords(length), without: { length: undefined } }]),
    ...(coders ?? []).map((id) => ({ words: words.coder(id), without: { coders: without(coders, id) } })),
    ...(roundIds ?? []).map((id) => ({
      words: words.round(id),
      without: { roundIds: without(roundIds, id) },
    })),
    ...(documents ?? []).map((id) => ({
      words: titleOf(id) ?? t('chip.document'),
      without: { documents: without(documents, id), part: undefined },
    })),
    ...(part === undefined ? [] : [{ words: t('chip.part'), without: { part: undefined } }]),
    ...(set === undefined ? [] : [{ words: t('chip.set', { set: setWords }), without: { set: undefined } }]),
    ...(certainty ?? []).map((each) => ({
      words: t('chip.certainty', { certainty: words.certainty(each) }),
      without: { certainty: without(certainty, each) },
    })),
    ...(verdicts ?? []).map((each) => ({
      words: words.verdict(each),
      without: { verdicts: without(verdicts, each) },
    })),
    ...(memo === undefined ? [] : [{ words: t(`memo.${memo}`), without: { memo: undefined } }]),
    ...(typed === undefined
      ? []
      : [{ words: t('chip.words', { words: typed }), without: { words: undefined } }]),
    ...(thread === undefined || search.list === 'threads'
      ? []
      : [{ words: t(`thread.${thread}`), without: { thread: undefined } }]),
  ];
  return chips;
}

function countBelow({ tags }: Pick<ProjectDetail, 'tags'>, id: string): number {
  const living = tags.filter(({ archivedAt }) => archivedAt === null);
  return withDescendants(living, id).size - 1;
}
