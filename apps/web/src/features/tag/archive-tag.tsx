import type { Tag } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Impact } from './impact.tsx';

interface ArchiveTagProps {
  readonly projectId: string;
  readonly tag: Tag;
  readonly undo: Undo;
  readonly onClose: () => void;
}

/** Puts a tag away, once it is known what has it. */
export function ArchiveTag({ projectId, tag, undo, onClose }: ArchiveTagProps) {
  const { t } = useTranslation(['tag', 'common']);
  const nameOf = useTagName();
  const edit = useCommand(trpc.tag.edit.mutationOptions());
  const archive = async () => {
    const place = { projectId, tagId: tag.id, version: tag.version };
    const output = await edit.run({ ...place, change: { archived: true } });
    undo.sayUndoable(t('said.archived', { tag: nameOf(tag) }), output);
    onClose();
  };
  return (
    <DialogForm
      onSubmit={archive}
      submit={t('archive.submit', { tag: nameOf(tag) })}
      pending={edit.pending}
      error={edit.error}
      onClose={onClose}
    >
      <Impact projectId={projectId} tag={tag} />
      <p>{t('archived.lead')}</p>
    </DialogForm>
  );
}
