import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionGate } from '../data/asked-password.ts';
import { sessionQuery, usePerson } from '../data/session.ts';
import { queryClient, trpc } from '../data/trpc.ts';
import { at } from '../lib/base.ts';
import { useStore } from '../lib/store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Fault } from '../ui/fault.tsx';
import { Form } from '../ui/form.tsx';

/** Asks for the password where one is, when the session has ended, and then goes on with what was asked. */
export function SessionGate() {
  const { t } = useTranslation('session');
  const asking = useStore(sessionGate);
  const person = usePerson();
  const [password, setPassword] = useState('');
  const signIn = useMutation(trpc.session.signIn.mutationOptions());

  const leave = async () => {
    asking?.gaveUp();
    queryClient.setQueryData(sessionQuery.queryKey, { person: null, needsFirstOwner: false });
    window.location.assign(at('/sign-in'));
  };
  const submit = async () => {
    if (person === null || asking === null) return;
    const session = await signIn.mutateAsync({ email: person.email, password });
    queryClient.setQueryData(sessionQuery.queryKey, session);
    setPassword('');
    asking.signedIn();
  };
  if (person === null) return null;
  return (
    <Dialog title={t('gate.title')} opened={asking !== null} onClose={leave} size={420}>
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
        <Fault error={signIn.error} />
        <Form.Actions>
          <Button type="submit" loading={signIn.isPending}>
            {t('gate.submit')}
          </Button>
          <Button variant="subtle" onClick={leave}>
            {t('gate.leave')}
          </Button>
        </Form.Actions>
      </Form>
    </Dialog>
  );
}
