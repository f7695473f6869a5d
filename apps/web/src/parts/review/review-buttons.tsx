import type { Review } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useKeymap } from '../../data/keyboard.ts';
import { firstClick } from '../../lib/first-click.ts';
import classes from './review-card.module.css';

/** The key of a command, on its button. */
function Chord({ of }: { readonly of: 'annotation.adopt' | 'annotation.remove' | 'annotation.edit' }) {
  const [chord] = useKeymap().keysOf(of);
  if (chord === undefined) return null;
  return (
    <span aria-hidden="true">
      <kbd>{chord}</kbd>
    </span>
  );
}

interface AnswersProps {
  readonly verdict: Review;
  readonly onRespond: (verdict: Review, response: 'adopted' | 'learned') => unknown;
  /** They keep their tag, and will say why. */
  readonly onKeep: () => void;
}

/** What a coder can make of a verdict on their work. */
export function Answers({ verdict, onRespond, onKeep }: AnswersProps) {
  const { t } = useTranslation('compare');
  return (
    <div className={classes.buttons}>
      <Button
        size="compact-sm"
        variant={verdict.response === null ? 'filled' : 'default'}
        onClick={firstClick(() => void onRespond(verdict, 'adopted'))}
        rightSection={<Chord of="annotation.adopt" />}
      >
        {t(verdict.verdict === 'change' ? 'respond.adoptChange' : 'respond.adoptReject')}
      </Button>
      {verdict.response === null && (
        <>
          <Button
            size="compact-sm"
            variant="default"
            onClick={firstClick(() => void onRespond(verdict, 'learned'))}
          >
            {t('respond.learned')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onKeep}>
            {t('respond.kept')}
          </Button>
        </>
      )}
    </div>
  );
}

interface VerdictsProps {
  readonly onAccept: () => void;
  readonly onBegin: (act: 'reject' | 'change') => void;
}

/** What a reviewer can say of a coder's annotation. */
export function Verdicts({ onAccept, onBegin }: VerdictsProps) {
  const { t } = useTranslation('compare');
  return (
    <div className={classes.buttons}>
      <Button
        size="compact-sm"
        variant="default"
        onClick={firstClick(onAccept)}
        rightSection={<Chord of="annotation.adopt" />}
      >
        {t('do.accept')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => onBegin('reject')}
        rightSection={<Chord of="annotation.remove" />}
      >
        {t('do.reject')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => onBegin('change')}
        rightSection={<Chord of="annotation.edit" />}
      >
        {t('do.change')}
      </Button>
    </div>
  );
}
