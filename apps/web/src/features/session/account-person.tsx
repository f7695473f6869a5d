import { changeEmailInput, type Person, setNameInput } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../data/session.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { useConfirming } from '../../data/ways-in.ts';
import { useFields } from '../../lib/form.ts';
import { say } from '../../lib/said.ts';
import { AddressField } from '../../parts/person/account-fields.tsx';
import { ConfirmField } from '../../parts/person/at-provider.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { useLiveForm } from '../../ui/live-form.tsx';
import { Section } from '../../ui/page.tsx';

interface Name {
  readonly name: string;
}

/** What one is called, and the address to sign in with. */
export function AccountPerson({ person }: { readonly person: Person }) {
  const { t } = useTranslation('account');
  return (
    <Section title={t('account.person')} lead={t('account.person.lead')}>
      <NameForm person={person} />
      <AddressForm person={person} />
    </Section>
  );
}

function NameForm({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['account', 'session']);
  const fields = useLiveForm<Name, Name>({
    live: { name: person.name },
    schema: setNameInput.pick({ name: true }),
    toInput: ({ name }) => ({ name: name.trim() }),
    label: () => t('session:name'),
  });
  const change = useMutation(trpc.session.setName.mutationOptions());
  const submit = async () => {
    const edited = fields.edit();
    if (edited == null) return;
    const input = { name: edited.change.name ?? '', base: edited.base.name };
    const session = await change.mutateAsync(input);
    queryClient.setQueryData(sessionQuery.queryKey, session);
    fields.saved();
    say(t('account.name.done', { name: session.person?.name ?? input.name }));
  };
  return (
    <Form onSubmit={submit}>
      <TextInput
        {...fields.text('name')}
        label={t('session:name')}
        description={t('account.name.rule')}
        autoComplete="name"
        maxLength={100}
      />
      <Fault error={change.error} />
      <Form.Actions>
        <Button type="submit" variant="default" loading={change.isPending}>
          {t('account.name.submit')}
        </Button>
      </Form.Actions>
    </Form>
  );
}

function AddressForm({ person }: { readonly person: Person }) {
  const { t } = useTranslation('account');
  const away = useConfirming().provider !== null;
  const fields = useFields({ email: person.email, password: '' }, changeEmailInput, ({ email, password }) =>
    away ? { email } : { email, password },
  );
  const change = useMutation(trpc.session.changeEmail.mutationOptions());
  // It may have been changed in another tab; who is typing another one here goes on.
  const [known, setKnown] = useState(person.email);
  if (known !== person.email) {
    setKnown(person.email);
    if (fields.values.email === known) fields.set('email', person.email);
  }
  const submit = async () => {
    const input = fields.parse();
    if (input === null) return;
    const session = await change.mutateAsync(input);
    queryClient.setQueryData(sessionQuery.queryKey, session);
    fields.reset({ email: session.person?.email ?? input.email, password: '' });
    say(t('account.email.done', { email: session.person?.email ?? input.email }));
  };
  return (
    <Form onSubmit={submit}>
      <Form.Row>
        <AddressField field={fields.text('email')} autoComplete="email" />
        <ConfirmField field={fields.text('password')} label={t('account.email.password')} />
      </Form.Row>
      <p>{t(away ? 'account.email.ruleAway' : 'account.email.rule')}</p>
      <Fault error={change.error} />
      <Form.Actions>
        <Button type="submit" variant="default" loading={change.isPending}>
          {t('account.email.submit')}
        </Button>
      </Form.Actions>
    </Form>
  );
}
