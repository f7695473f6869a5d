import type { DocumentText, ListedDocument, ProjectDetail } from '@koersvast/contracts';
import type { TextView } from '@koersvast/highlighter';
import { useEffect, useState } from 'react';
import { tagLooks } from '../tag/tag-looks.ts';
import classes from './letter.module.css';
import { useTextView } from './use-text-view.ts';

/** A span with its tag, and what is said of it. */
export interface Mark {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly tagId: string;
  readonly label: string;
}

interface MarkedLetterProps {
  readonly project: Pick<ProjectDetail, 'tags'>;
  readonly row: Pick<ListedDocument, 'title' | 'language'>;
  readonly text: DocumentText;
  readonly marks: readonly Mark[];
}

/** A letter with what stands in it, to be read only. */
export function MarkedLetter({ project: { tags }, row, text, marks }: MarkedLetterProps) {
  const [view, setView] = useState<TextView | null>(null);
  const host = useTextView({
    row,
    text,
    onMade: (made) => {
      setView(made);
      return () => setView(null);
    },
  });
  useEffect(() => view?.setPaint(tagLooks(tags)), [view, tags]);
  useEffect(() => {
    view?.setAnnotations(
      marks.map(({ tagId, ...mark }) => {
        const place = tags.findIndex(({ id }) => id === tagId);
        return { ...mark, paint: Math.max(0, place), fixed: true };
      }),
    );
  }, [view, marks, tags]);
  return <div className={classes.letter} ref={host} />;
}
