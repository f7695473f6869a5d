import type { Member, ProjectDetail } from '@koersvast/contracts';
import { roles } from '@koersvast/core/ability';
import { Button, NativeSelect, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { say } from '../../lib/said.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import classes from './members-screen.module.css';

/** Who takes part, and in which role; owners change the roles of others here. */
export function MemberRows({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const projectId = detail.project.id;
  const [leaving, setLeaving] = useState<Member | null>(null);
  const edit = useCommand(trpc.member.edit.mutationOptions());
  const canEdit = mayHere(detail, 'member.invite');
  const living = detail.members
    .filter((member) => member.removedAt === null)
    .sort((one, other) => format.compare(one.name, other.name));

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
  return (
    <>
      {leaving === null && <Fault error={edit.error} again={edit.again} />}
      <Rows label={t('list')}>
        {living.map((member) => {
          const mine = member.id === detail.me.id;
          return (
            <Row
              key={member.id}
              title={
                <span className={classes.person}>
                  <span className={classes.initials} aria-hidden="true">
                    {member.initials}
                  </span>
                  <span className={classes.who}>
                    <span dir="auto">{member.name}</span>
                    {mine && <span className={classes.you}> ({t('you')})</span>}
                    {member.email !== null && (
                      <>
                        <VisuallyHidden>, </VisuallyHidden>
                        <span className={classes.email}>{member.email}</span>
                      </>
                    )}
                  </span>
                </span>
              }
            >
              {canEdit && !mine ? (
                <>
                  <NativeSelect
                    aria-label={t('edit.role', { name: member.name })}
                    value={member.role}
                    onChange={(event) =>
                      void setRole(member, event.currentTarget.value).catch(() => undefined)
                    }
                  >
                    {roles.map((role) => (
                      <option key={role} value={role}>
                        {t(`common:role.${role}`)}
                      </option>
                    ))}
                  </NativeSelect>
                  <Button
                    variant="subtle"
                    color="red"
                    size="compact-sm"
                    aria-label={t('edit.removeLabel', { name: member.name })}
                    onClick={() => {
                      edit.reset();
                      setLeaving(member);
                    }}
                  >
                    {t('edit.remove')}
                  </Button>
                </>
              ) : (
                <span className={classes.role}>{t(`common:role.${member.role}`)}</span>
              )}
            </Row>
          );
        })}
      </Rows>
      <Dialog
        title={t('edit.removeTitle', { name: leaving?.name ?? '' })}
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
      >
        {leaving !== null && (
          <DialogForm
            onSubmit={() => remove(leaving)}
            submit={t('edit.removeDo', { name: leaving.name })}
            pending={edit.pending}
            error={edit.error}
            danger
            final
            onClose={() => setLeaving(null)}
          >
            <p>{t('edit.removeText', { name: leaving.name })}</p>
          </DialogForm>
        )}
      </Dialog>
    </>
  );
}
