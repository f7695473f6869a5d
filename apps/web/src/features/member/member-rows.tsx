import type { Member, ProjectDetail } from '@koersvast/contracts';
import { roles } from '@koersvast/core/ability';
import { Button, NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { say } from '../../lib/said.ts';
import { memberTold } from '../../parts/fact/later.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Later } from '../../ui/later.tsx';
import rowLink from '../../ui/row-link.module.css';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import classes from './members-screen.module.css';

const route = getRouteApi('/inside/p/$projectId/members');

const nameOf = ({ name }: Member) => name;

/** Who takes part, and in which role; owners change the roles of others here. */
export function MemberRows({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation(['member', 'common']);
  const projectId = detail.project.id;
  const [leavingId, setLeaving] = useState<string | null>(null);
  const [telling, setTelling] = useState<string | null>(null);
  const edit = useCommand(trpc.member.edit.mutationOptions());
  const canEdit = mayHere(detail, 'member.invite');
  // As they are now: somebody else may have changed their role, or removed them, since it was asked.
  const leaving = detail.members.find(({ id }) => id === leavingId);
  const living = useMemo(() => detail.members.filter(({ removedAt }) => removedAt === null), [detail]);

  const setRole = async (member: Member, value: string) => {
    const role = roles.find((each) => each === value);
    if (role === undefined || role === member.role) return;
    const place = { projectId, memberId: member.id, version: member.version };
    await edit.run({ ...place, change: { role } });
    say(t('said.role', { name: member.name, role: t(`common:role.${role}`) }));
  };
  const remove = async (member: Member) => {
    const place = { projectId, memberId: member.id, version: member.version };
    await edit.run({ ...place, change: { removed: true } });
    setLeaving(null);
    say(t('said.removed', { name: member.name }));
  };
  const columns: readonly Column<Member>[] = [
    {
      id: 'name',
      name: t('column.name'),
      width: 200,
      sortBy: nameOf,
      cell: (member) => <Who member={member} mine={member.id === detail.me.id} />,
    },
    ...(living.some(({ email }) => email !== null)
      ? [
          {
            id: 'email',
            name: t('column.email'),
            width: 280,
            onPhone: 'bare' as const,
            sortBy: ({ email }: Member) => email,
            cell: ({ email }: Member) => (
              <span className={rowLink.text} title={email ?? undefined}>
                {email}
              </span>
            ),
          },
        ]
      : []),
    {
      id: 'role',
      name: t('column.role'),
      width: 176,
      keep: 1,
      pressed: true,
      onPhone: 'bare',
      sortBy: ({ role }) => roles.indexOf(role),
      cell: (member) => (
        <RoleOf
          member={member}
          onRole={
            canEdit && member.id !== detail.me.id
              ? (role) => void setRole(member, role).catch(() => undefined)
              : null
          }
        />
      ),
    },
  ];
  const go = route.useNavigate();
  const view = useTableView('members', {
    search: route.useSearch(),
    onSearch: (search) => void go({ search, replace: true }),
    columns: columns.map(({ id }) => id),
  });
  const askToRemove = (member: Member) => {
    edit.reset();
    setLeaving(member.id);
  };
  const actionsOf = (member: Member) => (
    <Actions
      member={member}
      onTell={() => setTelling(member.id)}
      onRemove={member.id === detail.me.id ? null : () => askToRemove(member)}
    />
  );
  return (
    <>
      {leaving === undefined && <Fault error={edit.error} again={edit.again} />}
      <DataTable
        label={t('list')}
        rows={living}
        keyOf={({ id }) => id}
        columns={columns}
        view={view}
        actions={canEdit ? { name: t('column.actions'), of: actionsOf, width: 220 } : undefined}
        className={classes.members}
      />
      <Telling detail={detail} memberId={telling} onClose={() => setTelling(null)} />
      <Dialog
        title={t('edit.removeTitle', { name: leaving?.name ?? '' })}
        opened={leaving !== undefined}
        onClose={() => setLeaving(null)}
      >
        {leaving !== undefined && (
          <Removing
            member={leaving}
            pending={edit.pending}
            error={edit.error}
            onRemove={() => remove(leaving)}
            onClose={() => setLeaving(null)}
          />
        )}
      </Dialog>
    </>
  );
}

interface RemovingProps {
  readonly member: Member;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onRemove: () => unknown;
  readonly onClose: () => void;
}

/** Asks before somebody is removed, and says so where somebody else has removed them meanwhile. */
function Removing({ member: { name, removedAt }, pending, error, onRemove, onClose }: RemovingProps) {
  const { t } = useTranslation(['member', 'common']);
  const gone = removedAt !== null && !pending;
  return (
    <DialogForm
      onSubmit={onRemove}
      submit={t('edit.removeDo', { name })}
      pending={pending}
      disabled={gone}
      error={gone ? null : error}
      danger
      final
      cancel={t(gone ? 'common:action.close' : 'common:action.cancel')}
      onClose={onClose}
    >
      <p aria-live="polite">{t(gone ? 'said.removed' : 'edit.removeText', { name })}</p>
    </DialogForm>
  );
}

interface ActionsProps {
  readonly member: Member;
  readonly onTell: () => void;
  /** Null for oneself. */
  readonly onRemove: (() => void) | null;
}

function Actions({ member: { name }, onTell, onRemove }: ActionsProps) {
  const { t } = useTranslation('member');
  return (
    <>
      <Button variant="subtle" size="compact-sm" aria-label={t('told.openLabel', { name })} onClick={onTell}>
        {t('told.open')}
      </Button>
      {onRemove !== null && (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={t('edit.removeLabel', { name })}
          onClick={onRemove}
        >
          {t('edit.remove')}
        </Button>
      )}
    </>
  );
}

interface TellingProps {
  readonly detail: ProjectDetail;
  /** Of whom is told; null while that is nobody. */
  readonly memberId: string | null;
  readonly onClose: () => void;
}

/** Who a member is, and how they were trained, for the methods text. */
function Telling({ detail, memberId, onClose }: TellingProps) {
  const { t } = useTranslation('member');
  const projectId = detail.project.id;
  const undo = useUndoKeys(projectId);
  const member = detail.members.find(({ id }) => id === memberId);
  return (
    <Dialog
      title={t('told.title', { name: member?.name ?? '' })}
      opened={member !== undefined}
      onClose={onClose}
      size={560}
    >
      {member !== undefined && <Later part={memberTold} wanted give={{ projectId, member, undo, onClose }} />}
    </Dialog>
  );
}

interface RoleOfProps {
  readonly member: Member;
  /** Null where it cannot be changed. */
  readonly onRole: ((role: string) => void) | null;
}

function RoleOf({ member, onRole }: RoleOfProps) {
  const { t } = useTranslation(['member', 'common']);
  if (onRole === null) return t(`common:role.${member.role}`);
  return (
    <NativeSelect
      aria-label={t('edit.role', { name: member.name })}
      value={member.role}
      onChange={(event) => onRole(event.currentTarget.value)}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`common:role.${role}`)}
        </option>
      ))}
    </NativeSelect>
  );
}

/** A member by initials and name. */
function Who({ member, mine }: { readonly member: Member; readonly mine: boolean }) {
  const { t } = useTranslation('member');
  return (
    <span className={classes.person}>
      <span className={classes.initials} aria-hidden="true">
        {member.initials}
      </span>
      <span className={classes.who} title={member.name}>
        <span dir="auto">{member.name}</span>
        {mine && <span className={classes.you}> ({t('you')})</span>}
        {member.retired === true && <span className={classes.you}> ({t('retired')})</span>}
      </span>
    </span>
  );
}
