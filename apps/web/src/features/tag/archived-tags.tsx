import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Row, RowAction, Rows } from '../../ui/rows.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import classes from './codebook.module.css';

interface ArchivedTagsProps {
  readonly detail: ProjectDetail;
  readonly canEdit: boolean;
  readonly undo: Undo;
}

/** Tags that are no longer given, each with the way back. Nothing to see when there are none. */
export function ArchivedTags({ detail, canEdit, undo }: ArchivedTagsProps) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const edit = useCommand(trpc.tag.edit.mutationOptions());
  const archived = detail.tags.filter((tag) => tag.archivedAt !== null);
  const focus = useRowFocus(archived.map(({ id }) => id));
  const restore = async (tag: Tag, pressed: HTMLElement) => {
    focus.leaves(pressed);
    const place = { projectId: detail.project.id, tagId: tag.id, version: tag.version };
    const output = await edit.run({ ...place, change: { archived: false } });
    undo.sayUndoable(t('said.restored', { tag: nameOf(tag) }), output);
  };
  return (
    <div ref={focus.place} tabIndex={-1}>
      {archived.length > 0 && (
        <details className={classes.archived}>
          <summary>
            {t('archived')} · {archived.length}
          </summary>
          <p>{t('archived.lead')}</p>
          <Fault error={edit.error} again={edit.again} />
          <Rows label={t('archived')}>
            {archived.map((tag) => (
              <Row key={tag.id} title={<TagMark tag={tag} name={nameOf(tag)} />} detail={tag.definition}>
                {canEdit && (
                  <RowAction
                    label={t('restoreLabel', { tag: nameOf(tag) })}
                    onPress={(pressed) => restore(tag, pressed)}
                  >
                    {t('restore')}
                  </RowAction>
                )}
              </Row>
            ))}
          </Rows>
        </details>
      )}
    </div>
  );
}
