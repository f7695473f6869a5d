import type { InstallationPerson, WaysIn } from '@koersvast/contracts';
import { type InstallationRole, installationRoles } from '@koersvast/core/ability';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../data/session.ts';
import { useFormat } from '../../lib/format.ts';
import { Row } from '../../ui/rows.tsx';
import classes from './installation.module.css';

interface PersonRowProps {
  readonly person: InstallationPerson;
  readonly mine: boolean;
  readonly onRole: (role: InstallationRole) => void;
  readonly onName: () => void;
  readonly onSignOut: () => void;
  readonly onResetFactor: () => void;
  readonly onRetire: () => void;
  readonly onReturn: () => void;
}

const wayOf = ({ password, provider }: WaysIn) =>
  password ? (provider ? 'ways.both' : 'ways.password') : provider ? 'ways.provider' : 'ways.none';

/** Somebody with an account, and what an owner of the installation can do about it. */
export function PersonRow(props: PersonRowProps) {
  const { person, mine } = props;
  const { t } = useTranslation('installation');
  const format = useFormat();
  const { name, email, projects, createdAt, retiredAt, factor } = person;
  const since =
    retiredAt === null
      ? t('since', { when: format.day(createdAt) })
      : t('retired.since', { when: format.day(retiredAt) });
  const { provider } = useQuery(sessionQuery).data ?? {};
  const ways = provider ? [t(wayOf(person.waysIn), { label: provider.label })] : [];
  const said = [
    email,
    t('projects', { count: projects }),
    since,
    ...ways,
    ...(factor ? [t('factor.has')] : []),
  ];
  const action = { variant: 'subtle', size: 'compact-sm' } as const;
  return (
    <Row
      title={
        <>
          <span dir="auto">{name}</span>
          {mine && <span className={classes.quiet}> ({t('you')})</span>}
        </>
      }
      detail={<span className={classes.detail}>{said.join(' · ')}</span>}
    >
      <Button {...action} aria-label={t('name.label', { name })} onClick={props.onName}>
        {t('name.do')}
      </Button>
      {retiredAt !== null && (
        <Button {...action} aria-label={t('return.label', { name })} onClick={props.onReturn}>
          {t('return.do')}
        </Button>
      )}
      {retiredAt === null && !mine && (
        <Button {...action} aria-label={t('out.label', { name })} onClick={props.onSignOut}>
          {t('out.ask')}
        </Button>
      )}
      {factor && !mine && (
        <Button {...action} aria-label={t('reset.label', { name })} onClick={props.onResetFactor}>
          {t('reset.ask')}
        </Button>
      )}
      {retiredAt === null && !mine && (
        <Button {...action} color="red" aria-label={t('retire.label', { name })} onClick={props.onRetire}>
          {t('retire.ask')}
        </Button>
      )}
      {retiredAt === null && (
        <NativeSelect
          aria-label={t('role', { name })}
          value={person.installationRole}
          onChange={(event) => {
            const role = installationRoles.find((each) => each === event.currentTarget.value);
            if (role !== undefined) props.onRole(role);
          }}
        >
          {installationRoles.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </NativeSelect>
      )}
    </Row>
  );
}
