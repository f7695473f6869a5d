import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isPassing } from '../data/errors.ts';
import { useFaultWords } from '../data/fault-words.ts';
import classes from './state.module.css';

interface FaultProps {
  readonly error: unknown;
  /** Tries once more, where that can help. */
  readonly again?: () => unknown;
}

/** What went wrong, in a sentence, with another try where that can help. Nothing when nothing did. */
export function Fault({ error, again }: FaultProps) {
  const { t } = useTranslation();
  const words = useFaultWords();
  if (error === null || error === undefined) return null;
  const retry = again !== undefined && isPassing(error);
  return (
    <div className={classes.fault} role="alert">
      <span>{words(error)}</span>
      {retry && (
        <Button
          variant="subtle"
          size="compact-sm"
          color="red"
          onClick={() => Promise.resolve(again()).catch(() => undefined)}
        >
          {t('state.retry')}
        </Button>
      )}
    </div>
  );
}
