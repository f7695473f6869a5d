import { type Invitation, mailInvitationInput } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { useFields } from '../../lib/form.ts';
import { useFormat } from '../../lib/format.ts';
import { say } from '../../lib/said.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { Row, RowAction, Rows } from '../../ui/rows.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import classes from './members-screen.module.css';

/** So often it is asked what became of a mail, while one is on its way: no change tells of it. */
const often = 3_000;

/** One that expired stays as long as it keeps work from others. */
const isOpen = (each: Invitation) =>
  each.usedAt === null && each.revokedAt === null && (each.expired !== true || each.kept > 0);

interface OpenInvitationsProps {
  readonly projectId: string;
  /** Whether the installation sends mail. */
  readonly mails: boolean;
}

/** Links that were made and not used yet. */
export function OpenInvitations({ projectId, mails }: OpenInvitationsProps) {
  const { t } = useTranslation('member');
  const [mailing, setMailing] = useState<Invitation | null>(null);
  const invitations = useQuery(
    trpc.member.invitations.queryOptions(
      { projectId },
      {
        refetchInterval: ({ state }) =>
          state.data?.some((each) => isOpen(each) && each.mail?.state === 'waiting') === true ? often : false,
      },
    ),
  );
  const revoke = useCommand(trpc.member.revokeInvitation.mutationOptions());
  const open = (invitations.data ?? []).filter(isOpen);
  const focus = useRowFocus(open.map(({ id }) => id));
  const withdraw = async (invitationId: string, pressed: HTMLElement) => {
    focus.leaves(pressed);
    await revoke.run({ projectId, invitationId });
    say(t('open.revoked'));
  };
  return (
    <Section title={t('open')}>
      <Loaded query={invitations}>
        {() => (
          <div ref={focus.place} tabIndex={-1}>
            {open.length === 0 ? (
              <p className={classes.none}>{t('open.none')}</p>
            ) : (
              <Rows label={t('open')}>
                {open.map((invitation) => (
                  <OpenInvitation
                    key={invitation.id}
                    invitation={invitation}
                    onMail={mails && invitation.expired !== true ? () => setMailing(invitation) : null}
                    onRevoke={(pressed) => withdraw(invitation.id, pressed)}
                  />
                ))}
              </Rows>
            )}
          </div>
        )}
      </Loaded>
      <Fault error={revoke.error} again={revoke.again} />
      <Dialog title={t('mail.title')} opened={mailing !== null} onClose={() => setMailing(null)}>
        {mailing !== null && (
          <MailInvitation projectId={projectId} invitation={mailing} onClose={() => setMailing(null)} />
        )}
      </Dialog>
    </Section>
  );
}

interface OpenInvitationProps {
  readonly invitation: Invitation;
  /** Null where it cannot be mailed. */
  readonly onMail: (() => void) | null;
  readonly onRevoke: (pressed: HTMLElement) => Promise<void>;
}

function OpenInvitation({ invitation, onMail, onRevoke }: OpenInvitationProps) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const { createdAt, expiresAt, note, kept, mail } = invitation;
  const made = format.moment(createdAt);
  const role = t(`common:role.${invitation.role}`);
  const when = format.day(expiresAt);
  const named = note !== '' || mail !== null;
  const whom = note !== '' ? note : (mail?.address ?? '');
  const way = mail === null ? 'mail.doLabel' : 'mail.againLabel';
  const details = [
    named ? role : null,
    t(invitation.expired === true ? 'open.expired' : 'open.expires', { made, when }),
    kept === 0 ? null : t('open.kept', { count: kept }),
  ];
  return (
    <Row
      title={named ? whom : t('open.item', { role })}
      detail={
        <>
          {details.filter((part) => part !== null).join(' · ')}
          {mail !== null && (
            <div className={classes.mail} data-state={mail.state}>
              {t(`mail.${mail.state}`, { address: mail.address, when: format.moment(mail.at) })}
            </div>
          )}
        </>
      }
    >
      {onMail !== null && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={named ? t(`${way}For`, { whom, made }) : t('mail.doLabel', { role, made })}
          onClick={onMail}
        >
          {t(mail === null ? 'mail.do' : 'mail.again')}
        </Button>
      )}
      <RowAction
        danger
        label={named ? t('open.revokeFor', { note: whom, made }) : t('open.revokeLabel', { role, made })}
        onPress={onRevoke}
      >
        {t('open.revoke')}
      </RowAction>
    </Row>
  );
}

const contract = mailInvitationInput.shape.mail;

interface MailInvitationProps {
  readonly projectId: string;
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

/** To which address it goes: the one to which it went, or another where that was wrong. */
function MailInvitation({ projectId, invitation, onClose }: MailInvitationProps) {
  const { t } = useTranslation('member');
  const send = useCommand(trpc.member.mailInvitation.mutationOptions());
  const fields = useFields({ address: invitation.mail?.address ?? '' }, contract, ({ address }) => ({
    address,
    language: currentLanguage(),
  }));
  const submit = async () => {
    const mail = fields.parse();
    if (mail === null) return;
    await send.run({ projectId, invitationId: invitation.id, mail });
    onClose();
    say(t('invite.goes', { address: mail.address }));
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('mail.submit')}
      pending={send.pending}
      error={send.error}
      onClose={onClose}
    >
      <TextInput
        {...fields.text('address')}
        label={t('mail.address')}
        description={t('mail.addressWhat')}
        type="email"
        inputMode="email"
        autoComplete="off"
        maxLength={254}
        data-autofocus
      />
    </DialogForm>
  );
}
