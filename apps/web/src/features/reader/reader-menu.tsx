import type { ListedDocument, ProjectDetail } from '@koersvast/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { doCommand, useActiveCommands } from '../../data/keyboard.ts';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { say } from '../../lib/said.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import classes from './original/original-button.module.css';

interface ReaderMenuProps {
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
}

/** What is seldom done with a letter. */
export function ReaderMenu({ project, row }: ReaderMenuProps) {
  const { t } = useTranslation(['reader', 'common']);
  const go = useNavigate();
  // Where a round keeps searching from one there are none.
  const marks = useActiveCommands().includes('marks.open');
  const again =
    mayHere(project, 'document.readAgain') &&
    isWorkedIn(project) &&
    row.replacedById === null &&
    row.removedAt === null;
  const params = { projectId: project.project.id, documentId: row.id };
  return (
    <ActionMenu
      className={classes.menu}
      label={t('bar.menu')}
      actions={[
        {
          words: t('common:palette.marks'),
          act: () => (marks ? doCommand('marks.open') : say(t('bar.noMarks'))),
        },
        ...(again
          ? [
              {
                words: t('bar.readAgain'),
                act: () => void go({ to: '/p/$projectId/documents/$documentId/again', params }),
              },
            ]
          : []),
      ]}
    />
  );
}
