import { type AgreementMeasure, readings } from '@koersvast/core/agreement';
import { Popover } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { useOpened } from '../../ui/menu-button.ts';
import classes from './measure-reading.module.css';
import { QuestionMark } from './question-mark.tsx';
import { ReadingText } from './reading-text.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';

interface MeasureSheetProps {
  readonly measure: AgreementMeasure;
  readonly name: string;
  /** The button that was there before it takes over what that had. */
  readonly button: RefCallback<HTMLButtonElement>;
  /** Open from the start. */
  readonly opened: boolean;
}

/** What the question mark beside a figure opens, under its name. Escape closes it, and gives the focus back. */
export function MeasureSheet({ measure, name, button, opened: pressed }: MeasureSheetProps) {
  const { t } = useTranslation('agreement');
  const { projectId, looked } = useAgreementAddress();
  const { opened, onChange } = useOpened(pressed);
  const reading = readings[currentLanguage()][measure];
  return (
    <Popover
      opened={opened}
      onChange={onChange}
      position="bottom-start"
      width="min(420px, calc(100vw - 32px))"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <QuestionMark name={name} ref={button} onClick={() => onChange(!opened)} />
      </Popover.Target>
      <Popover.Dropdown className={classes.sheet}>
        <h2 className={classes.name} tabIndex={-1} data-autofocus>
          {reading.name}
        </h2>
        <ReadingText reading={reading} />
        <p>
          <Link to="/p/$projectId/agreement" params={{ projectId }} search={looked({ view: 'measures' })}>
            {t('reading.all')}
          </Link>
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
