import type { createTagInput } from '@koersvast/contracts';
import { freeAppearance, suggestTagKey } from '@koersvast/core/codebook';
import type { Rows } from '@koersvast/db';
import type { z } from 'zod';

type Tag = Rows['tag'];

/** A tag that comes last, with the first free key and appearance where it names none, in a codebook of `wanted` tags. */
export function newTag(
  tags: readonly Tag[],
  content: Omit<z.infer<typeof createTagInput>['tag'], 'parentId'> & { parentId?: string | null | undefined },
  at: Date,
  wanted = 0,
): Tag {
  const living = tags.filter((tag) => tag.archivedAt === null);
  const taken = living.flatMap((tag) => (tag.key === null ? [] : [tag.key]));
  return {
    ...content,
    parentId: content.parentId ?? null,
    key: content.key ?? suggestTagKey(content.name, taken, wanted),
    appearance: content.appearance ?? freeAppearance(tags, content.parentId ?? null),
    position: Math.max(-1, ...tags.map((tag) => tag.position)) + 1,
    meaningVersion: 0,
    mergedIntoId: null,
    version: 1,
    createdAt: at.toISOString(),
    archivedAt: null,
  };
}
