import { useTranslation } from 'react-i18next';
import { useOnline } from '../lib/online.ts';
import classes from './state.module.css';

/** For what was asked for and has not come: that it is on its way, or waits for the connection. */
export function Coming() {
  const { t } = useTranslation('common');
  const online = useOnline();
  return (
    <p className={classes.coming} role="status">
      {t(online ? 'state.loading' : 'state.waiting')}
    </p>
  );
}
