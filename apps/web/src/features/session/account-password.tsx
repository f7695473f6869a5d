import { changePasswordInput } from '@koersvast/contracts';
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../data/session.ts';
import { signOut } from '../../data/sign-out.ts';
import { trpc } from '../../data/trpc.ts';
import { useFields } from '../../lib/form.ts';
import { say } from '../../lib/said.ts';
import { PasswordField } from '../../parts/person/account-fields.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';

export function AccountPassword() {
  const { t } = useTranslation(['account', 'session']);
  const person = usePerson();
  const tokens = useQuery(trpc.session.apiTokens.queryOptions({}));
  const empty = { current: '', next: '', keepTokens: false };
  const fields = useFields(empty, changePasswordInput);
  const change = useMutation(trpc.session.changePassword.mutationOptions());
  const submit = async () => {
    const input = fields.parse();
    if (input === null) return;
    await change.mutateAsync(input);
    fields.reset(empty);
    say(t('account.password.done'));
  };
  return (
    <Section title={t('account.password')} lead={t('account.password.lead')}>
      <Form onSubmit={submit}>
        <input type="hidden" autoComplete="username" value={person?.email ?? ''} />
        <Form.Row>
          <PasswordField
            field={fields.text('current')}
            kind="current"
            label={t('account.password.current')}
          />
          <PasswordField field={fields.text('next')} kind="new" label={t('account.password.next')} />
        </Form.Row>
        <p>{t('session:password.rule')}</p>
        {(tokens.data?.length ?? 0) > 0 && (
          <Checkbox
            checked={fields.values.keepTokens}
            onChange={(event) => fields.set('keepTokens', event.currentTarget.checked)}
            label={t('account.password.keepTokens', { count: tokens.data?.length ?? 0 })}
            description={t('account.password.keepTokens.rule')}
          />
        )}
        <Fault error={change.error} />
        <Form.Actions>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('account.password.submit')}
          </Button>
        </Form.Actions>
      </Form>
    </Section>
  );
}

export function SignOutEverywhere() {
  const { t } = useTranslation('account');
  const leave = useMutation({ mutationFn: () => signOut(true) });
  return (
    <Section title={t('account.everywhere')} lead={t('account.everywhere.lead')}>
      <Fault error={leave.error} again={leave.mutateAsync} />
      <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
        {t('account.everywhere.submit')}
      </Button>
    </Section>
  );
}
