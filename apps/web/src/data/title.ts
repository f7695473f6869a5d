import { isVisibleName } from '@koersvast/core/person';
import { useTranslation } from 'react-i18next';

/** The title of a document; one that was stored with nothing to see in it can be seen, and clicked, all the same. */
export function useTitle(): (document: { readonly title: string }) => string {
  const { t } = useTranslation();
  return ({ title }) => (isVisibleName(title) ? title : t('untitled'));
}
