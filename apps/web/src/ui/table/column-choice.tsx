import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Later, laterPart } from '../later.tsx';
import { useMenuButton } from '../menu-button.ts';
import classes from './column-choice.module.css';
import type { ColumnChoiceGiven } from './column-choice-list.tsx';

const list = laterPart(async () => (await import('./column-choice-list.tsx')).ColumnChoiceList);

interface ColumnChoiceProps extends ColumnChoiceGiven {
  /** Whether its button says what it is; else its tooltip does. */
  readonly words: boolean;
}

/** Which columns of a table are shown; the first always is. */
export function ColumnChoice({ words, ...given }: ColumnChoiceProps) {
  const { pressed, alone, withMenu } = useMenuButton();
  return (
    <Later
      part={list}
      wanted={pressed}
      meanwhile={<ChoiceButton words={words} {...alone} aria-haspopup="dialog" />}
      give={{
        ...given,
        button: (press) => <ChoiceButton words={words} {...withMenu} onClick={press} />,
        opened: pressed,
      }}
    />
  );
}

function ChoiceButton({ words, ...rest }: ComponentProps<'button'> & { readonly words: boolean }) {
  const { t } = useTranslation();
  const name = t('table.columns');
  const said = words ? {} : { 'aria-label': name, title: name };
  return (
    <button type="button" {...rest} {...said} className={classes.button}>
      {words ? (
        name
      ) : (
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M2.5 3.5h11v9h-11zM6.5 3.5v9M10 3.5v9"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.25"
          />
        </svg>
      )}
    </button>
  );
}
