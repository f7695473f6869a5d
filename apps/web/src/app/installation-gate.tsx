import { mayInInstallation } from '@koersvast/core/ability';
import { Outlet } from '@tanstack/react-router';
import { usePerson } from '../data/session.ts';
import { NotFoundPage } from './not-found.tsx';

/** What belongs to the installation, for its owners; for others it does not exist. */
export function InstallationGate() {
  const person = usePerson();
  const open = person !== null && mayInInstallation(person.installationRole, 'user.list');
  return open ? <Outlet /> : <NotFoundPage />;
}
