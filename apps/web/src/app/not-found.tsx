import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page, usePageTitle } from '../ui/page.tsx';

/** Instead of a screen that does not exist, or not for whoever looks. */
export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t('state.notFound'));
  return (
    <Page title={t('state.notFound')} lead={t('state.notFoundText')}>
      <Link to="/">{t('state.home')}</Link>
    </Page>
  );
}

/** The same outside the frame. */
export function NotFound() {
  return (
    <main id="content" tabIndex={-1}>
      <NotFoundPage />
    </main>
  );
}
