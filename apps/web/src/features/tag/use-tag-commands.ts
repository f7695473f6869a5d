import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import type { TagSaving } from './tag-form.tsx';

/** A tag that is stored has a colour. */
function seenOf({ appearance, ...rest }: TagSaving['base']) {
  return typeof appearance === 'number' ? { ...rest, appearance } : rest;
}

/** Stores what was edited of a tag. */
export function useTagEdit(projectId: string, undo: Undo) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const edit = useCommand(trpc.tag.edit.mutationOptions());
  const save = async (tag: Tag, saving: TagSaving | null, restore: boolean) => {
    if (saving === null && !restore) return;
    const { appearance, ...rest } = saving?.change ?? {};
    const output = await edit.run({
      projectId,
      tagId: tag.id,
      version: tag.version,
      recheck: saving?.recheck ?? true,
      change: {
        ...rest,
        ...(typeof appearance === 'number' ? { appearance } : {}),
        ...(restore ? { archived: false } : {}),
      },
      ...(saving === null ? {} : { base: seenOf(saving.base) }),
    });
    undo.sayUndoable(t('said.edited', { tag: saving?.name ?? nameOf(tag) }), output);
  };
  return { edit, save };
}

/** Puts tags in another order, which is shown before the server has answered. */
export function useTagOrder(
  detail: ProjectDetail,
  living: readonly Tag[],
  stored: readonly string[],
  undo: Undo,
) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const projectId = detail.project.id;
  const [spoken, setSpoken] = useState('');
  const order = useCommand(trpc.tag.order.mutationOptions());
  const [expected, setExpected] = useState<readonly string[] | null>(null);
  const ids = expected ?? stored;
  const put = async (tagIds: readonly string[], id: string) => {
    const tag = living.find((each) => each.id === id);
    if (tag === undefined) return;
    setExpected(tagIds);
    setSpoken(t('move.said', { tag: nameOf(tag), place: tagIds.indexOf(id) + 1, all: tagIds.length }));
    try {
      const alive = tagIds.filter((each) => living.some((other) => other.id === each));
      const output = await order.run({ projectId, tagIds: alive });
      undo.sayUndoable(t('said.moved', { tag: nameOf(tag) }), output);
    } catch {
      // The refusal is shown above the list; the list goes back to what the server has.
    } finally {
      setExpected(null);
    }
  };
  return { order, ids, put, spoken };
}
