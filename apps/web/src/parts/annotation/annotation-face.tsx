import type { ProjectDetail } from '@koersvast/contracts';
import type { ShownAnnotation } from '@koersvast/core/pending';
import { useTagName } from '../../data/project.ts';
import { Later } from '../../ui/later.tsx';
import { CoderSwatch } from '../person/coder-swatch.tsx';
import { reviewMark } from '../review/review-parts.ts';
import { TagCaption } from '../tag/tag-mark.tsx';
import { TagName } from '../tag/tag-name.tsx';
import classes from './annotation-face.module.css';
import { NoteMarks } from './notes.tsx';

interface AnnotationFaceProps {
  readonly project: ProjectDetail;
  readonly shown: Pick<ShownAnnotation, 'row' | 'pending'>;
  /** Whether the coder has their colour, rather than the tag. */
  readonly byCoder: boolean;
}

/**
 * What an annotation shows in a list: its tag, how sure its coder was, what was said of it, and its words, each on one
 * line. What stands around it has the tag's style.
 */
export function AnnotationFace({ project, shown: { row, pending }, byCoder }: AnnotationFaceProps) {
  const nameOf = useTagName();
  const tag = project.tags.find(({ id }) => id === row.tagId);
  const place = project.members.findIndex(({ id }) => id === row.createdById);
  const coder = project.members[place];
  return (
    <>
      <span className={classes.head}>
        <span className={classes.name} data-pending={pending}>
          <TagName name={tag === undefined ? '–' : nameOf(tag)} cut />
        </span>
        {tag !== undefined && <TagCaption tag={tag} />}
        <NoteMarks row={row} />
        {row.layerId !== '' && <Later part={reviewMark} wanted={false} give={{ project, row }} />}
        <span className={classes.coder} title={coder?.name}>
          {byCoder && coder !== undefined ? (
            <CoderSwatch place={place} initials={coder.initials} />
          ) : (
            coder?.initials
          )}
        </span>
      </span>
      <q dir="auto" className={classes.quote} lang="">
        {row.quote.slice(0, 200)}
      </q>
      {row.memo !== null && (
        <span className={classes.memo} dir="auto">
          {row.memo.slice(0, 200)}
        </span>
      )}
    </>
  );
}
