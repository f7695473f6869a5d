import { agreementMeasures, readings } from '@koersvast/core/agreement';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { Section } from '../../ui/page.tsx';
import classes from './agreement-screen.module.css';

/** How each measure is to be read: what it says, its formula, when not to use it, and where it is from. */
export function MeasuresView() {
  const { t } = useTranslation('agreement');
  const ofEach = readings[currentLanguage()];
  return agreementMeasures.map((measure) => {
    const { name, sentences, formula, notWhen, source } = ofEach[measure];
    return (
      <Section key={measure} title={name}>
        <p className={classes.reading}>{sentences.join(' ')}</p>
        <p className={classes.formula}>{formula}</p>
        <p className={classes.reading}>
          <strong>{t('reading.notWhen')}</strong> {notWhen}
        </p>
        <p className={classes.quiet}>{t('reading.source', { source })}</p>
      </Section>
    );
  });
}
