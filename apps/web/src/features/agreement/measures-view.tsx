import { agreementMeasures, readings } from '@koersvast/core/agreement';
import { currentLanguage } from '../../i18n/index.ts';
import { Section } from '../../ui/page.tsx';
import { ReadingText } from './reading-text.tsx';

/** How each measure is to be read. */
export function MeasuresView() {
  const ofEach = readings[currentLanguage()];
  return agreementMeasures.map((measure) => (
    <Section key={measure} title={ofEach[measure].name}>
      <ReadingText reading={ofEach[measure]} />
    </Section>
  ));
}
