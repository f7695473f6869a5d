import type { Tag, tagUsage } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core/text';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { memberName, useProject, useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './usage.module.css';

interface UsageProps {
  readonly tag: Tag;
  readonly projectId: string;
  readonly query: UseQueryResult<z.infer<typeof tagUsage>, unknown>;
}

/** How much a tag is used; a click shows the passages behind the number. */
export function Usage({ tag, projectId, query }: UsageProps) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const [open, setOpen] = useState(false);
  if (query.data === undefined) return null;
  const usage = query.data.find((each) => each.tagId === tag.id);
  if (usage === undefined) return t('usage.none');
  const name = nameOf(tag);
  return (
    <>
      <button
        type="button"
        className={classes.usage}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        title={t('usage.show', { tag: name })}
      >
        {[
          t('usage', { count: usage.annotations }),
          t('usage.in', { count: usage.documents }),
          t('usage.by', { count: usage.coders }),
        ].join(' ')}
      </button>
      <Dialog
        title={t('passages.title', { tag: name })}
        opened={open}
        onClose={() => setOpen(false)}
        size={640}
      >
        <Passages tagId={tag.id} projectId={projectId} total={usage.annotations} />
      </Dialog>
    </>
  );
}

interface PassagesProps {
  readonly tagId: string;
  readonly projectId: string;
  readonly total: number;
}

function Passages({ tagId, projectId, total }: PassagesProps) {
  const { t } = useTranslation('tag');
  const project = useProject(projectId).data;
  const passages = useQuery(trpc.tag.passages.queryOptions({ projectId, tagId }));
  return (
    <Loaded query={passages}>
      {(list) => (
        <>
          <ul className={classes.passages}>
            {list.map(({ annotationId, documentId, documentTitle, quote, memberId }) => (
              <li key={annotationId}>
                <Link
                  to="/p/$projectId/documents/$documentId"
                  params={{ projectId, documentId }}
                  search={{ annotation: annotationId }}
                  className={classes.quote}
                >
                  {excerptOf(quote, 400)}
                </Link>
                <span className={classes.place}>
                  {documentTitle}
                  {memberId !== null && project !== undefined && ` · ${memberName(project, memberId)}`}
                </span>
              </li>
            ))}
          </ul>
          {list.length < total && (
            <p className={classes.place}>{t('passages.more', { count: list.length })}</p>
          )}
        </>
      )}
    </Loaded>
  );
}
