import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { needsRecheck } from '@koersvast/core/codebook';
import type { ShownAnnotation } from '@koersvast/core/pending';
import { Button } from '@mantine/core';
import { type Ref, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { livingTags, memberName, useTagName } from '../../data/project.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { Later } from '../../ui/later.tsx';
import classes from './annotation-editor.module.css';
import { AnnotationHistory } from './annotation-history.tsx';
import type { CodingActions } from './coding-actions.ts';
import { MemoField } from './memo-field.tsx';
import { type Active, useReaderSession } from './reader-session.ts';
import { reviewCard } from './review-parts.ts';
import { TagPicker } from './tag-picker.tsx';

interface AnnotationEditorProps {
  readonly annotationKey: string;
  readonly shown: ShownAnnotation;
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly writable: boolean;
  readonly actions: CodingActions;
  readonly focus: Active['focus'];
  readonly letter: { readonly text: string; readonly language: string };
  readonly onRemoved: () => void;
  /** Leads back to the letter. */
  readonly onDone: () => void;
}

const certainties = [1, 2, 3] as const;

/** Everything about one annotation, to be read, and to be changed if it is one's own. */
export function AnnotationEditor(props: AnnotationEditorProps) {
  const { annotationKey, shown, project, personId, actions, focus, onRemoved, onDone } = props;
  const { t } = useTranslation(['reader', 'common']);
  const nameOf = useTagName();
  const session = useReaderSession();
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
      )}
      {editable ? (
        <MemoField
          annotationKey={annotationKey}
          personId={personId}
          saved={row.memo}
          onSave={(memo, base) => actions.edit(annotationKey, { memo }, { memo: base })}
          focused={focus === 'memo'}
          onDone={onDone}
        />
      ) : (
        row.memo !== null && (
          <p className={classes.memoText} dir="auto">
            {row.memo}
          </p>
        )
      )}
      {(editable || row.certainty !== null) && (
        <Certainty
          name={`certainty-${annotationKey}`}
          value={row.certainty}
          editable={editable}
          onChange={(certainty) => actions.edit(annotationKey, { certainty })}
        />
      )}
      <div className={classes.foot}>
        <button
          type="button"
          className={classes.quietButton}
          aria-expanded={past}
          onClick={() => setPast(!past)}
        >
          {t('card.history')}
        </button>
        {editable && (
          <button
            type="button"
            className={classes.quietButton}
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
            showSpan: (span) => session.view.get()?.setDraft(span),
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

interface CertaintyProps {
  /** Of the group of radio buttons. */
  readonly name: string;
  readonly value: number | null;
  readonly editable: boolean;
  readonly onChange: (certainty: (typeof certainties)[number] | null) => void;
}

/** How sure the coder is. */
function Certainty({ name, value, editable, onChange }: CertaintyProps) {
  const { t } = useTranslation(['reader', 'common']);
  return (
    <fieldset className={classes.certainty} disabled={!editable}>
      <legend>{t('card.certainty')}</legend>
      {certainties.map((each) => (
        <label key={each} title={t(`common:certainty.${each}`)}>
          <input
            type="radio"
            name={name}
            checked={value === each}
            onChange={() => onChange(each)}
            // A second click takes the answer back.
            onClick={() => {
              if (value === each) onChange(null);
            }}
          />
          <span>{t(`common:certainty.${each}`)}</span>
        </label>
      ))}
      {editable && value !== null && (
        <button type="button" className={classes.quietButton} onClick={() => onChange(null)}>
          {t('card.certaintyClear')}
        </button>
      )}
    </fieldset>
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
