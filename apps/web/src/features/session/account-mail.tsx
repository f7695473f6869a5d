import { mailPreference, type Preferences } from '@koersvast/contracts';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../data/session.ts';
import { useSetPreferences } from '../../data/set-preferences.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';

/** When somebody gets by mail what was said to them; only where the installation sends mail. */
export function AccountMail({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTranslation('account');
  const set = useSetPreferences();
  const mails = useQuery(sessionQuery).data?.mail === true;
  if (!mails) return null;
  return (
    <div id="mail">
      <Section title={t('account.mail')} lead={t('account.mail.lead')}>
        <Form.Row>
          <NativeSelect
            label={t('account.mail.when')}
            value={preferences.mail ?? 'daily'}
            onChange={(event) => {
              const mail = mailPreference.safeParse(event.currentTarget.value).data;
              if (mail !== undefined) set.mutate({ mail });
            }}
          >
            {mailPreference.options.map((each) => (
              <option key={each} value={each}>
                {t(`account.mail.${each}`)}
              </option>
            ))}
          </NativeSelect>
        </Form.Row>
        <Fault error={set.error} />
      </Section>
    </div>
  );
}
