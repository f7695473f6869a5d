import { type Database, outsideTransaction } from '@koersvast/db';
import type { Provider } from '../context.ts';
import { hasPeople } from '../person/people.ts';
import { isEmergencyOwner } from '../person/ways-in.ts';

/**
 * Whether nobody could sign in in an emergency, when the provider does not answer: passwords are off, and who is named
 * as the exception owns nothing here or has no password. An empty installation has its first owner still to come.
 */
export async function lacksEmergencyOwner(
  db: Database,
  { emergencyOwner }: Pick<Provider, 'emergencyOwner'>,
): Promise<boolean> {
  const tx = outsideTransaction(db);
  if (emergencyOwner === null || !(await hasPeople(tx))) return false;
  return !(await isEmergencyOwner(tx, emergencyOwner));
}
