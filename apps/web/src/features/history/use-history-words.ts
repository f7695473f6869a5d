import type { HistoryEntry, ProjectDetail } from '@koersvast/contracts';
import { isNote } from '@koersvast/core/annotation';
import { useTranslation } from 'react-i18next';
import { memberName } from '../../data/project.ts';
import { changedFields } from './changed-fields.ts';
import { deedOf } from './deed.ts';
import { useThingWords } from './use-thing-words.ts';
import { useValueWords } from './use-value-words.ts';

export interface HistoryWords {
  /** What was done, in one sentence without who and when. */
  readonly sentence: string;
  /** What was different, line by line. */
  readonly lines: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

/** Puts a change into words that a person reads. */
export function useHistoryWords(project: ProjectDetail): (entry: HistoryEntry) => HistoryWords {
  const { t } = useTranslation(['history', 'note']);
  const { thing, tagName, short, file, place } = useThingWords(project);
  const value = useValueWords(tagName);

  /** What the sentence of a deed names, whatever it was done to. */
  const named = (entry: HistoryEntry) => {
    const { change } = entry;
    const row = (change.after ?? change.before ?? {}) as Readonly<Record<string, unknown>>;
    const memberId = change.noun === 'member' ? row.id : row.memberId;
    return {
      thing: thing(entry),
      member: memberName(project, String(memberId ?? '')),
      quote: short(String(row.quote ?? '')),
      tag: tagName(row.tagId),
      place: place(entry.paragraph),
      into: tagName(row.mergedIntoId),
      name: project.rounds.find(({ id }) => id === row.roundId)?.name ?? '–',
      file: file(row.file),
    };
  };
  const sentenceOf = (entry: HistoryEntry): string => {
    const deed = deedOf(entry);
    return deed === null
      ? t(`did.${entry.change.action}`, { thing: thing(entry) })
      : t(`deed.${deed}`, named(entry));
  };

  return (entry) => ({
    sentence: sentenceOf(entry),
    lines: changedFields(entry.change).map(({ field, before, after }) => ({
      field: isNote(field) ? t(`note:${field}`) : t(`field.${field}`),
      before: value(field, before),
      after: value(field, after),
    })),
  });
}
