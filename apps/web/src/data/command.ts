import type { Change } from '@koersvast/contracts';
import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { isPassing, refusalOf } from '../lib/errors.ts';
import { newId } from '../lib/ids.ts';
import { retryDelay } from '../lib/retry-delay.ts';
import { applyChangesToDocuments, applyChangesToProject } from './changes.ts';
import { queryClient, trpc } from './trpc.ts';

interface Named {
  readonly opId: string;
}

function changesIn(output: unknown): readonly Change[] {
  if (typeof output !== 'object' || output === null || !('changes' in output)) return [];
  return Array.isArray(output.changes) ? output.changes : [];
}

/** Brings what the page shows of a project up to date with an acknowledged command. */
export function takeUp(projectId: string, output: unknown): void {
  const changes = changesIn(output);
  const queryKey = trpc.project.get.queryKey({ projectId });
  const before = queryClient.getQueryData(queryKey);
  queryClient.setQueryData(queryKey, (detail) =>
    detail === undefined ? undefined : applyChangesToProject(detail, changes),
  );
  // A change carries no name: who is new is read, not guessed.
  const known = new Set(before?.members.map((member) => member.id));
  if (before && changes.some(({ noun, after }) => noun === 'member' && after && !known.has(after.id)))
    void queryClient.invalidateQueries({ queryKey });
  for (const removed of [false, true])
    queryClient.setQueryData(trpc.document.list.queryKey({ projectId, removed }), (list) =>
      list === undefined ? undefined : applyChangesToDocuments(list, changes, removed),
    );
  const nouns = new Set(changes.map((change) => change.noun));
  if (nouns.has('document') || nouns.has('assignment') || nouns.has('round')) readWorkAgain();
  if (nouns.has('document') || nouns.has('assignment'))
    void queryClient.invalidateQueries({ queryKey: trpc.document.list.pathKey() });
  if (nouns.has('project')) void queryClient.invalidateQueries({ queryKey: trpc.project.list.pathKey() });
  if (nouns.has('review') || nouns.has('reply'))
    void queryClient.invalidateQueries({ queryKey: trpc.review.notices.pathKey() });
  if (nouns.has('review') || nouns.has('decision') || nouns.has('assignment') || nouns.has('layer')) {
    void queryClient.invalidateQueries({ queryKey: trpc.adjudication.overview.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.review.awaiting.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.adjudication.startPreview.pathKey() });
  }
  if (nouns.has('tag')) void queryClient.invalidateQueries({ queryKey: trpc.tag.usage.pathKey() });
}

/** Refusals that say that this page shows something that is no longer so: in the project, or in a document. */
const outdatedProject: ReadonlySet<string> = new Set([
  'version_conflict',
  'field_conflict',
  'not_found',
  'not_allowed',
  'document_removed',
]);
const outdatedDocument: ReadonlySet<string> = new Set([
  'version_conflict',
  'field_conflict',
  'review_stale',
  'reviewed_meanwhile',
  'decided_meanwhile',
  'sources_not_valid',
  'final_started',
  'final_finished',
]);

/** Who codes what, and how far they are, wherever it is on the page. */
export function readWorkAgain(): void {
  for (const queryKey of [trpc.assignment.pathKey(), trpc.round.revealPreview.pathKey()])
    void queryClient.invalidateQueries({ queryKey });
}

/** Reads again whatever a refusal says that this page has wrong. */
function readAgain(error: unknown): void {
  const code = refusalOf(error)?.code ?? '';
  if (outdatedProject.has(code)) {
    void queryClient.invalidateQueries({ queryKey: trpc.project.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.document.list.pathKey() });
  }
  if (outdatedDocument.has(code))
    void queryClient.invalidateQueries({ queryKey: trpc.annotation.list.pathKey() });
}

export interface Command<Input extends Named, Output> {
  /**
   * Does it under a new operation id. The same input again after an attempt that got no answer is the same operation,
   * since that may have been carried out. Rejects when it is refused.
   */
  run(input: Omit<Input, 'opId'>): Promise<Output>;
  /** Tries the last one once more, under the same operation id: it cannot be done twice. */
  again(): Promise<Output | undefined>;
  readonly pending: boolean;
  /** Waiting for the network. */
  readonly waiting: boolean;
  readonly error: unknown;
  reset(): void;
}

/**
 * A command of the API. It carries an operation id that the client makes; when no answer comes it is sent again
 * with the same id, so that it is done once whatever the network does.
 */
export function useCommand<Input extends Named, Output, Fault, Context>(
  options: UseMutationOptions<Output, Fault, Input, Context>,
  after?: (output: Output, input: Input) => void,
): Command<Input, Output> {
  const mutation = useMutation<Output, Fault, Input, Context>({
    ...options,
    retry: (failures, error) => isPassing(error) && failures < 5,
    retryDelay: (attempt) => retryDelay(attempt + 1),
    onSuccess: (output, input) => {
      if ('projectId' in input && typeof input.projectId === 'string') takeUp(input.projectId, output);
      after?.(output, input);
    },
    onError: readAgain,
  });
  return {
    run: (input) => {
      const again = { ...input, opId: mutation.variables?.opId };
      const unanswered =
        isPassing(mutation.error) && JSON.stringify(again) === JSON.stringify(mutation.variables);
      return mutation.mutateAsync((unanswered ? again : { ...input, opId: newId() }) as Input);
    },
    again: async () =>
      mutation.variables === undefined ? undefined : mutation.mutateAsync(mutation.variables),
    pending: mutation.isPending,
    waiting: mutation.isPaused,
    error: mutation.error,
    reset: mutation.reset,
  };
}
