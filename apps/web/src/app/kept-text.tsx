import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dropText, keepText, keptText } from '../lib/kept-text.ts';
import { say } from '../lib/said.ts';
import { useStore } from '../lib/store.ts';
import { guardTyping } from '../lib/typing-guard.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import classes from './kept-text.module.css';

/** What was being typed where there is no field for it any more: it can be taken along, or thrown away. */
export function KeptText() {
  const { t } = useTranslation();
  const texts = useStore(keptText);
  useEffect(() => {
    const onVanished = (text: string) => {
      keepText(text);
      if (text.trim() !== '') say(t('draft.vanished'));
    };
    const guard = guardTyping({ onVanished, onHeld: () => say(t('draft.swallowed')) });
    return guard.stop;
  }, [t]);
  return (
    <div className={classes.place} role="status">
      {texts.map((text) => (
        <div key={text} className={classes.kept}>
          <p>{t('draft.kept')}</p>
          <p className={classes.text} dir="auto">
            {text}
          </p>
          <div className={classes.choices}>
            <CopyButton words={t('draft.copy')} text={text} />
            <Button size="compact-sm" variant="subtle" color="red" onClick={() => dropText(text)}>
              {t('draft.drop')}
            </Button>
          </div>
        </div>
      ))}
    </div>
  );
}
