import { type ProjectDetail, tell } from '@koersvast/contracts';
import { type ProjectFact, projectFacts } from '@koersvast/core/fact';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { ToldForm } from './told-form.tsx';

interface ProjectToldProps {
  readonly project: ProjectDetail['project'];
  readonly undo: Undo;
  readonly focus?: ProjectFact | undefined;
  readonly onClose?: () => void;
  readonly onSaved?: () => void;
}

/** What a study is about, and where its codebook came from. */
export function ProjectTold({ project, undo, focus, onClose, onSaved }: ProjectToldProps) {
  const { t } = useTranslation('fact');
  const edit = useCommand(trpc.project.edit.mutationOptions());
  const place = { projectId: project.id, version: project.version };
  return (
    <ToldForm
      label={t('form')}
      names={projectFacts}
      told={project}
      schema={tell.project}
      send={({ change, base }) => edit.run({ ...place, change, base })}
      sent={(output) => undo.sayUndoable(t('said.project'), output)}
      pending={edit.pending}
      error={edit.error}
      disabled={project.archivedAt !== null}
      focus={focus}
      onSaved={onSaved}
      {...(onClose && { onClose })}
    />
  );
}
