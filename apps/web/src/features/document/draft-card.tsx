import { type DocumentPreview, documentMetadata } from '@koersvast/contracts';
import { noticeCodes, textFormats } from '@koersvast/core/file';
import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Errors, useFieldErrors } from '../../lib/form.ts';
import { useFormat } from '../../lib/format.ts';
import { Fault } from '../../ui/fault.tsx';
import { type Draft, encodings } from './adding.ts';
import classes from './draft-card.module.css';
import { inputOf, type MetadataFields } from './metadata.ts';
import { MetadataInputs } from './metadata-inputs.tsx';
import type { Adding } from './use-adding.ts';

interface DraftCardProps {
  readonly draft: Draft;
  /** The draft before it that is the same text. */
  readonly twin: Draft | null;
  readonly adding: Adding;
  readonly projectId: string;
}

/** Of more texts than this each is shown on a few lines, but where one should look at it. */
const few = 3;

/** One text that is to be added: how it was read, its details, and how far it has got. */
export function DraftCard({ draft, twin, adding, projectId }: DraftCardProps) {
  const { t } = useTranslation('document');
  const heading = useId();
  const name = draft.name ?? t('add.pasted');
  const { stage, preview, metadata, doubted } = draft;
  const touchable = stage === 'ready' || stage === 'refused';
  // While it is read anew, too: who is in a field stays there, and may choose again.
  const changeable = stage !== 'adding';
  return (
    <li
      className={classes.card}
      data-stage={stage}
      data-short={adding.drafts.length > few && !doubted}
      aria-labelledby={heading}
    >
      <div className={classes.head}>
        <h3 id={heading} className={classes.title} lang={metadata?.language} dir="auto">
          {metadata?.title.trim() || name}
        </h3>
        <span className={classes.stage} role="status">
          {stage === 'reading' && t('add.reading')}
          {stage === 'adding' && t('add.adding')}
          {stage === 'added' && t('add.added')}
          {(stage === 'refused' || stage === 'unreadable') && t('add.failed')}
        </span>
      </div>
      {stage === 'added' ? (
        <Link to="/p/$projectId/documents/$documentId" params={{ projectId, documentId: draft.id }}>
          {t('add.open')}
        </Link>
      ) : (
        <>
          {preview !== null && (
            <Reading preview={preview} name={name} twin={twin && (twin.name ?? t('add.pasted'))} />
          )}
          {doubted && <Encoding draft={draft} adding={adding} changeable={changeable} />}
          {metadata !== null && (
            <Details draft={draft} metadata={metadata} adding={adding} changeable={changeable}>
              {!doubted && <Encoding draft={draft} adding={adding} changeable={changeable} />}
            </Details>
          )}
          <Fault
            error={draft.error}
            again={stage === 'unreadable' ? async () => adding.read(draft) : () => adding.add(draft)}
          />
          <div className={classes.actions}>
            {touchable && (
              <Button variant="default" size="compact-sm" onClick={() => void adding.add(draft)}>
                {t('add.one')}
              </Button>
            )}
            {stage !== 'adding' && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('add.drop1', { name })}
                onClick={() => adding.leaveOut(draft)}
              >
                {t('add.leaveOut')}
              </Button>
            )}
          </div>
        </>
      )}
    </li>
  );
}

/** How the signs of a file are read. */
function Encoding({ draft, adding, changeable }: Pick<DetailsProps, 'draft' | 'adding' | 'changeable'>) {
  const { t } = useTranslation('document');
  if (draft.source?.kind !== 'file' || draft.preview === null) return null;
  if (!textFormats.has(draft.preview.format)) return null;
  return (
    <NativeSelect
      label={t('add.encoding')}
      className={classes.encoding}
      value={draft.encoding ?? ''}
      disabled={!changeable}
      onChange={(event) =>
        adding.setEncoding(draft, encodings.find((each) => each === event.currentTarget.value) ?? null)
      }
    >
      <option value="">
        {t('add.encoding.auto', { encoding: draft.encoding === null ? draft.preview.encoding : '–' })}
      </option>
      {encodings.map((encoding) => (
        <option key={encoding} value={encoding}>
          {encoding}
        </option>
      ))}
    </NativeSelect>
  );
}

