import type { InstallationPerson, Person } from '@koersvast/contracts';
import type { InstallationRole } from '@koersvast/core/ability';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../data/session.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { Rows } from '../../ui/rows.tsx';
import { AccountEvents } from './account-events.tsx';
import { CorrectName } from './correct-name.tsx';
import classes from './installation.module.css';
import { PersonRow } from './person-row.tsx';
import { ResetFactor } from './reset-factor.tsx';
import { SignOutPerson } from './sign-out-person.tsx';
import { useGiveRole } from './use-give-role.ts';
import { useRetire } from './use-retire.ts';
import { useStillOwner } from './use-still-owner.ts';

type Asked = {
  readonly what: 'step down' | 'name' | 'sign out' | 'factor' | 'retire';
  readonly personId: string;
};

/** Everybody with an account, who of them owns the installation, and whose account is retired. */
export function People({ me }: { readonly me: Person }) {
  const { t } = useTranslation(['installation', 'common']);
  const people = useQuery(trpc.installation.people.queryOptions({}));
  const { provider } = useQuery(sessionQuery).data ?? {};
  const role = useGiveRole(me);
  const retire = useRetire();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  useStillOwner(people.error, role.error, retire.error);

  const ask = (what: Asked['what'], { id }: InstallationPerson) => {
    role.reset();
    retire.reset();
    setAsked({ what, personId: id });
  };
  const setRole = (person: InstallationPerson, next: InstallationRole, owners: number) => {
    if (next === person.installationRole) return;
    role.reset();
    // Who steps down cannot undo it; the only owner cannot step down, and is told so.
    if (person.id === me.id && owners > 1) ask('step down', person);
    else void role.give(person, next).catch(() => undefined);
  };
  const about = people.data?.find(({ id }) => id === asked?.personId);
  const opened = (what: Asked['what']) => asked?.what === what && about !== undefined;
  return (
    <Section title={t('people')} lead={t('people.lead')}>
      <div className={classes.part}>
        {provider !== undefined && (
          <p>
            {[
              t(provider.ready ? 'provider.ready' : 'provider.down', { label: provider.label }),
              t(provider.only ? 'provider.only' : 'provider.also'),
            ].join(' ')}
          </p>
        )}
        {asked === null && <Fault error={role.error ?? retire.error} />}
        <Loaded query={people}>
          {(list) => (
            <Lists
              people={list}
              me={me}
              onRole={(person, next, owners) => setRole(person, next, owners)}
              onAsk={ask}
              onReturn={(person) => void retire.takeBack(person).catch(() => undefined)}
            />
          )}
        </Loaded>
        <AccountEvents />
      </div>
      <Dialog title={t('own.title')} opened={opened('step down')} onClose={close}>
        {about !== undefined && (
          <DialogForm
            onSubmit={() => role.give(about, 'member')}
            submit={t('own.do')}
            pending={role.pending}
            error={role.error}
            danger
            final
            onClose={close}
          >
            <p>{t('own.text')}</p>
          </DialogForm>
        )}
      </Dialog>
      <Dialog title={t('name.title', { name: about?.name ?? '' })} opened={opened('name')} onClose={close}>
        {about !== undefined && <CorrectName person={about} onClose={close} />}
      </Dialog>
      <Dialog title={t('out.title', { name: about?.name ?? '' })} opened={opened('sign out')} onClose={close}>
        {about !== undefined && <SignOutPerson person={about} onClose={close} />}
      </Dialog>
      <Dialog title={t('reset.title', { name: about?.name ?? '' })} opened={opened('factor')} onClose={close}>
        {about !== undefined && <ResetFactor person={about} onClose={close} />}
      </Dialog>
      <Dialog
        title={t('retire.title', { name: about?.name ?? '' })}
        opened={opened('retire')}
        onClose={close}
      >
        {about !== undefined && (
          <DialogForm
            onSubmit={async () => {
              await retire.retire(about);
              close();
            }}
            submit={t('retire.do')}
            pending={retire.pending}
            error={retire.error}
            danger
            onClose={close}
          >
            <p>{t('retire.text')}</p>
          </DialogForm>
        )}
      </Dialog>
    </Section>
  );
}

interface ListsProps {
  readonly people: readonly InstallationPerson[];
  readonly me: Person;
  readonly onRole: (person: InstallationPerson, role: InstallationRole, owners: number) => void;
  readonly onAsk: (what: 'name' | 'sign out' | 'factor' | 'retire', person: InstallationPerson) => void;
  readonly onReturn: (person: InstallationPerson) => void;
}

/** Those who can sign in, and below them those who can no more. */
function Lists({ people, me, onRole, onAsk, onReturn }: ListsProps) {
  const { t } = useTranslation('installation');
  const format = useFormat();
  const sorted = people.toSorted((one, other) => format.compare(one.name, other.name));
  const active = sorted.filter(({ retiredAt }) => retiredAt === null);
  const retired = sorted.filter(({ retiredAt }) => retiredAt !== null);
  const owners = active.filter((each) => each.installationRole === 'owner').length;
  const rows = (list: readonly InstallationPerson[]) =>
    list.map((person) => (
      <PersonRow
        key={person.id}
        person={person}
        mine={person.id === me.id}
        onRole={(role) => onRole(person, role, owners)}
        onName={() => onAsk('name', person)}
        onSignOut={() => onAsk('sign out', person)}
        onResetFactor={() => onAsk('factor', person)}
        onRetire={() => onAsk('retire', person)}
        onReturn={() => onReturn(person)}
      />
    ));
  return (
    <>
      <Rows label={t('people')}>{rows(active)}</Rows>
      {retired.length > 0 && (
        <>
          <h3 className={classes.subject}>{t('retired')}</h3>
          <Rows label={t('retired')}>{rows(retired)}</Rows>
        </>
      )}
    </>
  );
}
