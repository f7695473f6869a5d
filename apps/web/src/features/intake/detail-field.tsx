import type { IntakeItem, IntakeProposal } from '@koersvast/contracts';
import { documentMetadata } from '@koersvast/contracts';
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldWordsOf } from '../../lib/field-words.ts';
import { type Detail, proposalFor, storableOf } from './details.ts';
import classes from './item-details.module.css';
import type { Passage } from './mending.ts';
import type { Desk } from './use-intake.ts';

interface DetailFieldProps {
  readonly detail: Detail;
  readonly item: IntakeItem;
  readonly desk: Desk;
  readonly onPassage: (passage: Passage | null) => void;
  readonly follow: boolean;
}

/** The next field after this one, so that Enter goes through all of them. */
function focusAfter(field: HTMLElement): void {
  const fields = [
    ...(field.closest('fieldset')?.querySelectorAll<HTMLElement>('input, button[data-next]') ?? []),
  ];
  fields[fields.indexOf(field) + 1]?.focus();
}

/** Whoever goes elsewhere by a key, or Back, leaves no field first: what they wrote is stored all the same. */
function useStoredOnLeaving(isWritten: boolean, store: () => unknown) {
  const latest = useRef({ isWritten, store });
  latest.current = { isWritten, store };
  useEffect(
    () => () => {
      if (latest.current.isWritten) latest.current.store();
    },
    [],
  );
}

/** One detail: what would be stored, whether a person said so, and the passage that it was read from. */
export function DetailField({ detail, item, desk, onPassage, follow }: DetailFieldProps) {
  const { t } = useTranslation(['intake', 'document', 'common']);
  const stored = item.metadata?.[detail] ?? '';
  const written = item.written.includes(detail);
  const proposal = proposalFor(item, detail);
  const draftKey = `${item.id} ${detail}`;
  const [words, setWords] = useState(desk.drafts.get(draftKey) ?? stored);
  const [error, setError] = useState<string | null>(null);
  const known = useRef(stored);
  // What is read anew, or taken back, shows; what somebody is writing stays.
  useEffect(() => {
    if (known.current !== stored) setWords((before) => (before === known.current ? stored : before));
    known.current = stored;
  }, [stored]);

  const commit = (accepts: boolean): boolean => {
    const given = storableOf(detail, words);
    if (given === null) {
      const issues = documentMetadata.shape[detail].safeParse(words.trim() === '' ? null : words.trim());
      const issue = issues.error?.issues[0];
      if (issue !== undefined) {
        const said = fieldWordsOf(issue, words);
        setError(t(`common:field.${said.key}`, { count: said.count }));
      }
      desk.drafts.set(draftKey, words);
      return false;
    }
    desk.drafts.delete(draftKey);
    setError(null);
    const value = given.value;
    if ((value ?? '') !== stored || (accepts && !written && value !== null))
      desk.choices.choose({ itemIds: [item.id], metadata: { [detail]: value } });
    known.current = value ?? '';
    setWords(value ?? '');
    return true;
  };
  useStoredOnLeaving(words !== stored, () => commit(false));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      const field = event.currentTarget;
      if (commit(true)) focusAfter(field);
    } else if (event.key === 'Escape' && words !== stored) {
      event.stopPropagation();
      desk.drafts.delete(draftKey);
      setError(null);
      setWords(stored);
    }
  };
  return (
    <div className={classes.field} data-written={written}>
      <TextInput
        label={t(`document:field.${detail}`)}
        value={words}
        error={error}
        lang={detail === 'title' ? item.metadata?.language : undefined}
        onChange={({ currentTarget: { value } }) => {
          setWords(value);
          if (value === stored) desk.drafts.delete(draftKey);
          else desk.drafts.set(draftKey, value);
        }}
        onKeyDown={onKeyDown}
        onFocus={() => follow && onPassage(proposal?.passage ?? null)}
        onBlur={() => words !== stored && commit(false)}
      />
      <div className={classes.from}>
        {written ? (
          <>
            <span>{t('details.written')}</span>
            {proposal !== null && (
              <button
                type="button"
                className={classes.link}
                onClick={() => desk.choices.choose({ itemIds: [item.id], unwritten: [detail] })}
              >
                {t('details.unwrite', { value: proposal.value })}
              </button>
            )}
          </>
        ) : (
          stored !== '' && <span>{t('details.proposed')}</span>
        )}
        <Source proposal={proposal} onPassage={onPassage} />
      </div>
    </div>
  );
}

interface SourceProps {
  readonly proposal: IntakeProposal | null;
  readonly onPassage: (passage: Passage | null) => void;
}

/** From where a proposal is: the words that it was read from, which the text then shows. */
export function Source({ proposal, onPassage }: SourceProps) {
  const { t } = useTranslation('intake');
  if (proposal === null) return null;
  const { from, passage } = proposal;
  if (passage === null) return <span>{t(`from.${from}`)}</span>;
  return (
    <button
      type="button"
      className={classes.quote}
      title={t('details.show')}
      onClick={() => onPassage({ start: passage.start, end: passage.end })}
    >
      {t('quoted', { words: passage.quote })}
    </button>
  );
}
