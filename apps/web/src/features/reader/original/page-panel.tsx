import type { ListedDocument, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../../data/trpc.ts';
import { at } from '../../../lib/base.ts';
import { originalPages } from '../../../parts/page/later-pages.ts';
import { tagLooks } from '../../../parts/tag/tag-looks.ts';
import { CloseMark } from '../../../ui/close-mark.tsx';
import { Later } from '../../../ui/later.tsx';
import { Loaded, Skeleton } from '../../../ui/loaded.tsx';
import type { ListedAnnotation } from '../annotation-list.ts';
import classes from './page-panel.module.css';
import type { Original } from './use-original.ts';

interface PagePanelProps {
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
  readonly list: readonly ListedAnnotation[];
  readonly original: Original;
  /** The letter. */
  readonly text: string;
  /** Beside the letter; otherwise over the foot of the page. */
  readonly wide: boolean;
}

/** Where the original of a document can be had, and, `shown`, where its pages are read from. */
export function originalAddress(projectId: string, documentId: string, shown = false): string {
  return at(`/api/projects/${projectId}/documents/${documentId}/original${shown ? '?shown=1' : ''}`);
}

/** The pages of the original, with what is coded and the place that one is at. */
export function PagePanel({ project, row, list, original, wide, text }: PagePanelProps) {
  const { t } = useTranslation('reader');
  const { t: common } = useTranslation();
  const projectId = project.project.id;
  const element = useRef<HTMLElement>(null);
  const lines = useQuery(
    trpc.document.pages.queryOptions(
      { projectId, documentId: row.id },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const { tags } = project;
  const marks = useMemo(() => {
    const looks = tagLooks(tags);
    const places = new Map(tags.map(({ id }, at) => [id, at]));
    return list.map(({ shown: { row: each } }) => ({
      start: each.start,
      end: each.end,
      colour: looks[places.get(each.tagId) ?? 0]?.colour ?? 0,
    }));
  }, [list, tags]);
  useEffect(() => {
    if (!wide) element.current?.focus();
  }, [wide]);
  const download = originalAddress(projectId, row.id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== 'Escape') return;
    event.preventDefault();
    original.close();
  };
  return (
    <section
      className={wide ? classes.beside : classes.sheet}
      ref={element}
      tabIndex={-1}
      aria-label={t('original.title')}
      onKeyDown={onKeyDown}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{t('original.title')}</h2>
        <a className={classes.download} href={download} download>
          {t('original.download')}
        </a>
        <CloseMark label={common('action.close')} onClick={original.close} />
      </div>
      <div className={classes.pages}>
        <Loaded query={lines}>
          {(read) => (
            <Later
              part={originalPages}
              wanted
              meanwhile={<Skeleton />}
              give={{
                source: originalAddress(projectId, row.id, true),
                title: row.title,
                lines: read.lines,
                text,
                place: original.place,
                words: original.words,
                marks,
                onPick: original.pick,
                download,
              }}
            />
          )}
        </Loaded>
      </div>
    </section>
  );
}
