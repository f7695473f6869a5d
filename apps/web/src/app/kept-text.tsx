import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dropText, keptText } from '../lib/kept-text.ts';
import { useStore } from '../lib/store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import classes from './kept-text.module.css';

/** What was being typed where there is no field for it any more: it can be taken along, or thrown away. */
export function KeptText() {
  const { t } = useTranslation();
  const texts = useStore(keptText);
  return (
    <div role="status">
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
