import { roles } from '@koersvast/core/ability';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { say } from '../../lib/said.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { MemberRows } from './member-rows.tsx';
import classes from './members-screen.module.css';

const route = getRouteApi('/inside/p/$projectId/members');

export function MembersScreen() {
  const { t } = useTranslation('member');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  const living = project.data?.members.filter((member) => member.removedAt === null) ?? [];
  return (
    <Page
      title={t('title')}
      lead={project.data === undefined ? undefined : t('lead', { count: living.length })}
    >
      <Loaded query={project}>
        {(detail) => (
          <>
            <MemberRows detail={detail} />
            {mayHere(detail, 'member.invite') && <Invite projectId={projectId} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Invite({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation(['member', 'common']);
  const [note, setNote] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('coder');
  const [made, setMade] = useState<{
    readonly path: string | null;
    readonly role: (typeof roles)[number];
    readonly note: string;
  } | null>(null);
  const invite = useCommand(trpc.member.invite.mutationOptions(), (output, input) => {
    setMade({ path: output.path, role: input.role, note: input.note ?? '' });
  });
  const invitationId = useMadeId();
  return (
    <div className={classes.invite} id="invite">
      <Section title={t('invite.title')} lead={t('invite.lead')}>
        <Form
          onSubmit={async () => {
            const given = { role, note: note.trim() };
            await invite.run({ projectId, id: invitationId.of(given), ...given });
            invitationId.made();
            setNote('');
          }}
        >
          <TextInput
            label={t('invite.note')}
            description={t('invite.noteWhat')}
            value={note}
            maxLength={120}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('invite.role')}
            value={role}
            onChange={(event) => setRole(roles.find((each) => each === event.currentTarget.value) ?? 'coder')}
          >
            {roles.map((each) => (
              <option key={each} value={each}>
                {t(`role.${each}`)}
              </option>
            ))}
          </NativeSelect>
          <Form.Fault error={invite.error} />
          <Form.Actions>
            <Button type="submit" loading={invite.pending}>
              {t('invite.submit')}
            </Button>
          </Form.Actions>
        </Form>
        {made !== null && (
          <div className={classes.link} role="status">
            <p>{t(made.path === null ? 'invite.lost' : 'invite.once')}</p>
            {made.path !== null && (
              <CopyField
                label={
                  made.note === ''
                    ? t('invite.link', { role: t(`common:role.${made.role}`) })
                    : t('invite.linkFor', { note: made.note })
                }
                value={new URL(made.path, window.location.origin).href}
              />
            )}
          </div>
        )}
      </Section>
      <OpenInvitations projectId={projectId} />
    </div>
  );
}

/** Links that were made and not used yet. */
function OpenInvitations({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const invitations = useQuery(trpc.member.invitations.queryOptions({ projectId }));
  const revoke = useCommand(trpc.member.revokeInvitation.mutationOptions());
  return (
    <Section title={t('open')}>
      <Loaded query={invitations}>
        {(list) => {
          const isOpen = ({ expiresAt }: { readonly expiresAt: string }) =>
            Date.parse(expiresAt) > Date.now();
          // One that expired stays as long as it keeps work from others.
          const open = list.filter(
            (each) => each.usedAt === null && each.revokedAt === null && (isOpen(each) || each.kept > 0),
          );
          if (open.length === 0) return <p className={classes.none}>{t('open.none')}</p>;
          return (
            <Rows label={t('open')}>
              {open.map((invitation) => {
                const made = format.moment(invitation.createdAt);
                const role = t(`common:role.${invitation.role}`);
                const { note, kept, expiresAt } = invitation;
                const when = format.ago(expiresAt, Date.now());
                return (
                  <Row
                    key={invitation.id}
                    title={note === '' ? t('open.item', { role }) : note}
                    detail={[
                      note === '' ? null : role,
                      t(isOpen(invitation) ? 'open.expires' : 'open.expired', { made, when }),
                      kept === 0 ? null : t('open.kept', { count: kept }),
                    ]
                      .filter((part) => part !== null)
                      .join(' · ')}
                  >
                    <Button
                      variant="subtle"
                      color="red"
                      size="compact-sm"
                      aria-label={
                        note === ''
                          ? t('open.revokeLabel', { role, made })
                          : t('open.revokeFor', { note, made })
                      }
                      onClick={async () => {
                        await revoke.run({ projectId, invitationId: invitation.id });
                        say(t('open.revoked'));
                      }}
                    >
                      {t('open.revoke')}
                    </Button>
                  </Row>
                );
              })}
            </Rows>
          );
        }}
      </Loaded>
      <Fault error={revoke.error} again={revoke.again} />
    </Section>
  );
}
