import type { ProjectDetail } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../ui/copy-field.tsx';
import { Section } from '../../ui/page.tsx';
import { files, pathOf } from './file-path.ts';
import classes from './files-section.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';

/** The figures and what they were reckoned from as files, scripts that reckon them again, and where programs get them. */
export function FilesSection({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('agreement');
  const { projectId, selection } = useAgreementAddress();
  const of = { projectId, selection, rounds: detail.rounds };
  const forPrograms = new URL(pathOf(of, 'agreement.csv', 'TOKEN'), window.location.origin).href;
  return (
    <div data-screen="only">
      <Section title={t('files')} lead={t('files.lead')}>
        <ul className={classes.files}>
          {files.map((file) => (
            <li key={file}>
              <a className={classes.name} href={pathOf(of, file)} download>
                {file}
              </a>
              <span className={classes.what}>{t(`files.${file}`)}</span>
            </li>
          ))}
        </ul>
        <p className={classes.note}>{t('files.charts')}</p>
        <Section title={t('files.programs')} lead={t('files.programs.lead')} level={3}>
          <CopyField label={t('files.address')} value={forPrograms} />
          <p className={classes.note}>
            <Link to="/account">{t('files.token')}</Link>. {t('files.secret')}
          </p>
        </Section>
      </Section>
    </div>
  );
}
