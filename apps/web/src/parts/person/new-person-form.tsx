import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFields } from '../../lib/form.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { AddressField, PasswordField } from './account-fields.tsx';

interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface NewPersonFormProps {
  readonly submit: string;
  readonly schema: z.ZodType<Newcomer>;
  readonly error: unknown;
  readonly pending: boolean;
  /** There is another way, which comes first. */
  readonly beside?: boolean;
  readonly onSubmit: (newcomer: Newcomer) => Promise<unknown>;
}

/** Name, e-mail and a password: what an account needs. */
export function NewPersonForm({
  submit,
  schema,
  error,
  pending,
  beside = false,
  onSubmit,
}: NewPersonFormProps) {
  const { t } = useTranslation('session');
  const fields = useFields({ name: '', email: '', password: '' }, schema);
  const send = async () => {
    const newcomer = fields.parse();
    if (newcomer !== null) await onSubmit(newcomer);
  };
  return (
    <Form onSubmit={send}>
      <TextInput
        {...fields.text('name')}
        label={t('name')}
        description={t('name.rule')}
        autoComplete="name"
      />
      <AddressField field={fields.text('email')} autoComplete="username" />
      <PasswordField field={fields.text('password')} kind="new" description={t('password.rule')} />
      <Fault error={error} again={send} />
      <Form.Actions>
        <Button type="submit" fullWidth variant={beside ? 'default' : 'filled'} loading={pending}>
          {submit}
        </Button>
      </Form.Actions>
    </Form>
  );
}
