import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import type { Undo } from '../../data/undo.ts';
import { Dialog } from '../../ui/dialog.tsx';

const MergeTag = lazy(async () => ({ default: (await import('./merge-tag.tsx')).MergeTag }));
const SplitTag = lazy(async () => ({ default: (await import('./split-tag.tsx')).SplitTag }));
const ArchiveTag = lazy(async () => ({ default: (await import('./archive-tag.tsx')).ArchiveTag }));

/** What is done to a tag in a dialogue that first says what it touches. */
export interface Recoding {
  readonly kind: 'merge' | 'split' | 'archive';
  readonly tag: Tag;
}

interface RecodingDialogProps {
  readonly detail: ProjectDetail;
  readonly recoding: Recoding | null;
  readonly undo: Undo;
  readonly onClose: () => void;
}

export function RecodingDialog({ detail, recoding, undo, onClose }: RecodingDialogProps) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const projectId = detail.project.id;
  return (
    <Dialog
      title={recoding === null ? '' : t(`${recoding.kind}.title`, { tag: nameOf(recoding.tag) })}
      opened={recoding !== null}
      onClose={onClose}
      size={recoding?.kind === 'split' ? 640 : 480}
    >
      {recoding?.kind === 'merge' && (
        <MergeTag detail={detail} tag={recoding.tag} undo={undo} onClose={onClose} />
      )}
      {recoding?.kind === 'split' && (
        <SplitTag detail={detail} tag={recoding.tag} undo={undo} onClose={onClose} />
      )}
      {recoding?.kind === 'archive' && (
        <ArchiveTag projectId={projectId} tag={recoding.tag} undo={undo} onClose={onClose} />
      )}
    </Dialog>
  );
}
