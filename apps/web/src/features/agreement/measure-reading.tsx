import type { AgreementMeasure } from '@koersvast/core/agreement';
import { Later, laterPart } from '../../ui/later.tsx';
import { useMenuButton } from '../../ui/menu-button.ts';
import { QuestionMark } from './question-mark.tsx';

const sheet = laterPart(async () => (await import('./measure-sheet.tsx')).MeasureSheet);

interface MeasureReadingProps {
  readonly measure: AgreementMeasure;
  /** What the figure is called here. */
  readonly name: string;
}

/** Beside the name of a figure: how its measure is to be read, opened in place. */
export function MeasureReading({ measure, name }: MeasureReadingProps) {
  const { pressed, alone, withMenu } = useMenuButton();
  return (
    <Later
      part={sheet}
      wanted={pressed}
      meanwhile={<QuestionMark name={name} {...alone} aria-haspopup="dialog" />}
      give={{ measure, name, button: withMenu.ref, opened: pressed }}
    />
  );
}
