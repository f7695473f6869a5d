import type { ListedDocument, ProjectDetail } from '@koersvast/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import classes from './original/original-button.module.css';

interface ReaderMenuProps {
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
}

/** What is seldom done with a letter; nothing for who may do none of it. */
export function ReaderMenu({ project, row }: ReaderMenuProps) {
  const { t } = useTranslation('reader');
  const go = useNavigate();
  const may = mayHere(project, 'document.readAgain') && isWorkedIn(project);
  if (!may || row.replacedById !== null || row.removedAt !== null) return null;
  const params = { projectId: project.project.id, documentId: row.id };
  return (
    <ActionMenu
      className={classes.menu}
      label={t('bar.menu')}
      actions={[
        {
          words: t('bar.readAgain'),
          act: () => void go({ to: '/p/$projectId/documents/$documentId/again', params }),
        },
      ]}
    />
  );
}
