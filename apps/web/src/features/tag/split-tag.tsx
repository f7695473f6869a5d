import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { memberName, useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './split-tag.module.css';
import { contentOf, emptyTag } from './tag-fields.ts';

interface SplitTagProps {
  readonly detail: ProjectDetail;
  readonly tag: Tag;
  readonly undo: Undo;
  readonly onClose: () => void;
}

/** Makes a new tag of some of the passages of another. */
export function SplitTag({ detail, tag, undo, onClose }: SplitTagProps) {
  const { t } = useTranslation(['tag', 'common']);
  const nameOf = useTagName();
  const projectId = detail.project.id;
  const passages = useQuery(trpc.tag.passages.queryOptions({ projectId, tagId: tag.id }, { staleTime: 0 }));
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const split = useCommand(trpc.tag.split.mutationOptions());
  const madeId = useMadeId();
  const keyOf = (each: { layerId: string; annotationId: string }) => `${each.layerId} ${each.annotationId}`;
  const picked = (passages.data ?? []).filter((each) => chosen.has(keyOf(each)));
  const ready = name.trim() !== '' && picked.length > 0;

  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  const submit = async () => {
    if (!ready) return;
    const { parentId, ...content } = contentOf({ ...emptyTag, name });
    const made = { ...content, parentId: tag.parentId ?? parentId };
    const annotations = picked.map(({ layerId, annotationId }) => ({ layerId, annotationId }));
    const output = await split.run({
      projectId,
      tagId: tag.id,
      version: tag.version,
      tag: { ...made, id: madeId.of({ made, annotations }) },
      annotations,
    });
    madeId.made();
    undo.sayUndoable(t('said.split', { tag: name.trim(), count: output.annotations }), {
      opId: output.opId,
      changes: [],
    });
    onClose();
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={picked.length === 0 ? t('split') : t('split.submit', { count: picked.length })}
      pending={split.pending}
      disabled={!ready}
      error={split.error}
      onClose={onClose}
    >
      <p>{t('split.lead', { tag: nameOf(tag) })}</p>
      <TextInput
        label={t('split.name')}
        value={name}
        maxLength={80}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <fieldset className={classes.passages}>
        <legend>{t('split.passages')}</legend>
        <Loaded query={passages}>
          {(list) =>
            list.length === 0 ? (
              <p className={classes.none}>{t('usage.none')}</p>
            ) : (
              list.map((each) => (
                <label key={keyOf(each)} className={classes.passage}>
                  <input
                    type="checkbox"
                    checked={chosen.has(keyOf(each))}
                    onChange={() => toggle(keyOf(each))}
                  />
                  <span>
                    <span className={classes.quote}>{each.quote}</span>
                    <span className={classes.place}>
                      {each.documentTitle}
                      {each.memberId !== null && ` · ${memberName(detail, each.memberId)}`}
                    </span>
                  </span>
                </label>
              ))
            )
          }
        </Loaded>
      </fieldset>
    </DialogForm>
  );
}
