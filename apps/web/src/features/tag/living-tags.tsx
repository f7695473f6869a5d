import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type CSSProperties, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import classes from './codebook.module.css';
import { CodebookTools, Contents } from './contents.tsx';
import { TagEntry } from './tag-entry.tsx';
import type { TagSaving } from './tag-form.tsx';
import { moved } from './tag-order.ts';
import { Usage } from './usage.tsx';
import { useDragOrder } from './use-drag-order.ts';
import { useFinding } from './use-finding.ts';

/** A codebook of more tags than this has its contents and a search. */
const long = 8;

export const tagForm = laterPart(async () => (await import('./tag-form.tsx')).TagForm);
const route = getRouteApi('/inside/p/$projectId/codebook');

const MergeTag = lazy(async () => ({ default: (await import('./merge-tag.tsx')).MergeTag }));
const SplitTag = lazy(async () => ({ default: (await import('./split-tag.tsx')).SplitTag }));
const ArchiveTag = lazy(async () => ({ default: (await import('./archive-tag.tsx')).ArchiveTag }));

/** What is done to a tag in a dialogue that first says what it touches. */
type Recoding = 'merge' | 'split' | 'archive';

/** A tag that is stored has a colour. */
function seenOf({ appearance, ...rest }: TagSaving['base']) {
  return typeof appearance === 'number' ? { ...rest, appearance } : rest;
}

interface LivingTagsProps {
  readonly detail: ProjectDetail;
  readonly living: readonly Tag[];
  readonly canEdit: boolean;
  readonly undo: Undo;
}

/** The tags that can be used, in their order, each to read, to change and to move. */
export function LivingTags({ detail, living, canEdit, undo }: LivingTagsProps) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const projectId = detail.project.id;
  const wanted = route.useSearch().tag;
  const usage = useQuery(trpc.tag.usage.queryOptions({ projectId }));
  const [edited, setEdited] = useState<string | null>(null);
  const [recoding, setRecoding] = useState<{ readonly kind: Recoding; readonly tag: Tag } | null>(null);
  const [spoken, setSpoken] = useState('');
  const edit = useCommand(trpc.tag.edit.mutationOptions());
  const order = useCommand(trpc.tag.order.mutationOptions());
  const [expected, setExpected] = useState<readonly string[] | null>(null);

  const { typed, setTyped, found, allFolded, foldAll, isFolded, fold, go } = useFinding(
    living,
    wanted,
    edited,
  );
  const filtering = found !== null;

  // What is being edited stays where it is when somebody archives it meanwhile.
  const listed = detail.tags.filter(({ id, archivedAt }) => archivedAt === null || id === edited);
  const inTree = new Map(treeOrder(listed).map(({ tag, depth }) => [tag.id, depth]));
  const ids = expected ?? [...inTree.keys()];
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
  const drag = useDragOrder(ids, (tagIds, id) => void put(tagIds, id));

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
  return (
    <>
      <Fault error={order.error} again={order.again} />
      {edited === null && <Fault error={edit.error} again={edit.again} />}
      {living.length > long && (
        <>
          <CodebookTools
            typed={typed}
            onType={setTyped}
            found={found?.size ?? living.length}
            all={living.length}
            folded={allFolded}
            onFold={foldAll}
          />
          <Contents tags={living} onGo={go} />
        </>
      )}
      {found?.size === 0 && <p className={classes.missing}>{t('contents.none')}</p>}
      <ol className={classes.list} aria-label={t('title')}>
        {drag.order.map((id) => {
          const tag = listed.find((each) => each.id === id);
          if (tag === undefined || (found !== null && !found.has(id) && id !== edited)) return null;
          return (
            <li
              key={id}
              id={`entry-${id}`}
              className={classes.entry}
              data-order-id={id}
              data-dragged={drag.dragged === id}
              data-wanted={wanted === id}
              data-folded={isFolded(id)}
              style={{ '--depth': filtering ? 0 : (inTree.get(id) ?? 0) } as CSSProperties}
              aria-labelledby={`tag-${id}`}
            >
              {edited === id ? (
                <Later
                  part={tagForm}
                  wanted
                  give={{
                    projectId,
                    tag,
                    living,
                    pending: edit.pending,
                    error: edit.error,
                    again: edit.again,
                    onAdd: () => undefined,
                    onSave: (saving, restore) => save(tag, saving, restore),
                    onCancel: () => setEdited(null),
                  }}
                />
              ) : (
                <TagEntry
                  tag={tag}
                  parent={detail.tags.find((each) => each.id === tag.parentId)}
                  projectId={projectId}
                  depth={filtering ? 0 : (inTree.get(id) ?? 0)}
                  fold={
                    living.length > long
                      ? { folded: isFolded(id), onFold: (folded) => fold(id, folded) }
                      : null
                  }
                  usage={<Usage tag={tag} projectId={projectId} query={usage} />}
                  edit={
                    canEdit
                      ? {
                          // Among some of all, a place says nothing.
                          handle: filtering ? null : drag.handleOf(id),
                          onEdit: () => {
                            edit.reset();
                            setEdited(id);
                          },
                          onMove: (step) => void put(moved(ids, id, ids.indexOf(id) + step), id),
                          onMerge: () => setRecoding({ kind: 'merge', tag }),
                          onSplit: () => setRecoding({ kind: 'split', tag }),
                          onArchive: () => setRecoding({ kind: 'archive', tag }),
                        }
                      : null
                  }
                />
              )}
            </li>
          );
        })}
      </ol>
      <Dialog
        title={recoding === null ? '' : t(`${recoding.kind}.title`, { tag: nameOf(recoding.tag) })}
        opened={recoding !== null}
        onClose={() => setRecoding(null)}
        size={recoding?.kind === 'split' ? 640 : 480}
      >
        {recoding?.kind === 'merge' && (
          <MergeTag detail={detail} tag={recoding.tag} undo={undo} onClose={() => setRecoding(null)} />
        )}
        {recoding?.kind === 'split' && (
          <SplitTag detail={detail} tag={recoding.tag} undo={undo} onClose={() => setRecoding(null)} />
        )}
        {recoding?.kind === 'archive' && (
          <ArchiveTag
            projectId={projectId}
            tag={recoding.tag}
            undo={undo}
            onClose={() => setRecoding(null)}
          />
        )}
      </Dialog>
      <p className={classes.spoken} role="status">
        {spoken}
      </p>
    </>
  );
}
