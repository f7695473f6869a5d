import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { setKeyPreferences } from '../data/keyboard.ts';
import { usePerson } from '../data/session.ts';
import { speak } from '../i18n/index.ts';

/** Gives this browser the language, theme and keys of whoever is signed in. */
export function UsePreferences() {
  const person = usePerson();
  // Keeping transitions spares a style element, which the page's policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const language = person?.preferences.language;
  const theme = person?.preferences.theme;
  const keys = person?.preferences.keys;
  const singleKeys = person?.preferences.singleKeys;

  useEffect(() => {
    if (language !== undefined && language !== null) void speak(language);
  }, [language]);
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme);
  }, [theme, setColorScheme]);
  useEffect(() => {
    setKeyPreferences({ keys: keys ?? {}, singleKeys: singleKeys ?? true });
  }, [keys, singleKeys]);
  return null;
}
