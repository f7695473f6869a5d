import type { Role } from './ability.ts';

/** What decides about a search, or a dictionary, that somebody keeps. */
interface KeptSearch {
  readonly createdById: string;
  readonly shared: boolean;
}

interface Member {
  readonly memberId: string;
  readonly role: Role;
}

/** Whether a member may know of a search. */
export function seesSearch({ memberId }: Pick<Member, 'memberId'>, search: KeptSearch): boolean {
  return search.shared || search.createdById === memberId;
}

/** Whether a member may change or remove a search that they know of; others may use one that is shared, and put hits aside. */
export function mayChangeSearch({ memberId, role }: Member, search: KeptSearch): boolean {
  return search.createdById === memberId || (search.shared && (role === 'owner' || role === 'reviewer'));
}

/**
 * Whether a member may share a search, or no longer: its maker alone, who would be the only one to see it then. Of
 * somebody who has left nobody would.
 */
export function mayShareSearch({ memberId }: Pick<Member, 'memberId'>, search: KeptSearch): boolean {
  return search.createdById === memberId;
}
