import type { HistoryEntry, ProjectDetail, VerdictKind } from '@koersvast/contracts';
import { appearanceCount, excerptOf, isLanguage, roundName } from '@koersvast/core';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';
import { useUsualName } from '../../data/verdict-kinds.ts';
import { useFormat } from '../../lib/words.ts';
import { changedFields, type ToldField } from './changed-fields.ts';
import { deedOf } from './deed.ts';

/** How much of a quote or a reason a line shows. */
const longest = 160;

export interface HistoryWords {
  /** What was done, in one sentence without who and when. */
  readonly sentence: string;
  /** What was different, line by line. */
  readonly lines: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

/** Puts a change into words that a person reads. */
export function useHistoryWords(project: ProjectDetail): (entry: HistoryEntry) => HistoryWords {
  const { t, i18n } = useTranslation(['history', 'common']);
  const nameOfRound = (row: { readonly name: string; readonly number: number } | null) =>
    row === null ? '–' : roundName(row, isLanguage(i18n.language) ? i18n.language : 'en');
  const tagWords = useTagName();
  const format = useFormat();
  const usualName = useUsualName();
  const tagName = (id: unknown) => {
    const tag = project.tags.find((each) => each.id === id);
    return tag === undefined ? '–' : tagWords(tag);
  };
  const short = (text: string) => excerptOf(text, longest);

  const file = (name: unknown) => (name === 'text' ? 'text.txt' : `${String(name ?? '')}.csv`);
  /** What a reading is about, as the reader numbers it. */
  const place = (paragraph: number | null) =>
    paragraph === null ? t('place.unnumbered') : t('place.paragraph', { number: paragraph });

  const thing = ({ change, paragraph, set }: HistoryEntry): string => {
    if (set && change.noun === 'annotation') {
      return t('thing.set', {
        annotations: t('set.annotations', { count: set.annotations }),
        letters: t('set.letters', { count: set.documents }),
        tag: tagName((change.after ?? change.before)?.tagId),
      });
    }
    switch (change.noun) {
      case 'annotation': {
        const row = change.after ?? change.before;
        return t('thing.annotation', { quote: short(row?.quote ?? ''), tag: tagName(row?.tagId) });
      }
      case 'reading':
        return t('thing.reading', { place: place(paragraph) });
      case 'review': {
        const row = change.after ?? change.before;
        const reason = change.action === 'create' ? short(row?.reason ?? '') : '';
        const verdict = t(`verdict.${row?.verdict ?? 'accept'}`);
        return reason === '' ? t('thing.review', { verdict }) : t('thing.reviewWhy', { verdict, reason });
      }
      case 'reply':
        return t('thing.reply', { text: short((change.after ?? change.before)?.text ?? '') });
      case 'decision': {
        const row = change.after ?? change.before;
        const reason = change.action === 'create' ? short(row?.reason ?? '') : '';
        const decision = t(`decision.${row?.action ?? 'take'}`);
        return reason === ''
          ? t('thing.decision', { decision })
          : t('thing.decisionWhy', { decision, reason });
      }
      case 'tag':
        return t('thing.tag', { name: (change.after ?? change.before)?.name ?? '' });
      case 'document':
        return t('thing.document', { title: (change.after ?? change.before)?.title ?? '' });
      case 'assignment':
        return t('thing.assignment', {
          member: memberName(project, (change.after ?? change.before)?.memberId ?? ''),
        });
      case 'round':
        return t('thing.round', { name: nameOfRound(change.after ?? change.before) });
      case 'member':
        return t('thing.member', { member: memberName(project, (change.after ?? change.before)?.id ?? '') });
      case 'unblinding':
        return t('thing.unblinding', {
          name: project.rounds.find(({ id }) => id === change.after?.roundId)?.name ?? '–',
        });
      case 'export':
        return t('thing.export', { file: file(change.after?.file) });
      case 'layer':
        return t('thing.layer');
      case 'project':
        return t('thing.project');
    }
  };
  const value = (field: ToldField, given: unknown): string => {
    if (given === null || given === undefined || given === '') return '–';
    switch (field) {
      case 'tagId':
      case 'parentId':
      case 'mergedIntoId':
        return tagName(given);
      case 'verdictKinds':
        return kindNames(given as VerdictKind[]);
      case 'state':
        return t(`state.${given as 'todo'}`);
      case 'role':
        return t(`common:role.${given as 'owner'}`);
      case 'response':
        return t(`response.${given as 'adopted'}`);
      case 'certainty':
        return t(`common:certainty.${given as 1}`);
      case 'appearance':
        return t(Number(given) < appearanceCount ? 'value.appearance' : 'value.appearance.again', {
          place: (Number(given) % appearanceCount) + 1,
          of: appearanceCount,
        });
      case 'position':
        return String(Number(given) + 1);
    }
    if (/At$/.test(field) && typeof given === 'string') return format.moment(given);
    if (typeof given === 'boolean') return t(given ? 'value.yes' : 'value.no');
    if (typeof given === 'string' || typeof given === 'number') return String(given);
    return Array.isArray(given) ? t('value.list', { count: given.length }) : t('value.other');
  };
  const kindNames = (kinds: readonly VerdictKind[]): string =>
    kinds.length === 0
      ? t('value.usualKinds')
      : format.list(kinds.filter(({ retired }) => !retired).map(({ id, name }) => name || usualName(id)));

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
      field: t(`field.${field}`),
      before: value(field, before),
      after: value(field, after),
    })),
  });
}
