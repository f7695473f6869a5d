import type { Person } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { queryClient, trpc } from './trpc.ts';

/** Who is signed in here. Read once, and again only when something says that it may have changed. */
export const sessionQuery = trpc.session.current.queryOptions({}, { staleTime: Number.POSITIVE_INFINITY });

/** The person who is signed in; null when nobody is, or when it is not known yet. */
export function usePerson(): Person | null {
  return useQuery(sessionQuery).data?.person ?? null;
}

/** Forgets everything that was read as one person, before another takes over. */
export async function startOver(): Promise<void> {
  queryClient.clear();
  await queryClient.fetchQuery(sessionQuery);
}

/** Where somebody is taken who has just signed in: into their project where they have but one, else to the list. */
export async function landing(): Promise<string> {
  const projects = await queryClient.fetchQuery(trpc.project.list.queryOptions({})).catch(() => []);
  const living = projects.filter(({ project }) => project.archivedAt === null);
  const [only] = living;
  return living.length === 1 && only !== undefined ? `/p/${only.project.id}/work` : '/';
}
