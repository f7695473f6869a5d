import type { ProjectDetail, RecodeOutput, Tag } from '@koersvast/contracts';
import { withDescendants } from '@koersvast/core/codebook';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { livingTags, useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Impact } from './impact.tsx';
import { Recoded } from './recoded.tsx';

interface MergeTagProps {
  readonly detail: ProjectDetail;
  readonly tag: Tag;
  readonly undo: Undo;
  readonly onClose: () => void;
}

/** Lets one tag go up into another, once it is known what that touches. */
export function MergeTag({ detail, tag, undo, onClose }: MergeTagProps) {
  const { t } = useTranslation(['tag', 'common']);
  const nameOf = useTagName();
  const projectId = detail.project.id;
  const below = withDescendants(detail.tags, tag.id);
  const others = livingTags(detail).filter((each) => !below.has(each.id));
  const [intoId, setIntoId] = useState('');
  const [report, setReport] = useState<RecodeOutput | null>(null);
  const into = others.find((each) => each.id === intoId) ?? null;
  const merge = useCommand(trpc.tag.merge.mutationOptions());
  if (report !== null) return <Recoded detail={detail} report={report} onClose={onClose} />;

  const submit = async () => {
    if (into === null) return;
    const output = await merge.run({ projectId, tagId: tag.id, version: tag.version, intoId: into.id });
    undo.sayUndoable(t('said.merged', { tag: nameOf(tag), into: nameOf(into) }), {
      opId: output.opId,
      changes: [],
    });
    if (output.doubles.length > 0) setReport(output);
    else onClose();
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={into === null ? t('merge') : t('merge.submit', { into: nameOf(into) })}
      pending={merge.pending}
      disabled={into === null}
      error={merge.error}
      onClose={onClose}
    >
      <p>{t('merge.lead', { tag: nameOf(tag) })}</p>
      <NativeSelect
        label={t('merge.into')}
        value={intoId}
        onChange={(event) => setIntoId(event.currentTarget.value)}
        data-autofocus
      >
        <option value="">{t('merge.choose')}</option>
        {others.map((each) => (
          <option key={each.id} value={each.id}>
            {nameOf(each)}
          </option>
        ))}
      </NativeSelect>
      <Impact projectId={projectId} tag={tag} into={into} />
    </DialogForm>
  );
}
