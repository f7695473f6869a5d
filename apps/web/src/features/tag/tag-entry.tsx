import type { Example, Tag } from '@koersvast/contracts';
import { languages } from '@koersvast/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../lib/project.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { TagMark } from '../../ui/tag-mark.tsx';
import classes from './codebook.module.css';
import type { HandleProps } from './use-drag-order.ts';

interface TagEntryProps {
  readonly tag: Tag;
  readonly parent: Tag | undefined;
  readonly projectId: string;
  readonly usage: ReactNode;
  /** How deep it stands in the tree. */
  readonly depth: number;
  /** Null where nothing may be changed. */
  readonly edit: {
    readonly handle: HandleProps;
    readonly onEdit: () => void;
    readonly onMove: (step: -1 | 1) => void;
    readonly onMerge: () => void;
    readonly onSplit: () => void;
    readonly onArchive: () => void;
  } | null;
}

/** One tag as a codebook prints it. */
export function TagEntry({ tag, parent, projectId, usage, depth, edit }: TagEntryProps) {
  const { t, i18n } = useTranslation('tag');
  const nameOf = useTagName();
  const name = nameOf(tag);
  const others = [tag.name, tag.names.nl, tag.names.en].filter(
    (each, at, all): each is string => each !== undefined && each !== name && all.indexOf(each) === at,
  );
  const texts = (['whenToUse', 'whenNot'] as const).filter((field) => tag[field].trim() !== '');
  return (
    <>
      <header className={classes.head}>
        <div className={classes.key}>
          {tag.key !== null && (
            <kbd aria-label={t('key', { key: tag.key })} title={t('key', { key: tag.key })}>
              {tag.key}
            </kbd>
          )}
        </div>
        <h2 className={classes.name} id={`tag-${tag.id}`}>
          <TagMark appearance={tag.appearance} name={name} />
          {others.length > 0 && (
            <span className={classes.others} lang={languages.find((each) => each !== i18n.language)}>
              {others.join(', ')}
            </span>
          )}
        </h2>
        {edit !== null && (
          <div className={classes.tools}>
            <button
              type="button"
              className={classes.tool}
              onClick={edit.onEdit}
              aria-label={t('editLabel', { tag: name })}
            >
              {t('edit')}
            </button>
            <button
              type="button"
              className={classes.handle}
              aria-label={t('move', { tag: name })}
              title={t('move.hint')}
              {...edit.handle}
            >
              <span aria-hidden="true">⠿</span>
            </button>
            <ActionMenu
              className={classes.tool}
              label={t('actions', { tag: name })}
              actions={[
                { words: t('up'), act: () => edit.onMove(-1) },
                { words: t('down'), act: () => edit.onMove(1) },
                { words: t('merge'), act: edit.onMerge },
                { words: t('split'), act: edit.onSplit },
                { words: t('archive'), act: edit.onArchive },
              ]}
            />
          </div>
        )}
      </header>
      <div className={classes.body}>
        {parent !== undefined && depth === 0 && (
          <p className={classes.under}>{t('under', { tag: nameOf(parent) })}</p>
        )}
        <p className={tag.definition.trim() === '' ? classes.missing : classes.definition}>
          {tag.definition.trim() === '' ? t('noDefinition') : tag.definition}
        </p>
        <dl className={classes.parts}>
          {texts.map((field) => (
            <div key={field}>
              <dt>{t(field)}</dt>
              <dd className={classes.prose}>{tag[field]}</dd>
            </div>
          ))}
          {(['examples', 'counterExamples'] as const).map(
            (field) =>
              tag[field].length > 0 && (
                <div key={field}>
                  <dt>{t(field)}</dt>
                  <dd>
                    <Examples examples={tag[field]} projectId={projectId} />
                  </dd>
                </div>
              ),
          )}
        </dl>
        <p className={classes.usage}>{usage}</p>
      </div>
    </>
  );
}

function Examples({
  examples,
  projectId,
}: {
  readonly examples: readonly Example[];
  readonly projectId: string;
}) {
  const { t } = useTranslation('tag');
  return (
    <ul className={classes.examples}>
      {examples.map((example) => (
        <li key={`${example.quote} ${example.note}`}>
          {example.quote !== '' && (
            <q>
              {example.source === null ? (
                example.quote
              ) : (
                <Link
                  to="/p/$projectId/documents/$documentId"
                  params={{ projectId, documentId: example.source.documentId }}
                  search={{ at: `${example.source.start}-${example.source.end}` }}
                  title={t('example.place')}
                >
                  {example.quote}
                </Link>
              )}
            </q>
          )}
          {example.note !== '' && <span className={classes.note}> {example.note}</span>}
        </li>
      ))}
    </ul>
  );
}
