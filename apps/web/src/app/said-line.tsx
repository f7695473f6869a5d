import { Button } from '@mantine/core';
import { useMutationState } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outdatedStore } from '../data/outdated.ts';
import { saidStore } from '../lib/said.ts';
import { useStore } from '../lib/store.ts';
import { CloseMark } from '../ui/close-mark.tsx';
import classes from './said-line.module.css';

/** How long a sentence stays, in milliseconds, unless somebody is on it. Undo stays on its key after that. */
const STAYS = 10_000;

/** The sentence at the foot of the page about what was just done, with what takes it back. */
export function SaidLine() {
  const { t } = useTranslation();
  // What is said of a fault is said anew when its words have come.
  useTranslation('error', { bindI18nStore: 'added' });
  const said = useStore(saidStore);
  const waiting = useMutationState({ filters: { predicate: ({ state }) => state.isPaused } }).length;
  const outdated = useStore(outdatedStore);
  const [closed, setClosed] = useState(false);
  if (closed && !outdated) setClosed(false);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (said === null || held) return;
    const timer = setTimeout(() => saidStore.set(null), STAYS);
    return () => clearTimeout(timer);
  }, [said, held]);
  return (
    <div
      className={classes.place}
      data-screen="only"
      role="status"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {waiting > 0 && (
        <div className={classes.said}>
          <span>{t('said.waiting')}</span>
        </div>
      )}
      {said !== null && waiting === 0 && (
        <div className={classes.said} key={said.id}>
          <span>{said.anew?.() ?? said.text}</span>
          {said.action !== undefined && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                saidStore.set(null);
                said.action?.act();
              }}
            >
              {said.action.label}
            </Button>
          )}
          <CloseMark label={t('action.close')} onClick={() => saidStore.set(null)} />
        </div>
      )}
      {outdated && !closed && said === null && waiting === 0 && (
        <div className={classes.said}>
          <span>{t('said.outdated')}</span>
          <CloseMark label={t('action.close')} onClick={() => setClosed(true)} />
        </div>
      )}
    </div>
  );
}
