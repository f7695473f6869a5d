import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import classes from '../../ui/state.module.css';

/** Of how many documents others' work is left out, because one codes them blind somewhere. Nothing where of none. */
export function BlindLetters({ project }: { readonly project: ProjectDetail }) {
  const { t } = useTranslation();
  const count = project.blindDocumentIds.length;
  return count > 0 && <p className={classes.note}>{t('blindLetters', { count })}</p>;
}
