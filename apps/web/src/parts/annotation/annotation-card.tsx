import type { Tag } from '@koersvast/contracts';
import type { ShownAnnotation } from '@koersvast/core/pending';
import { TagDefinition } from '../tag/tag-definition.tsx';
import { Among } from './among.tsx';
import classes from './annotation-card.module.css';
import { AnnotationEditor, type AnnotationEditorProps } from './annotation-editor.tsx';

interface AnnotationCardProps extends AnnotationEditorProps {
  /** What lies under the same place, the shortest first; the annotation itself is among them. */
  readonly among: ReadonlyMap<string, ShownAnnotation>;
  readonly onTurn: (key: string) => void;
  /** Whose definition is shown, if it is. */
  readonly defined: Tag | undefined;
}

/** The card of an annotation: what else lies there, all about it, and what its tag means. */
export function AnnotationCard({ among, onTurn, defined, ...editor }: AnnotationCardProps) {
  const { project, annotationKey } = editor;
  return (
    <div className={classes.card}>
      <Among project={project} among={among} currentKey={annotationKey} onTurn={onTurn} />
      <AnnotationEditor key={annotationKey} {...editor} />
      {defined !== undefined && (
        <div className={classes.definition}>
          <TagDefinition tag={defined} projectId={project.project.id} />
        </div>
      )}
    </div>
  );
}
