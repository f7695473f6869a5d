import type { ProjectDetail } from '@koersvast/contracts';
import { ownColumn, ownFieldOf } from '@koersvast/core/document-rule';
import { documentDetails } from '@koersvast/core/file';
import { useTranslation } from 'react-i18next';

/** By what tags can be shown: details of documents, fields of the project's own, rounds. */
export function fieldChoices(detail: ProjectDetail): readonly string[] {
  return [
    ...documentDetails.filter((name) => name !== 'title' && name !== 'sourceUrl'),
    ...detail.project.documentFields.map(({ name }) => ownColumn(name)),
    'round',
  ];
}

export function useFieldName(): (by: string) => string {
  const { t } = useTranslation(['count', 'document']);
  return (by) => {
    if (by === 'round') return t('field.round');
    const detail = documentDetails.find((name) => name === by);
    return detail === undefined ? (ownFieldOf(by) ?? by) : t(`document:field.${detail}`);
  };
}
