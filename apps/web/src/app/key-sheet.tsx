import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActiveCommands, useKeymap } from '../data/keyboard.ts';
import { type CommandName, contextOf } from '../data/keys.ts';
import { usePerson } from '../data/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';
import classes from './key-sheet.module.css';

interface KeySheetProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The keys that mean something on the present screen. */
export function KeySheet({ opened, onClose }: KeySheetProps) {
  const { t } = useTranslation();
  const person = usePerson();
  const commands = useActiveCommands();
  const here = commands.filter((command) => contextOf(command) !== 'everywhere');
  const everywhere = commands.filter((command) => contextOf(command) === 'everywhere');
  return (
    <Dialog title={t('keys.title')} opened={opened} onClose={onClose} size={here.length > 12 ? 760 : 480}>
      {here.length > 0 && <KeyList title={t('keys.screen')} commands={here} />}
      <KeyList title={t('keys.everywhere')} commands={everywhere} />
      {person?.preferences.singleKeys === false && <p className={classes.note}>{t('keys.off')}</p>}
      <p className={classes.note}>
        <Link to="/account" hash="keys" onClick={onClose}>
          {t('keys.change')}
        </Link>
      </p>
    </Dialog>
  );
}

function KeyList({ title, commands }: { readonly title: string; readonly commands: readonly CommandName[] }) {
  const { t } = useTranslation(['command', 'common']);
  const keymap = useKeymap();
  return (
    <section aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.list}>
        {commands.map((command) => {
          // One row says it for all nine.
          if (/^difference\.take\.[2-9]$/.test(command)) return null;
          const chords = keymap.keysOf(command);
          if (chords.length === 0) return null;
          const range = command === 'difference.take.1';
          return (
            <div key={command} className={classes.row}>
              <dt>{range ? t('common:keys.takeAny') : t(command)}</dt>
              <dd>
                {chords.map((chord) => (
                  <Keys key={chord} chord={chord} />
                ))}
                {range && (
                  <>
                    {' … '}
                    <Keys chord="9" />
                  </>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
