import {
  type AnnotationEdit,
  type AnnotationNotes,
  type AnnotationRow,
  type NoteName,
  noteNames,
} from '@koersvast/core/annotation';
import type { TFunction } from 'i18next';
import { type ComponentType, Fragment, type ReactNode } from 'react';
import classes from './annotation-editor.module.css';
import { CertaintyDots, CertaintyField } from './certainty.tsx';
import { MemoField } from './memo-field.tsx';

interface NoteFieldProps {
  readonly annotationKey: string;
  readonly row: AnnotationRow;
  readonly editable: boolean;
  readonly personId: string;
  readonly focused: boolean;
  /** False where there is nothing any more to save it in. */
  readonly edit: (edit: AnnotationEdit, base?: { readonly memo: string | null }) => boolean;
  readonly onDone: () => void;
}

/** How one thing that may be said of an annotation is shown. */
interface NoteView<Value> {
  /** In the editor, to be read or changed. */
  readonly Field: ComponentType<NoteFieldProps>;
  /** Beside the tag, in a list; null for what has a line of its own there. */
  mark(value: Value): ReactNode;
  words(t: TFunction<['note']>, value: Value): string;
}

function Memo({ annotationKey, row, editable, personId, focused, edit, onDone }: NoteFieldProps) {
  if (editable)
    return (
      <MemoField
        annotationKey={annotationKey}
        personId={personId}
        saved={row.memo}
        onSave={(memo, base) => edit({ memo }, { memo: base })}
        focused={focused}
        onDone={onDone}
      />
    );
  if (row.memo === null) return null;
  return (
    <p className={classes.memoText} dir="auto">
      {row.memo}
    </p>
  );
}

function Certainty({ annotationKey, row, editable, edit }: NoteFieldProps) {
  if (!editable && row.certainty === null) return null;
  return (
    <CertaintyField
      name={`certainty-${annotationKey}`}
      value={row.certainty}
      editable={editable}
      onChange={(certainty) => edit({ certainty })}
    />
  );
}

/** All that may be said of an annotation beside its tag, in the order in which the editor has it. */
const noteViews: { readonly [Name in NoteName]: NoteView<NonNullable<AnnotationNotes[Name]>> } = {
  memo: { Field: Memo, mark: () => null, words: (_, memo) => memo },
  certainty: {
    Field: Certainty,
    mark: (certainty) => <CertaintyDots value={certainty} />,
    words: (t, certainty) => t(`certainty.${certainty as 1}`),
  },
};

export function NoteFields({ focus, ...props }: Omit<NoteFieldProps, 'focused'> & { focus: string | null }) {
  return noteNames.map((name) => {
    const { Field } = noteViews[name];
    return <Field key={name} {...props} focused={focus === name} />;
  });
}

export function NoteMarks({ row }: { readonly row: AnnotationRow }) {
  return noteNames.map((name) => {
    const view: NoteView<never> = noteViews[name];
    return row[name] !== null && <Fragment key={name}>{view.mark(row[name] as never)}</Fragment>;
  });
}

/** What was said, in words; a dash where nothing was. */
export function noteWords(t: TFunction<['note']>, name: NoteName, value: unknown): string {
  const view: NoteView<never> = noteViews[name];
  return value === null || value === undefined ? '–' : view.words(t, value as never);
}
