import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import classes from './codebook.module.css';
import { CodebookTools, Contents } from './contents.tsx';
import { type Recoding, RecodingDialog } from './recoding-dialog.tsx';
import { TagEntry } from './tag-entry.tsx';
import { moved } from './tag-order.ts';
import { Usage } from './usage.tsx';
import { useDragOrder } from './use-drag-order.ts';
import { useFinding } from './use-finding.ts';
import { useTagEdit, useTagOrder } from './use-tag-commands.ts';

/** A codebook of more tags than this has its contents and a search. */
const long = 8;

export const tagForm = laterPart(async () => (await import('./tag-form.tsx')).TagForm);
const route = getRouteApi('/inside/p/$projectId/codebook');

interface LivingTagsProps {
  readonly detail: ProjectDetail;
  readonly living: readonly Tag[];
  readonly canEdit: boolean;
  readonly undo: Undo;
}

/** The tags that can be used, in their order, each to read, to change and to move. */
export function LivingTags({ detail, living, canEdit, undo }: LivingTagsProps) {
  const { t } = useTranslation('tag');
  const projectId = detail.project.id;
  const wanted = route.useSearch().tag;
  const usage = useQuery(trpc.tag.usage.queryOptions({ projectId }));
  const [edited, setEdited] = useState<string | null>(null);
  const [recoding, setRecoding] = useState<Recoding | null>(null);
  const { edit, save } = useTagEdit(projectId, undo);
  const { typed, setTyped, found, allFolded, foldAll, isFolded, fold, go } = useFinding(
    living,
    wanted,
    edited,
  );
  const filtering = found !== null;

  // What is being edited stays where it is when somebody archives it meanwhile.
  const listed = detail.tags.filter(({ id, archivedAt }) => archivedAt === null || id === edited);
  const inTree = new Map(treeOrder(listed).map(({ tag, depth }) => [tag.id, depth]));
  const { order, ids, put, spoken } = useTagOrder(detail, living, [...inTree.keys()], undo);
  const drag = useDragOrder(ids, (tagIds, id) => void put(tagIds, id));
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
      <RecodingDialog detail={detail} recoding={recoding} undo={undo} onClose={() => setRecoding(null)} />
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
    </>
  );
}
