import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page, usePageTitle } from '../ui/page.tsx';

export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('state.notFound'));
  return (
    <main id="content" tabIndex={-1}>
      <Page title={t('state.notFound')} lead={t('state.notFoundText')}>
        <Link to="/">{t('state.home')}</Link>
      </Page>
    </main>
  );
}
