import type { Preferences } from '@koersvast/contracts';
import { languages } from '@koersvast/core/language';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSetPreferences } from '../../data/set-preferences.ts';
import { currentLanguage, speak } from '../../i18n/index.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';

const themes = ['auto', 'light', 'dark'] as const;

export function AccountLook({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTranslation(['account', 'common']);
  const set = useSetPreferences();
  return (
    <Section title={t('account.look')}>
      <Form.Row>
        <NativeSelect
          label={t('account.language')}
          value={preferences.language ?? ''}
          onChange={(event) => {
            const language = languages.find((each) => each === event.currentTarget.value) ?? null;
            if (language === null) void speak(null);
            set.mutate({ language });
          }}
        >
          <option value="">
            {t('account.language.auto', { language: t(`common:language.${currentLanguage()}`) })}
          </option>
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {t(`common:language.${language}`)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t('account.theme')}
          value={preferences.theme}
          onChange={(event) => {
            const theme = themes.find((each) => each === event.currentTarget.value) ?? 'auto';
            set.mutate({ theme });
          }}
        >
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {t(`account.theme.${theme}`)}
            </option>
          ))}
        </NativeSelect>
      </Form.Row>
      <Fault error={set.error} />
    </Section>
  );
}
