import type { Change, ProjectDetail } from '@koersvast/contracts';
import { isWork } from '@koersvast/core/noun';
import type { Query } from '@tanstack/react-query';
import { createRefresher } from '../lib/refresher.ts';
import { concerns, inputOf, isQueryPath, isUnshown, type Made, madeOf, pathOf } from './made-of.ts';
import { patches } from './patches.ts';
import { queryClient, trpc } from './trpc.ts';

const refresher = createRefresher(queryClient);

/** Each query that was read of a project, with what it is made of; one that belongs to no project is in all. */
function* queriesOf(projectId: string | null) {
  for (const query of queryClient.getQueryCache().getAll()) {
    const path = pathOf(query.queryKey);
    if (!isQueryPath(path)) continue;
    const input = inputOf(query.queryKey);
    const belongs = projectId === null || input.projectId === undefined || input.projectId === projectId;
    if (belongs) yield { query, path, input, made: madeOf[path] };
  }
}

/** Whether somebody on the page shows something of these nouns: a list of titles shows no counts of annotations. */
function isShown(query: Query, nouns: readonly Made[]): boolean {
  return query.observers.some(({ options: { meta } }) => {
    const unshown = isUnshown(meta) ? meta.unshown : [];
    return nouns.some((each) => !unshown.includes(each));
  });
}

type Found = ReturnType<typeof queriesOf> extends Generator<infer Each> ? Each : never;

/** What is put right by hand stays as old as it was, and is read again where it was to be. */
function put(query: Query, data: unknown): void {
  if (data === query.state.data) return;
  const { isInvalidated, dataUpdatedAt } = query.state;
  queryClient.setQueryData(query.queryKey, data, { updatedAt: dataUpdatedAt });
  if (isInvalidated) query.invalidate();
}

function takeIn({ query, path, input, made }: Found, changes: readonly Change[], isOwn: boolean): void {
  const patch = patches[path];
  const { data, fetchStatus } = query.state;
  const nouns: Made[] = changes.map(({ noun }) => noun);
  if (made.includes('own')) nouns.push('own');
  // The answer that is under way may be older than the news; over that of annotations it is laid as it comes.
  const isUnderWay = fetchStatus === 'fetching';
  const isLaidOver = isUnderWay && path === 'annotation.list';
  const readAgain = () => {
    // What says of an answer under way that it is no longer so has to outlast it.
    if (isUnderWay || isShown(query, nouns)) refresher.mark(query, isOwn);
    else query.invalidate();
  };
  if (patch === undefined || data === undefined) {
    if (!isLaidOver) readAgain();
    return;
  }
  const patched = patch(data, changes, input);
  put(query, patched.data);
  if (patched.again || (isUnderWay && !isLaidOver)) readAgain();
}

function touches(made: readonly Made[], { noun, memberId }: Change, me: string | undefined): boolean {
  return made.includes(noun) || (memberId === me && made.includes('own'));
}

/**
 * Puts changes, from wherever they come (acknowledged, undone, told live), into everything that this page has read:
 * whatever is made of what they changed is put right or read again, and nothing else. In documents that are to be
 * read again more was changed than is told one by one. What one did oneself on this page does not wait.
 */
export function spread(
  projectId: string,
  changes: readonly Change[],
  reread: readonly string[],
  isOwn = false,
): void {
  const me = queryClient.getQueryData<ProjectDetail>(trpc.project.get.queryKey({ projectId }))?.me.id;
  for (const found of queriesOf(projectId)) {
    const { query, input, made } = found;
    const about = changes.filter((change) => touches(made, change, me) && concerns(change, input));
    if (about.length > 0) takeIn(found, about, isOwn);
    const { documentId } = input;
    const inReread = reread.length > 0 && (typeof documentId !== 'string' || reread.includes(documentId));
    if (inReread && (made.includes('own') || made.some(isWork))) refresher.mark(query, isOwn);
  }
}

/** Says that something has changed of which no change tells; null where it belongs to no project. */
export function changed(nouns: readonly Made[], projectId: string | null = null, isOwn = false): void {
  for (const { query, made } of queriesOf(projectId))
    if (made.some((each) => nouns.includes(each))) refresher.mark(query, isOwn);
}

/** Everything of a project is read again: too much was missed, or what may be seen has changed. */
export function readProjectAgain(projectId: string): void {
  for (const { query, input, made } of queriesOf(projectId))
    if (made.length > 0 && (input.projectId === projectId || made.includes('project'))) refresher.mark(query);
}