interface DetailsProps {
  readonly draft: Draft;
  readonly metadata: MetadataFields;
  readonly adding: Adding;
  readonly changeable: boolean;
  readonly children?: ReactNode;
}

/**
 * The details, folded away until somebody wants them, or something in them is wrong. They open by themselves when the
 * text was to be added and could not be, and never shut by themselves: somebody may be typing in them.
 */
function Details({ draft, metadata, adding, changeable, children }: DetailsProps) {
  const { t } = useTranslation('document');
  const errorsOf = useFieldErrors();
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<keyof MetadataFields>>(new Set());
  const wrong = errorsOf(documentMetadata, metadata, inputOf(metadata));
  const names = Object.keys(wrong) as (keyof MetadataFields)[];
  const errors: Errors<MetadataFields> = {};
  for (const name of names) if (draft.tried > 0 || left.has(name)) errors[name] = wrong[name] ?? '';
  const element = useRef<HTMLDetailsElement>(null);
  // At the first field that says what is wrong, once it is there to be seen.
  useEffect(() => {
    if (draft.tried === 0) return;
    setOpen(true);
    const frame = requestAnimationFrame(() => {
      if (document.activeElement?.closest('[aria-invalid="true"]') != null) return;
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [draft.tried]);
  return (
    <details
      ref={element}
      className={classes.details}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('add.details')}</summary>
      <fieldset disabled={!changeable} className={classes.fields}>
        <MetadataInputs
          value={metadata}
          errors={errors}
          onLeave={(name) => setLeft(new Set([...left, name]))}
          onChange={(name, value) => adding.setMetadata(draft, { ...metadata, [name]: value })}
        />
        {children}
      </fieldset>
    </details>
  );
}

/** How a text was read: its size, what was changed, and how it begins. */
interface ReadingProps {
  readonly preview: DocumentPreview;
  readonly name: string;
  /** The name of the file above that is the same text. */
  readonly twin: string | null;
}

function Reading({ preview, name, twin }: ReadingProps) {
  const { t } = useTranslation('document');
  const format = useFormat();
  const quoted = (examples: readonly string[]) =>
    t('notice.examples', { examples: examples.map((name) => t('add.name', { name })).join(', ') });
  const told = preview.notices.flatMap(({ code, count, examples = [] }) => {
    const known = noticeCodes.find((each) => each === code);
    return known === undefined ? [] : [{ code: known, count, examples }];
  });
  return (
    <>
      <p className={classes.facts}>
        {name} · {t(`format.${preview.format}`)} ·{' '}
        {[
          t('add.characters', { count: preview.lengthCp, number: format.number(preview.lengthCp) }),
          t('add.paragraphs', { count: preview.paragraphs, number: format.number(preview.paragraphs) }),
          t('add.sentences', { count: preview.sentences, number: format.number(preview.sentences) }),
        ].join(', ')}
      </p>
      {preview.sameAs !== null && (
        <p className={classes.warning}>{t('add.same', { title: preview.sameAs.title })}</p>
      )}
      {twin !== null && <p className={classes.warning}>{t('add.twin', { name: twin })}</p>}
      {told.length > 0 && (
        <ul className={classes.notices}>
          {told.map(({ code, count, examples }) => (
            <li key={code}>
              {t(`notice.${code}`, { count, examples: t(`format.${preview.format}`) })}
              {examples.length > 0 && code !== 'kind_differs' && ` ${quoted(examples)}`}
            </li>
          ))}
        </ul>
      )}
      <blockquote
        className={classes.opening}
        aria-label={t('add.opening')}
        lang={preview.language}
        dir="auto"
      >
        {preview.opening.map(({ kind, paragraph, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text stay in their places
          <p key={at} data-kind={kind}>
            {paragraph !== null && <span aria-hidden="true">{paragraph}</span>}
            {text}
          </p>
        ))}
      </blockquote>
    </>
  );
}
