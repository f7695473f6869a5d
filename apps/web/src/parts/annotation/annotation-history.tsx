import type { Change, ProjectDetail } from '@koersvast/contracts';
import { type AnnotationRow, type NoteName, noteNames } from '@koersvast/core/annotation';
import { excerptOf } from '@koersvast/core/text';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keyOfChange } from '../../data/changes.ts';
import { memberName, useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './annotation-editor.module.css';
import { noteWords } from './notes.tsx';

type AnnotationChange = Extract<Change, { noun: 'annotation' }>;

/** What one change did, in the order in which a reader wants to know it. */
function fieldsChanged({ before, after }: AnnotationChange): ('tag' | 'span' | NoteName)[] {
  if (before === null || after === null) return [];
  const fields: ('tag' | 'span' | NoteName)[] = [];
  if (before.tagId !== after.tagId) fields.push('tag');
  if (before.start !== after.start || before.end !== after.end) fields.push('span');
  return [...fields, ...noteNames.filter((name) => before[name] !== after[name])];
}

interface AnnotationHistoryProps {
  readonly project: ProjectDetail;
  readonly row: AnnotationRow;
}

/** Everything that was done to an annotation, the last first. */
export function AnnotationHistory({ project, row }: AnnotationHistoryProps) {
  const { t } = useTranslation(['reader', 'note']);
  const { t: noteT } = useTranslation(['note']);
  const nameOf = useTagName();
  const format = useFormat();
  const query = useQuery(
    trpc.operation.history.queryOptions(
      { projectId: project.project.id, noun: 'annotation', layerId: row.layerId, entityId: row.id },
      { enabled: row.layerId !== '', staleTime: 0 },
    ),
  );
  const tagName = (tagId: string) => {
    const tag = project.tags.find((each) => each.id === tagId);
    return tag === undefined ? '–' : nameOf(tag);
  };
  const wordsOf = (change: AnnotationChange): string => {
    const fields = fieldsChanged(change).map((field) => {
      const { after } = change;
      if (field === 'tag') return t('history.tag', { tag: tagName(after?.tagId ?? '') });
      if (field === 'span') return t('history.span', { quote: excerptOf(after?.quote ?? '', 400) });
      const value = after?.[field] ?? null;
      if (value === null) return t(`note:${field}.gone`);
      return t(`note:${field}.changed`, { value: noteWords(noteT, field, value) });
    });
    const did = t(`history.${change.action}`);
    return fields.length === 0 || change.action === 'create' ? did : [did, fields.join(', ')].join(': ');
  };
  if (row.layerId === '') return <p className={classes.quiet}>{t('history.notSaved')}</p>;
  return (
    <Loaded query={query}>
      {(changes) => (
        <ol className={classes.history} aria-label={t('card.history')}>
          {changes
            .filter((change) => change.noun === 'annotation')
            .reverse()
            .map((change) => (
              <li key={keyOfChange(change)}>
                <span>{wordsOf(change)}</span>
                <span className={classes.quiet}>
                  {memberName(project, change.memberId)}, {format.moment(change.at)}
                </span>
              </li>
            ))}
        </ol>
      )}
    </Loaded>
  );
}
