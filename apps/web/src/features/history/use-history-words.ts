import type { Change, HistoryEntry, ProjectDetail, VerdictKind } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../lib/project.ts';
import { useFormat } from '../../lib/words.ts';
import { type ChangedField, changedFields } from './changed-fields.ts';
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
  const { t } = useTranslation(['history', 'common']);
  const tagWords = useTagName();
  const format = useFormat();
  const tagName = (id: unknown) => {
    const tag = project.tags.find((each) => each.id === id);
    return tag === undefined ? '–' : tagWords(tag);
  };
  const short = (text: string) => excerptOf(text, longest);

  const thing = (change: Change): string => {
    switch (change.noun) {
      case 'annotation': {
        const row = change.after ?? change.before;
        return t('thing.annotation', { quote: short(row?.quote ?? ''), tag: tagName(row?.tagId) });
      }
      case 'reading':
        return t('thing.reading', { block: (change.after ?? change.before)?.block ?? 0 });
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
        return t('thing.round', { name: (change.after ?? change.before)?.name ?? '' });
      case 'member':
        return t('thing.member', { member: memberName(project, (change.after ?? change.before)?.id ?? '') });
      case 'unblinding':
        return t('thing.unblinding', {
          name: project.rounds.find(({ id }) => id === change.after?.roundId)?.name ?? '–',
        });
      case 'export':
        return t('thing.export', { file: `${change.after?.file ?? ''}.csv` });
      case 'layer':
        return t('thing.layer');
      case 'project':
        return t('thing.project');
    }
  };
  const value = (field: string, given: unknown): string => {
    if (given === null || given === undefined || given === '') return '–';
    if (/tagId$/i.test(field) || field === 'mergedIntoId' || field === 'parentId') return tagName(given);
    if (/memberId$|ById$/.test(field)) return memberName(project, String(given));
    if (/At$/.test(field) && typeof given === 'string') return format.moment(given);
    if (field === 'verdictKinds') return kindNames(given as VerdictKind[]);
    if (typeof given === 'boolean') return t(given ? 'value.yes' : 'value.no');
    if (field === 'state' && typeof given === 'string') return stateWords(given);
    if (field === 'role') return t(`common:role.${given as 'owner'}`);
    if (typeof given === 'string' || typeof given === 'number') return String(given);
    return Array.isArray(given) ? t('value.list', { count: given.length }) : t('value.other');
  };
  const kindNames = (kinds: readonly VerdictKind[]): string =>
    kinds.length === 0
      ? t('value.usualKinds')
      : format.list(kinds.filter(({ retired }) => !retired).map(({ name }) => name));
  const stateWords = (state: string): string => {
    const known = (['todo', 'in_progress', 'done', 'recheck', 'running', 'revealed'] as const).find(
      (each) => each === state,
    );
    return known === undefined ? state : t(`state.${known}`);
  };
  const fieldName = ({ field }: ChangedField): string => {
    const known = knownFields.find((each) => each === field);
    return known === undefined ? field : t(`field.${known}`);
  };

  /** What the sentence of a deed names, whatever it was done to. */
  const named = (change: Change) => {
    const row = (change.after ?? change.before ?? {}) as Readonly<Record<string, unknown>>;
    const memberId = change.noun === 'member' ? row.id : row.memberId;
    return {
      thing: thing(change),
      member: memberName(project, String(memberId ?? '')),
      quote: short(String(row.quote ?? '')),
      tag: tagName(row.tagId),
      block: Number(row.block ?? 0),
      into: tagName(row.mergedIntoId),
      name: project.rounds.find(({ id }) => id === row.roundId)?.name ?? '–',
      file: `${String(row.file ?? '')}.csv`,
    };
  };
  const sentenceOf = ({ change, kind }: HistoryEntry): string => {
    const deed = deedOf({ change, kind });
    return deed === null
      ? t(`did.${change.action}`, { thing: thing(change) })
      : t(`deed.${deed}`, named(change));
  };

  return (entry) => {
    const { change } = entry;
    const fields = changedFields(change);
    return {
      sentence: sentenceOf(entry),
      lines: fields.map((each) => ({
        field: fieldName(each),
        before: value(each.field, each.before),
        after: value(each.field, each.after),
      })),
    };
  };
}

const knownFields = [
  'tagId',
  'start',
  'end',
  'quote',
  'memo',
  'certainty',
  'deletedAt',
  'archivedAt',
  'removedAt',
  'supersededAt',
  'withdrawnAt',
  'revealedAt',
  'finishedAt',
  'response',
  'name',
  'names',
  'key',
  'appearance',
  'parentId',
  'definition',
  'whenToUse',
  'whenNot',
  'examples',
  'counterExamples',
  'position',
  'meaningVersion',
  'mergedIntoId',
  'title',
  'date',
  'author',
  'addressee',
  'dossier',
  'documentNumber',
  'sourceUrl',
  'language',
  'licence',
  'fields',
  'state',
  'role',
  'documentIds',
  'text',
  'mentions',
  'independent',
  'verdictKinds',
] as const;
