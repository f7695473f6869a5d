import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page, usePageTitle } from '../ui/page.tsx';

/** Instead of a screen that failed while it was drawn. */
export function Broken() {
  const { t } = useTranslation();
  usePageTitle(t('state.broken'));
  return (
    <main id="content" tabIndex={-1}>
      <Page title={t('state.broken')} lead={t('state.brokenText')}>
        <Button onClick={() => window.location.reload()}>{t('state.reload')}</Button>
      </Page>
    </main>
  );
}
