import { signInInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetNext, keptNext, takeAlong } from '../../data/at-provider.ts';
import { factorAsked } from '../../data/factor-asked.ts';
import { landing, sessionQuery, startOver } from '../../data/session.ts';
import { client, trpc } from '../../data/trpc.ts';
import { needWords } from '../../i18n/index.ts';
import { useFields } from '../../lib/form.ts';
import { AddressField, PasswordField } from '../../parts/person/account-fields.tsx';
import { AtProvider } from '../../parts/person/at-provider.tsx';
import { Entrance, EntranceNote, EntranceOr } from '../../ui/entrance.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';

const route = getRouteApi('/sign-in');
const secondStep = laterPart(async () => {
  const [{ SignInFactor }] = await Promise.all([import('./sign-in-factor.tsx'), needWords('factor')]);
  return SignInFactor;
});

interface Asked {
  readonly needs: 'code' | 'set up';
  readonly credentials: { readonly email: string; readonly password: string };
}

/** Takes whoever is signed in to where they wanted to be. Returns where that is, if it is known. */
function useGoingOn(signedIn: boolean): string | undefined {
  const { next: said } = route.useSearch();
  const go = useNavigate();
  const [kept] = useState(keptNext);
  const next = said ?? kept;
  useEffect(() => {
    if (!signedIn) return;
    forgetNext();
    if (next !== undefined) void go({ href: next, replace: true });
    else void landing().then((href) => go({ href, replace: true }));
  }, [signedIn, next, go]);
  return next;
}

export function SignInScreen() {
  const { t } = useTranslation(['session', 'provider']);
  const { t: entranceT } = useTranslation('entrance');
  const { refused, left } = route.useSearch();
  const session = useQuery(sessionQuery);
  const signIn = useMutation(trpc.session.signIn.mutationOptions());
  const fields = useFields({ email: '', password: '' }, signInInput);
  const signedIn = session.data?.person != null;
  const next = useGoingOn(signedIn);
  /** What is asked for after a password that was right, with what was typed here. */
  const [asked, setAsked] = useState<Asked | null>(null);

  const email = useRef<HTMLInputElement>(null);
  const provider = session.data?.provider;
  const [emergency, setEmergency] = useState(false);
  const byPassword = provider?.only !== true || emergency;
  const asks =
    session.data !== undefined && !signedIn && !session.data.needsFirstOwner && (!provider || emergency);

  useEffect(() => {
    if (asks) email.current?.focus();
  }, [asks]);

  const submit = async () => {
    const input = fields.parse();
    if (input === null) return;
    try {
      await signIn.mutateAsync(input);
    } catch (error) {
      const needs = factorAsked(error);
      if (needs === null) throw error;
      signIn.reset();
      setAsked({ needs, credentials: input });
      return;
    }
    await startOver();
  };
  if (session.data?.needsFirstOwner === true)
    return <Entrance title={t('signIn.title')} lead={entranceT('signIn.noOwner')} />;
  // What the second step has read anew is looked at here.
  const onIn = async () => {
    await startOver();
    setAsked((before) => before && { ...before });
  };
  if (asked !== null)
    return <Later part={secondStep} wanted give={{ ...asked, onIn, onBack: () => setAsked(null) }} />;
  // Which ways in there are is known with it, and nothing moves any more once it has come.
  if (session.data === undefined)
    return (
      <Entrance title={t('signIn.title')} lead={entranceT('signIn.lead')}>
        <Loaded query={session}>{() => null}</Loaded>
      </Entrance>
    );
  return (
    <Entrance title={t('signIn.title')} lead={entranceT('signIn.lead')}>
      {left === true && provider?.signOut != null && (
        <div role="status">
          <EntranceOr>
            {t('provider:left', { label: provider.label })}{' '}
            <a href={provider.signOut}>{t('provider:signOut', { label: provider.label })}</a>
          </EntranceOr>
        </div>
      )}
      {session.data?.retired === true && refused === undefined && !signIn.isError && (
        <Fault error={new DomainError('account_retired')} />
      )}
      {provider === undefined ? (
        refused !== undefined && <Fault error={new DomainError(refused)} />
      ) : (
        <AtProvider
          provider={provider}
          words={t('provider:signIn', { label: provider.label })}
          begin={() => client.provider.signIn.mutate(takeAlong(next))}
          refused={refused}
        />
      )}
      {provider !== undefined && byPassword && <EntranceOr>{t('provider:or')}</EntranceOr>}
      {byPassword && (
        <Form onSubmit={submit}>
          <AddressField field={fields.text('email')} autoComplete="username" ref={email} />
          <PasswordField field={fields.text('password')} kind="current" />
          <Fault error={signIn.error} again={submit} />
          <Form.Actions>
            <Button
              type="submit"
              fullWidth
              variant={provider === undefined ? 'filled' : 'default'}
              loading={signIn.isPending}
            >
              {t('signIn.submit')}
            </Button>
          </Form.Actions>
        </Form>
      )}
      <EntranceNote>
        <p>{entranceT('signIn.newcomer')}</p>
        {!byPassword ? (
          <p>
            <Button variant="subtle" size="compact-sm" onClick={() => setEmergency(true)}>
              {entranceT('signIn.emergency')}
            </Button>
          </p>
        ) : session.data?.mail === true ? (
          <p>
            <Link to="/forgotten">{entranceT('signIn.forgotten')}</Link>
          </p>
        ) : (
          <p>{entranceT('signIn.forgot')}</p>
        )}
      </EntranceNote>
    </Entrance>
  );
}
