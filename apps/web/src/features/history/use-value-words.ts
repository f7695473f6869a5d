import type { DocumentField, VerdictKind } from '@koersvast/contracts';
import { isNote } from '@koersvast/core/annotation';
import { appearanceCount } from '@koersvast/core/codebook';
import { useTranslation } from 'react-i18next';
import { useUsualName } from '../../data/verdict-kinds.ts';
import { useFormat } from '../../lib/format.ts';
import { noteWords } from '../../parts/annotation/notes.tsx';
import type { ToldField } from './changed-fields.ts';

/** The value of a field, in words; `tagName` names tags by their ids. */
export function useValueWords(
  tagName: (id: unknown) => string,
): (field: ToldField, given: unknown) => string {
  const { t } = useTranslation(['history', 'common']);
  const { t: noteT } = useTranslation(['note']);
  const format = useFormat();
  const usualName = useUsualName();
  const value = (field: ToldField, given: unknown): string => {
    if (given === null || given === undefined || given === '') return '–';
    if (isNote(field)) return noteWords(noteT, field, given);
    switch (field) {
      case 'tagId':
      case 'parentId':
      case 'mergedIntoId':
        return tagName(given);
      case 'verdictKinds':
        return kindNames(given as VerdictKind[]);
      case 'documentFields':
        return ownFields(given as DocumentField[]);
      case 'state':
        return t(`state.${given as 'todo'}`);
      case 'stage':
        return t(`stage.${given as 'pilot'}`);
      case 'role':
        return t(`common:role.${given as 'owner'}`);
      case 'response':
        return t(`response.${given as 'adopted'}`);
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
  const ownFields = (fields: readonly DocumentField[]): string =>
    fields.length === 0
      ? '–'
      : format.list(
          fields.map(({ name, kind, values }) => {
            const words = t(`common:fieldKind.${kind}`);
            return `${name} (${kind === 'choice' ? `${words}: ${values.join(' / ')}` : words})`;
          }),
        );

  return value;
}
