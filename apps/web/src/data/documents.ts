import { without } from './made-of.ts';
import { trpc } from './trpc.ts';

/** The documents of a project by what is known of them: how much stands in each is not shown here. */
export function documentsQuery(projectId: string) {
  return trpc.document.list.queryOptions(
    { projectId, removed: false },
    without('annotation', 'layer', 'assignment', 'round'),
  );
}
