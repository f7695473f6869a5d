import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './work-screen.module.css';

/** How many of a group are shown before the rest is asked for. */
export const shownFirst = 30;

/** Asks for the rest. */
export function More({ count, onMore }: { readonly count: number; readonly onMore: () => void }) {
  const { t } = useTranslation('assignment');
  return (
    <Button variant="subtle" onClick={onMore} className={classes.more}>
      {t('more', { count })}
    </Button>
  );
}
