import type { InstallationPerson, Person } from '@koersvast/contracts';
import { type InstallationRole, installationRoles } from '@koersvast/core/ability';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import classes from './installation.module.css';
import { useGiveRole } from './use-give-role.ts';
import { useStillOwner } from './use-still-owner.ts';

/** Everybody with an account, and who of them owns the installation. */
export function People({ me }: { readonly me: Person }) {
  const { t } = useTranslation(['installation', 'common']);
  const format = useFormat();
  const people = useQuery(trpc.installation.people.queryOptions({}));
  const { give, error, pending, reset } = useGiveRole(me);
  const [stepping, setStepping] = useState<InstallationPerson | null>(null);
  useStillOwner(people.error, error);

  const setRole = (person: InstallationPerson, role: InstallationRole, owners: number) => {
    if (role === person.installationRole) return;
    reset();
    // Who steps down cannot undo it; the only owner cannot step down, and is told so.
    if (person.id === me.id && owners > 1) setStepping(person);
    else void give(person, role).catch(() => undefined);
  };
  return (
    <Section title={t('people')} lead={t('people.lead')}>
      <div className={classes.part}>
        {stepping === null && <Fault error={error} />}
        <Loaded query={people}>
          {(list) => {
            const owners = list.filter((each) => each.installationRole === 'owner').length;
            return (
              <Rows label={t('people')}>
                {list
                  .toSorted((one, other) => format.compare(one.name, other.name))
                  .map((person) => (
                    <PersonRow
                      key={person.id}
                      person={person}
                      mine={person.id === me.id}
                      onRole={(role) => setRole(person, role, owners)}
                    />
                  ))}
              </Rows>
            );
          }}
        </Loaded>
      </div>
      <Dialog title={t('own.title')} opened={stepping !== null} onClose={() => setStepping(null)}>
        {stepping !== null && (
          <DialogForm
            onSubmit={() => give(stepping, 'member')}
            submit={t('own.do')}
            pending={pending}
            error={error}
            danger
            final
            onClose={() => setStepping(null)}
          >
            <p>{t('own.text')}</p>
          </DialogForm>
        )}
      </Dialog>
    </Section>
  );
}

interface PersonRowProps {
  readonly person: InstallationPerson;
  readonly mine: boolean;
  readonly onRole: (role: InstallationRole) => void;
}

function PersonRow({ person, mine, onRole }: PersonRowProps) {
  const { t } = useTranslation('installation');
  const format = useFormat();
  const { name, email, projects, createdAt } = person;
  return (
    <Row
      title={
        <>
          {name}
          {mine && <span className={classes.quiet}> ({t('you')})</span>}
        </>
      }
      detail={
        <span className={classes.detail}>
          {[email, t('projects', { count: projects }), t('since', { when: format.day(createdAt) })].join(
            ' · ',
          )}
        </span>
      }
    >
      <NativeSelect
        aria-label={t('role', { name })}
        value={person.installationRole}
        onChange={(event) => {
          const role = installationRoles.find((each) => each === event.currentTarget.value);
          if (role !== undefined) onRole(role);
        }}
      >
        {installationRoles.map((role) => (
          <option key={role} value={role}>
            {t(`role.${role}`)}
          </option>
        ))}
      </NativeSelect>
    </Row>
  );
}
