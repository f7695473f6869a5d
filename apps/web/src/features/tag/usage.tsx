import type { Tag, tagUsage } from '@koersvast/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

interface UsageProps {
  readonly tag: Tag;
  readonly projectId: string;
  readonly query: UseQueryResult<z.infer<typeof tagUsage>, unknown>;
}

/** How much a tag is used. */
export function Usage({ tag, query }: UsageProps) {
  const { t } = useTranslation('tag');
  if (query.data === undefined) return null;
  const usage = query.data.find((each) => each.tagId === tag.id);
  if (usage === undefined) return t('usage.none');
  return [
    t('usage', { count: usage.annotations }),
    t('usage.in', { count: usage.documents }),
    t('usage.by', { count: usage.coders }),
  ].join(' ');
}
