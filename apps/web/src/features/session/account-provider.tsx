import { linkProviderInput, type ProviderView, unlinkProviderInput } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goToProvider } from '../../data/at-provider.ts';
import { factorAsked } from '../../data/factor-asked.ts';
import { sessionQuery } from '../../data/session.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { useConfirming } from '../../data/ways-in.ts';
import { useFields } from '../../lib/form.ts';
import { say } from '../../lib/said.ts';
import { CodeField } from '../../parts/factor/code-field.tsx';
import { PasswordField } from '../../parts/person/account-fields.tsx';
import { ConfirmField } from '../../parts/person/at-provider.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';

interface AccountProviderProps {
  readonly provider: ProviderView;
  readonly linked: boolean;
}

/** Signing in with the account of one's organisation: linked, or not yet. */
export function AccountProvider({ provider, linked }: AccountProviderProps) {
  const { t } = useTranslation('account');
  const { label } = provider;
  const byPassword = useQuery(sessionQuery).data?.waysIn?.password === true;
  return (
    <Section
      title={t('account.provider', { label })}
      lead={t(linked ? 'account.provider.linked' : 'account.provider.lead', { label })}
    >
      {!linked && <LinkForm label={label} />}
      {linked && byPassword && <UnlinkForm label={label} />}
      {linked && !byPassword && <p>{t('account.provider.only')}</p>}
    </Section>
  );
}

function LinkForm({ label }: { readonly label: string }) {
  const { t } = useTranslation('account');
  const factor = useQuery(trpc.factor.state.queryOptions({})).data;
  // The code as well, which signing in there no longer asks for.
  const [asksCode, setAsksCode] = useState(false);
  const byCode = asksCode || (factor !== undefined && factor.since !== null);
  const fields = useFields({ password: '', code: '' }, linkProviderInput, ({ password, code }) =>
    byCode ? { password, code } : { password },
  );
  const link = useMutation(trpc.provider.link.mutationOptions({ onSuccess: goToProvider }));
  const submit = async () => {
    const input = fields.parse();
    if (input === null) return;
    try {
      await link.mutateAsync(input);
    } catch (error) {
      // Set up elsewhere since this page was opened.
      if (byCode || factorAsked(error) !== 'code') throw error;
      link.reset();
      setAsksCode(true);
    }
  };
  return (
    <Form onSubmit={submit}>
      <PasswordField field={fields.text('password')} kind="current" label={t('account.provider.password')} />
      {byCode && <CodeField field={fields.text('code')} recovery focused={asksCode} />}
      <Form.Fault error={link.error} />
      <Form.Actions>
        <Button type="submit" variant="default" loading={link.isPending || link.isSuccess}>
          {t('account.provider.link', { label })}
        </Button>
      </Form.Actions>
    </Form>
  );
}

function UnlinkForm({ label }: { readonly label: string }) {
  const { t } = useTranslation('account');
  const away = useConfirming().provider !== null;
  const fields = useFields({ password: '' }, unlinkProviderInput, ({ password }) =>
    away ? {} : { password },
  );
  const unlink = useMutation(trpc.provider.unlink.mutationOptions());
  const submit = async () => {
    const input = fields.parse();
    if (input === null) return;
    await unlink.mutateAsync(input);
    await queryClient.invalidateQueries(sessionQuery);
    say(t('account.provider.unlinked', { label }));
  };
  return (
    <Form onSubmit={submit}>
      <ConfirmField field={fields.text('password')} label={t('account.provider.password')} />
      <Form.Fault error={unlink.error} />
      <Form.Actions>
        <Button type="submit" variant="default" loading={unlink.isPending}>
          {t('account.provider.unlink', { label })}
        </Button>
      </Form.Actions>
    </Form>
  );
}
