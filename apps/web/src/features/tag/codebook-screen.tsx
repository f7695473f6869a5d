import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { findTwins, treeOrder } from '@koersvast/core';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type CSSProperties, lazy, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/command.ts';
import { findBy } from '../../lib/find.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { usePrinting } from '../../lib/printing.ts';
import { livingTags, mayHere, useProject, useTagName } from '../../lib/project.ts';
import { trpc } from '../../lib/trpc.ts';
import { type Undo, useUndoKeys } from '../../lib/undo.ts';
import { useFormat } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { ArchivedTags } from './archived-tags.tsx';
import classes from './codebook.module.css';
import { CodebookTools, Contents } from './contents.tsx';
import { ImportCodebook } from './import-codebook.tsx';
import { TagEntry } from './tag-entry.tsx';
import type { TagContent } from './tag-fields.ts';
import type { TagSaving } from './tag-form.tsx';
import { moved } from './tag-order.ts';
import { Usage } from './usage.tsx';
import { useDragOrder } from './use-drag-order.ts';

/** A codebook of more tags than this has its contents and a search; a still longer one begins folded. */
const long = 8;
const foldedFrom = 24;

const tagForm = laterPart(async () => (await import('./tag-form.tsx')).TagForm);
const route = getRouteApi('/inside/p/$projectId/codebook');

const MergeTag = lazy(async () => ({ default: (await import('./merge-tag.tsx')).MergeTag }));
const SplitTag = lazy(async () => ({ default: (await import('./split-tag.tsx')).SplitTag }));
const ArchiveTag = lazy(async () => ({ default: (await import('./archive-tag.tsx')).ArchiveTag }));
const CodebookVersions = lazy(async () => ({
  default: (await import('./codebook-versions.tsx')).CodebookVersions,
}));

/** What is done to a tag in a dialogue that first says what it touches. */
type Recoding = 'merge' | 'split' | 'archive';

export function CodebookScreen() {
  const { t } = useTranslation('tag');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  if (project.data === undefined)
    return (
      <Page title={t('title')}>
        <Loaded query={project}>{() => null}</Loaded>
      </Page>
    );
  return <Codebook detail={project.data} />;
}

function Codebook({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('tag');
  const { project } = detail;
  const format = useFormat();
  const printing = usePrinting();
  const undo = useUndoKeys(project.id);
  useSoon(tagForm);
  const [open, setOpen] = useState<'new' | 'import' | 'versions' | null>(null);
  const create = useCommand(trpc.tag.create.mutationOptions());
  const tagId = useMadeId();
  const canEdit = mayHere(detail, 'codebook.edit') && project.archivedAt === null;
  const living = livingTags(detail);

  const add = async (content: TagContent) => {
    const tag = { ...content, id: tagId.of(content) };
    const output = await create.run({ projectId: project.id, tag });
    tagId.made();
    setOpen(null);
    undo.sayUndoable(t('said.added', { tag: content.name }), output);
  };
  const actions = (
    <>
      {living.length > 0 && (
        <Button component="a" variant="subtle" href={`/api/projects/${project.id}/codebook.csv`} download>
          {t('export')}
        </Button>
      )}
      {project.codebookVersion > 1 && (
        <Button variant="subtle" onClick={() => setOpen('versions')}>
          {t('versions')}
        </Button>
      )}
      {canEdit && (
        <>
          <Button variant="default" onClick={() => setOpen('import')}>
            {t('import')}
          </Button>
          <Button onClick={() => setOpen('new')}>{t('add')}</Button>
        </>
      )}
    </>
  );
  return (
    <Page
      title={t('title')}
      lead={
        living.length > 0 ? t('lead', { count: living.length, version: project.codebookVersion }) : undefined
      }
      actions={actions}
    >
      {open === 'new' && (
        <div className={classes.new}>
          <Later
            part={tagForm}
            wanted
            give={{
              projectId: project.id,
              tag: null,
              living,
              pending: create.pending,
              error: create.error,
              again: create.again,
              onAdd: add,
              onSave: () => undefined,
              onCancel: () => setOpen(null),
            }}
          />
        </div>
      )}
      {detail.blindDocumentIds.length > 0 && (
        <p className={classes.twins}>{t('blind', { count: detail.blindDocumentIds.length })}</p>
      )}
      {canEdit &&
        findTwins(living).map((twins) => (
          <p key={twins[0]?.id} className={classes.twins}>
            {t('twins', { names: twins.map((tag) => t('twins.name', { name: tag.name })).join(', ') })}
          </p>
        ))}
      {printing && (
        <p className={classes.printed}>
          {t('printed', { project: project.name, when: format.moment(new Date().toISOString()) })}
        </p>
      )}
      {living.length === 0 && open !== 'new' && (
        <Empty title={t('empty')}>{t(canEdit ? 'emptyText' : 'emptyAsk')}</Empty>
      )}
      <LivingTags detail={detail} living={living} canEdit={canEdit} undo={undo} />
      <ArchivedTags detail={detail} canEdit={canEdit} undo={undo} />
      <ImportCodebook
        projectId={project.id}
        opened={open === 'import'}
        undo={undo}
        onClose={() => setOpen(null)}
      />
      <Dialog
        title={t('versions.title')}
        opened={open === 'versions'}
        onClose={() => setOpen(null)}
        size={800}
      >
        <CodebookVersions detail={detail} />
      </Dialog>
    </Page>
  );
}

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

function LivingTags({ detail, living, canEdit, undo }: LivingTagsProps) {
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

  const printing = usePrinting();
  const [typed, setTyped] = useState('');
  const [allFolded, setAllFolded] = useState(living.length > foldedFrom);
  // Those that are not as all the others.
  const [unlike, setUnlike] = useState<ReadonlySet<string>>(new Set(wanted === undefined ? [] : [wanted]));
  const isFolded = (id: string) => !printing && id !== edited && allFolded !== unlike.has(id);
  const fold = (id: string, folded: boolean) => {
    const next = new Set(unlike);
    if (folded === allFolded) next.delete(id);
    else next.add(id);
    setUnlike(next);
  };
  const filtering = typed.trim() !== '' && !printing;
  const found = filtering
    ? new Set(
        findBy(typed, living, (tag) =>
          [nameOf(tag), tag.name, tag.key, tag.definition, tag.whenToUse, tag.whenNot].join(' '),
        ).map(({ id }) => id),
      )
    : null;
  const going = useRef<string | null>(wanted ?? null);
  const go = (id: string) => {
    going.current = id;
    setTyped('');
    fold(id, false);
  };
  // Once it is there, and open.
  useEffect(() => {
    const id = going.current;
    if (id === null) return;
    going.current = null;
    const entry = document.getElementById(`entry-${id}`);
    entry?.scrollIntoView({ block: 'start' });
    if (id !== wanted) entry?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
  });
  const before = useRef(wanted);
  useEffect(() => {
    if (before.current === wanted) return;
    before.current = wanted;
    if (wanted !== undefined) go(wanted);
  });

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
            onFold={(folded) => {
              setAllFolded(folded);
              setUnlike(new Set());
            }}
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
