import { at } from '../lib/base.ts';
import { forgetAllNoted } from './chosen-files.ts';
import { noteLastPerson } from './last-person.ts';
import { sessionQuery } from './session.ts';
import { client, queryClient } from './trpc.ts';

/** Asked before somebody signs out; false keeps them signed in. */
export type SignOutGuard = () => Promise<boolean>;

const guards = new Set<SignOutGuard>();

/** Lets something that would be lost or left behind ask first. Returns what takes it back. */
export function guardSignOut(guard: SignOutGuard): () => void {
  guards.add(guard);
  return () => guards.delete(guard);
}

/** Signs out here, or in every browser. False when a guard kept the person in. */
export async function signOut(everywhere: boolean): Promise<boolean> {
  for (const guard of guards) if (!(await guard())) return false;
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  await client.session.signOut.mutate({ everywhere });
  noteLastPerson(null);
  forgetAllNoted();
  queryClient.clear();
  // They may be signed in at the provider still, and are told so.
  window.location.assign(at(session?.waysIn?.provider === true ? '/sign-in?left=true' : '/sign-in'));
  return true;
}
