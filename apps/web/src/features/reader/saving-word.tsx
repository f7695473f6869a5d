import { useTranslation } from 'react-i18next';
import { useOutboxState } from '../../data/outbox/person-outbox.ts';
import { useOnline } from '../../lib/online.ts';
import { type Saving, savingOf } from './saving.ts';
import classes from './title-bar.module.css';

function useSavingWords(): (saving: Saving) => { readonly word: string; readonly sentence: string } {
  const { t } = useTranslation('reader');
  return (saving) => {
    switch (saving.kind) {
      case 'saved':
        return { word: t('saving.saved'), sentence: t('saving.savedSentence') };
      case 'saving':
        return { word: t('saving.saving', saving), sentence: t('saving.savingSentence') };
      case 'conflict':
        return { word: t('saving.conflict'), sentence: t('saving.conflictSentence', saving) };
      case 'offline':
      case 'signedOut': {
        const where = saving.count === 0 ? 'none' : saving.kept ? 'kept' : 'unkept';
        return {
          word: t(`saving.${saving.kind}.${where}`, saving),
          sentence: t(`saving.${where}Sentence`),
        };
      }
    }
  };
}

/** The truthful word about what is saved. It keeps its place whatever it says. */
export function SavingWord({ onConflict }: { readonly onConflict: () => void }) {
  const saving = savingOf(useOutboxState(), useOnline());
  const words = useSavingWords();
  const { word, sentence } = words(saving);
  const content = (
    <>
      <span className={classes.dot} aria-hidden="true" />
      {word}
    </>
  );
  if (saving.kind === 'conflict') {
    return (
      <button
        type="button"
        className={classes.saving}
        data-kind="conflict"
        title={sentence}
        onClick={onConflict}
      >
        {content}
      </button>
    );
  }
  return (
    <span className={classes.saving} data-kind={saving.kind} title={sentence}>
      {content}
    </span>
  );
}
