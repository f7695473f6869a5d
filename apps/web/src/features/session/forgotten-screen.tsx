import { askResetInput, linkToken, resetMinutes, resetPasswordInput } from '@koersvast/contracts';
import { isLanguage } from '@koersvast/core/language';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFields } from '../../lib/form.ts';
import { AddressField, PasswordField } from '../../parts/person/account-fields.tsx';
import { Entrance, EntranceNote } from '../../ui/entrance.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';

/** Where somebody asks for a link because they have forgotten their password. What it says is the same for any address. */
export function ForgottenScreen() {
  const { t: sessionT } = useTranslation('session');
  const { t, i18n } = useTranslation('entrance');
  const ask = useMutation(trpc.session.askReset.mutationOptions());
  const fields = useFields({ email: '' }, askResetInput.pick({ email: true }));
  const submit = async () => {
    const given = fields.parse();
    if (given === null) return;
    await ask.mutateAsync({ ...given, language: isLanguage(i18n.language) ? i18n.language : 'en' });
  };
  return (
    <Entrance
      title={t('signIn.forgotten')}
      lead={
        ask.data === undefined ? (
          t('forgotten.lead')
        ) : (
          <span role="status">
            {t('forgotten.sent', { email: ask.variables?.email ?? '', minutes: resetMinutes })}
          </span>
        )
      }
    >
      {ask.data === undefined && (
        <Form onSubmit={submit}>
          <AddressField field={fields.text('email')} autoComplete="username" />
          <Form.Fault error={ask.error} />
          <Form.Actions>
            <Button type="submit" fullWidth loading={ask.isPending}>
              {t('forgotten.submit')}
            </Button>
          </Form.Actions>
        </Form>
      )}
      <EntranceNote>
        <Link to="/sign-in">{sessionT('signIn.title')}</Link>
      </EntranceNote>
    </Entrance>
  );
}

const route = getRouteApi('/reset/$token');

/** Where the link of a mail leads by which somebody chooses another password, once. */
export function ResetScreen() {
  const { t: sessionT } = useTranslation('session');
  const { t } = useTranslation('entrance');
  const { token } = route.useParams();
  const wellFormed = linkToken.safeParse(token).success;
  const link = useQuery({ ...trpc.session.resetLink.queryOptions({ token }), enabled: wellFormed });
  const reset = useMutation(trpc.session.resetPassword.mutationOptions());
  const fields = useFields({ next: '' }, resetPasswordInput.pick({ next: true }));
  const toSignIn = (
    <EntranceNote>
      <Link to="/sign-in">{sessionT('signIn.title')}</Link>
    </EntranceNote>
  );
  if (reset.data !== undefined)
    return (
      <Entrance title={t('reset.done')} lead={t('reset.doneText')}>
        {toSignIn}
      </Entrance>
    );
  if (!wellFormed || link.data?.valid === false)
    return (
      <Entrance title={t('welcome.notValid')} lead={t('reset.notValidText')}>
        <EntranceNote>
          <p>
            <Link to="/forgotten">{t('signIn.forgotten')}</Link>
          </p>
          <p>
            <Link to="/sign-in">{sessionT('signIn.title')}</Link>
          </p>
        </EntranceNote>
      </Entrance>
    );
  const submit = async () => {
    const given = fields.parse();
    if (given !== null) await reset.mutateAsync({ token, ...given });
  };
  return (
    <Entrance title={t('reset.title')} lead={t('reset.lead')}>
      <Loaded query={link}>
        {() => (
          <Form onSubmit={submit}>
            <PasswordField field={fields.text('next')} kind="new" label={t('reset.next')} />
            <p>{sessionT('password.rule')}</p>
            <Form.Fault error={reset.error} />
            <Form.Actions>
              <Button type="submit" fullWidth loading={reset.isPending}>
                {t('reset.submit')}
              </Button>
            </Form.Actions>
          </Form>
        )}
      </Loaded>
      {toSignIn}
    </Entrance>
  );
}
