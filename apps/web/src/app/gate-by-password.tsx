import type { Person } from '@koersvast/contracts';
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factorAsked } from '../data/factor-asked.ts';
import { sessionQuery } from '../data/session.ts';
import { queryClient, trpc } from '../data/trpc.ts';
import { CodeField } from '../parts/factor/code-field.tsx';
import { Fault } from '../ui/fault.tsx';
import { Form } from '../ui/form.tsx';
import { UnlessRetired } from './unless-retired.tsx';

interface GateByPasswordProps {
  readonly person: Person;
  readonly onBack: () => void;
  readonly onLeave: () => void;
}

/** Whoever has a password types it, and the code of their second factor if they have one, and goes on where they were. */
export function GateByPassword({ person, onBack, onLeave }: GateByPasswordProps) {
  const { t } = useTranslation('session');
  const [password, setPassword] = useState('');
  /** Null as long as no code was asked for. */
  const [code, setCode] = useState<string | null>(null);
  const signIn = useMutation(trpc.session.signIn.mutationOptions());
  const submit = async () => {
    const given = { email: person.email, password, ...(code !== null && { code }) };
    let session: Awaited<ReturnType<typeof signIn.mutateAsync>>;
    try {
      session = await signIn.mutateAsync(given);
    } catch (error) {
      if (factorAsked(error) !== 'code') throw error;
      signIn.reset();
      setCode('');
      return;
    }
    queryClient.setQueryData(sessionQuery.queryKey, session);
    onBack();
  };
  return (
    <UnlessRetired person={person} onLeave={onLeave}>
      <Form onSubmit={submit}>
        <p>{t('gate.text', { name: person.name })}</p>
        <input type="hidden" name="username" autoComplete="username" value={person.email} />
        <PasswordInput
          label={t('password')}
          description={person.email}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
          data-autofocus
          required
          withAsterisk={false}
        />
        {code !== null && (
          <CodeField
            field={{
              name: 'code',
              value: code,
              error: undefined,
              onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
                setCode(event.currentTarget.value),
            }}
            recovery
            focused
          />
        )}
        <Fault error={signIn.error} />
        <Form.Actions>
          <Button type="submit" loading={signIn.isPending}>
            {t('gate.submit')}
          </Button>
          <Button variant="subtle" onClick={onLeave}>
            {t('gate.leave')}
          </Button>
        </Form.Actions>
      </Form>
    </UnlessRetired>
  );
}
