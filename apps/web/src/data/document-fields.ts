import type { ListedDocument, ProjectDetail } from '@koersvast/contracts';
import { allFields, type DocumentField, type FieldWords } from '@koersvast/core/document-field';
import { isLanguage, type Language } from '@koersvast/core/language';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format.ts';

/** The fields of a project's own: those that it defines, and those that documents have beside. */
export function fieldsOfProject(
  { project }: { readonly project: Pick<ProjectDetail['project'], 'documentFields'> },
  rows: Iterable<Pick<ListedDocument, 'fields'>>,
): readonly DocumentField[] {
  const found = new Set<string>();
  for (const { fields } of rows) for (const name of Object.keys(fields)) found.add(name);
  return allFields(project.documentFields, found);
}

const marks = {
  nl: { decimal: ',', group: '.' },
  en: { decimal: '.', group: ',' },
} as const satisfies Record<Language, Pick<FieldWords, 'decimal' | 'group'>>;

/** How values of fields are shown and typed in the language of the page. */
export function useFieldWords(): FieldWords & { readonly notation: Language } {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const notation = isLanguage(i18n.language) ? i18n.language : 'en';
    return {
      ...marks[notation],
      notation,
      yes: t('fieldKind.yes'),
      no: t('fieldKind.no'),
      date: format.partialDate,
    };
  }, [t, i18n.language, format]);
}
