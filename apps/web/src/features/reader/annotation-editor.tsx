import type { ProjectDetail } from '@koersvast/contracts';
import { needsRecheck, type ShownAnnotation } from '@koersvast/core';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { livingTags, memberName, useTagName } from '../../data/project.ts';
import { useStore } from '../../lib/store.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import classes from './annotation-editor.module.css';
import { AnnotationHistory } from './annotation-history.tsx';
import type { CodingActions } from './coding-actions.ts';
import { MemoField } from './memo-field.tsx';
import { type Active, useReaderSession } from './reader-session.ts';
import { readerSlots } from './slots.ts';
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
  const slots = useStore(readerSlots);
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
          <button
            ref={tagButton}
            type="button"
            className={classes.tag}
            aria-expanded={choosing}
            aria-label={t('card.changeTag', { tag: name })}
            onClick={() => setChoosing(!choosing)}
          >
            <TagMark tag={tag} name={name} />
            <span className={classes.arrow} aria-hidden="true" />
          </button>
        ) : (
          <TagMark tag={tag} name={name} />
        )}
        <span className={classes.coder}>{coder}</span>
      </div>
      {shown.own && tag !== undefined && needsRecheck(row, tag) && (
        <div className={classes.recheck} role="note">
          <span>{t('card.recheck', { tag: name })}</span>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => actions.edit(annotationKey, { confirmed: true })}
          >
            {t('card.confirm')}
          </Button>
        </div>
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
        <fieldset className={classes.certainty} disabled={!editable}>
          <legend>{t('card.certainty')}</legend>
          {certainties.map((value) => (
            <label key={value} title={t(`common:certainty.${value}`)}>
              <input
                type="radio"
                name={`certainty-${annotationKey}`}
                checked={row.certainty === value}
                onChange={() => actions.edit(annotationKey, { certainty: value })}
                // A second click takes the answer back.
                onClick={() => {
                  if (row.certainty === value) actions.edit(annotationKey, { certainty: null });
                }}
              />
              <span>{t(`common:certainty.${value}`)}</span>
            </label>
          ))}
          {editable && row.certainty !== null && (
            <button
              type="button"
              className={classes.quietButton}
              onClick={() => actions.edit(annotationKey, { certainty: null })}
            >
              {t('card.certaintyClear')}
            </button>
          )}
        </fieldset>
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
      {slots !== null && row.layerId !== '' && (
        <slots.Card
          project={project}
          personId={personId}
          row={row}
          own={shown.own}
          letter={props.letter}
          showSpan={(span) => session.view.get()?.setDraft(span)}
        />
      )}
    </div>
  );
}
