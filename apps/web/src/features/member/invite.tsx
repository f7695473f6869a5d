import { inviteInput } from '@koersvast/contracts';
import { type Role, roles } from '@koersvast/core/ability';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { sessionQuery } from '../../data/session.ts';
import { trpc } from '../../data/trpc.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { at } from '../../lib/base.ts';
import { useFields } from '../../lib/form.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import classes from './members-screen.module.css';
import { OpenInvitations } from './open-invitations.tsx';

const empty: { readonly address: string; readonly note: string; readonly role: Role } = {
  address: '',
  note: '',
  role: 'coder',
};
const contract = inviteInput.pick({ note: true, role: true, mail: true });

interface Made {
  readonly id: string;
  readonly path: string | null;
  readonly role: Role;
  readonly note: string;
  /** Null where it is not mailed. */
  readonly address: string | null;
}

/** Where an owner invites somebody: by mail where the installation sends it, and by a link to copy. */
export function Invite({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('member');
  const mails = useQuery(sessionQuery).data?.mail === true;
  const [made, setMade] = useState<Made | null>(null);
  const invite = useCommand(trpc.member.invite.mutationOptions(), (output, { id, role, note = '', mail }) =>
    setMade({ id, path: output.path, role, note, address: mail?.address ?? null }),
  );
  const invitationId = useMadeId();
  const fields = useFields(empty, contract, ({ address, note, role }) => ({
    note: note.trim(),
    role,
    ...(address.trim() !== '' && { mail: { address, language: currentLanguage() } }),
  }));
  // A link that leads nowhere any more is not there to be copied.
  const { data: invitations } = useQuery(trpc.member.invitations.queryOptions({ projectId }));
  const known = invitations?.find(({ id }) => id === made?.id);
  const isOver = known !== undefined && (known.usedAt !== null || known.revokedAt !== null);
  const byMail = fields.values.address.trim() !== '';
  const submit = async () => {
    const given = fields.parse();
    if (given === null) return;
    await invite.run({ projectId, id: invitationId.of(given), ...given });
    invitationId.made();
    fields.reset({ ...empty, role: given.role });
  };
  return (
    <>
      <Section title={t('invite.title')} lead={t(mails ? 'invite.leadMail' : 'invite.lead')}>
        <Form onSubmit={submit}>
          {mails && (
            <TextInput
              {...fields.text('address')}
              label={t('invite.address')}
              description={t('invite.addressWhat')}
              type="email"
              inputMode="email"
              autoComplete="off"
              maxLength={254}
            />
          )}
          <TextInput
            {...fields.text('note')}
            label={t('invite.note')}
            description={t('invite.noteWhat')}
            maxLength={120}
          />
          <NativeSelect
            label={t('invite.role')}
            value={fields.values.role}
            onChange={(event) =>
              fields.set('role', roles.find((each) => each === event.currentTarget.value) ?? 'coder')
            }
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
              {t(byMail ? 'invite.submitMail' : 'invite.submit')}
            </Button>
          </Form.Actions>
        </Form>
        {made !== null && !isOver && <Made made={made} />}
      </Section>
      <OpenInvitations projectId={projectId} mails={mails} />
    </>
  );
}

/** What came of it, with the link, which is shown only here. */
function Made({ made: { path, role, note, address } }: { readonly made: Made }) {
  const { t } = useTranslation(['member', 'common']);
  return (
    <div className={classes.link} role="status">
      {address !== null && <p>{t('invite.goes', { address })}</p>}
      <p>{t(path === null ? 'invite.lost' : address === null ? 'invite.once' : 'invite.also')}</p>
      {path !== null && (
        <CopyField
          label={
            note === '' ? t('invite.link', { role: t(`common:role.${role}`) }) : t('invite.linkFor', { note })
          }
          value={new URL(at(path), window.location.origin).href}
        />
      )}
    </div>
  );
}
