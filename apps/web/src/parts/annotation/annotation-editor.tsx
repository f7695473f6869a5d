import type { ProjectDetail, Tag } from '@koersvast/contracts';
import type { AnnotationEdit } from '@koersvast/core/annotation';
import { needsRecheck } from '@koersvast/core/codebook';
import type { ShownAnnotation } from '@koersvast/core/pending';
import type { RawSpan } from '@koersvast/core/text';
import { Button } from '@mantine/core';
import { type Ref, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { livingTags, memberName, useTagName } from '../../data/project.ts';
import { Later } from '../../ui/later.tsx';
import { reviewCard } from '../review/review-parts.ts';
import { TagMark } from '../tag/tag-mark.tsx';
import { TagPicker } from '../tag/tag-picker.tsx';
import classes from './annotation-editor.module.css';
import { AnnotationHistory } from './annotation-history.tsx';
import { NoteFields } from './notes.tsx';
import { originLine } from './origin.ts';
import quiet from './quiet-button.module.css';

/** What can be done to an annotation of one's own. */
export interface AnnotationActions {
  /** False where there is no such annotation of one's own any more. `base` is the memo that one had before them. */
  edit(key: string, edit: AnnotationEdit, base?: { readonly memo: string | null }): boolean;
  remove(key: string): void;
}

/** What in the card takes the focus, if anything. */
export type CardFocus = 'tag' | 'memo' | 'history' | null;

export interface AnnotationEditorProps {
  readonly annotationKey: string;
  readonly shown: ShownAnnotation;
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly writable: boolean;
  readonly actions: AnnotationActions;
  readonly focus: CardFocus;
  readonly letter: { readonly text: string; readonly language: string };
  /** Shows in the letter what is proposed, as long as it is not sent. */
  readonly showSpan: (span: RawSpan | null) => void;
  readonly onRemoved: () => void;
  /** Leads back to the letter. */
  readonly onDone: () => void;
}

/** Everything about one annotation, to be read, and to be changed if it is one's own. */
export function AnnotationEditor(props: AnnotationEditorProps) {
  const { annotationKey, shown, project, personId, actions, focus, onRemoved, onDone } = props;
  const { t } = useTranslation(['reader', 'common']);
  const nameOf = useTagName();
  const { row } = shown;
  const editable = props.writable && shown.own;
  const [choosing, setChoosing] = useState(focus === 'tag');
  const [past, setPast] = useState(focus === 'history');
  const tagButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focus === 'history') setPast(true);
    if (focus === 'tag') setChoosing(true);
    if (focus === 'tag') tagButton.current?.focus({ preventScroll: true });
  }, [focus]);
  const tag = project.tags.find((each) => each.id === row.tagId);
  const name = tag === undefined ? '–' : nameOf(tag);
  const coder = memberName(project, row.createdById);

  return (
    <div className={classes.editor}>
      <div className={classes.head}>
        {editable ? (
          <TagButton
            ref={tagButton}
            tag={tag}
            name={name}
            expanded={choosing}
            onPress={() => setChoosing(!choosing)}
          />
        ) : (
          <TagMark tag={tag} name={name} />
        )}
        <span className={classes.coder}>{coder}</span>
      </div>
      {shown.own && tag !== undefined && needsRecheck(row, tag) && (
        <Recheck name={name} onConfirm={() => actions.edit(annotationKey, { confirmed: true })} />
      )}
      {choosing && editable && (
        <div className={classes.choice}>
          <TagPicker
            tags={livingTags(project)}
            label={t('card.tags')}
            chosen={row.tagId}
            onChoose={({ id: tagId }) => {
              actions.edit(annotationKey, { tagId });
              setChoosing(false);
              tagButton.current?.focus();
            }}
          />
        </div>
      )}
      <NoteFields
        annotationKey={annotationKey}
        row={row}
        editable={editable}
        personId={personId}
        focus={focus}
        edit={(edit, base) => actions.edit(annotationKey, edit, base)}
        onDone={onDone}
      />
      <div className={classes.foot}>
        <button type="button" className={quiet.quiet} aria-expanded={past} onClick={() => setPast(!past)}>
          {t('card.history')}
        </button>
        {editable && (
          <button
            type="button"
            className={quiet.quiet}
            data-danger="true"
            onClick={() => {
              actions.remove(annotationKey);
              onRemoved();
            }}
          >
            {t('card.remove')}
          </button>
        )}
      </div>
      {past && <AnnotationHistory project={project} row={row} />}
      {row.layerId !== '' && <Later part={originLine} wanted give={{ project, row }} />}
      {row.layerId !== '' && (
        <Later
          part={reviewCard}
          wanted
          give={{
            project,
            personId,
            row,
            own: shown.own,
            letter: props.letter,
            showSpan: props.showSpan,
          }}
        />
      )}
    </div>
  );
}

interface TagButtonProps {
  readonly ref: Ref<HTMLButtonElement>;
  readonly tag: Tag | undefined;
  readonly name: string;
  readonly expanded: boolean;
  readonly onPress: () => void;
}

/** The tag, which opens the choice of another. */
function TagButton({ ref, tag, name, expanded, onPress }: TagButtonProps) {
  const { t } = useTranslation('reader');
  return (
    <button
      ref={ref}
      type="button"
      className={classes.tag}
      aria-expanded={expanded}
      aria-label={t('card.changeTag', { tag: name })}
      onClick={onPress}
    >
      <TagMark tag={tag} name={name} />
      <span className={classes.arrow} aria-hidden="true" />
    </button>
  );
}

interface RecheckProps {
  /** Of the tag. */
  readonly name: string;
  readonly onConfirm: () => void;
}

/** That the tag means something else now, and that it still holds. */
function Recheck({ name, onConfirm }: RecheckProps) {
  const { t } = useTranslation('reader');
  return (
    <div className={classes.recheck} role="note">
      <span>{t('card.recheck', { tag: name })}</span>
      <Button size="compact-sm" variant="default" onClick={onConfirm}>
        {t('card.confirm')}
      </Button>
    </div>
  );
}
