import type { Example, Tag } from '@koersvast/contracts';
import { languages } from '@koersvast/core/language';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import body from './tag-body.module.css';
import classes from './tag-entry.module.css';
import type { HandleProps } from './use-drag-order.ts';

interface TagEntryProps {
  readonly tag: Tag;
  readonly parent: Tag | undefined;
  readonly projectId: string;
  readonly usage: ReactNode;
  /** How deep it stands in the tree. */
  readonly depth: number;
  /** Null where the codebook is short enough to show all of each. */
  readonly fold: { readonly folded: boolean; readonly onFold: (folded: boolean) => void } | null;
  /** Null where nothing may be changed. */
  readonly edit: {
    /** Null where it cannot be moved now. */
    readonly handle: HandleProps | null;
    readonly onEdit: () => void;
    readonly onMove: (step: -1 | 1) => void;
    readonly onMerge: () => void;
    readonly onSplit: () => void;
    readonly onArchive: () => void;
  } | null;
}

/** One tag as a codebook prints it. */
export function TagEntry({ tag, parent, projectId, usage, depth, fold, edit }: TagEntryProps) {
  const { t, i18n } = useTranslation('tag');
  const nameOf = useTagName();
  const name = nameOf(tag);
  const others = [tag.name, tag.names.nl, tag.names.en].filter(
    (each, at, all): each is string => each !== undefined && each !== name && all.indexOf(each) === at,
  );
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
          <TagMark tag={tag} name={name} />
          {others.length > 0 && (
            <span className={classes.others} lang={languages.find((each) => each !== i18n.language)}>
              {others.join(', ')}
            </span>
          )}
        </h2>
        <div className={classes.tools} data-screen="only">
          {edit !== null && (
            <>
              <button
                type="button"
                className={classes.tool}
                onClick={edit.onEdit}
                aria-label={t('editLabel', { tag: name })}
              >
                {t('edit')}
              </button>
              {edit.handle !== null && (
                <button
                  type="button"
                  className={classes.handle}
                  aria-label={t('move', { tag: name })}
                  title={t('move.hint')}
                  {...edit.handle}
                >
                  <span aria-hidden="true">⠿</span>
                </button>
              )}
              <ActionMenu
                className={classes.tool}
                label={t('actions', { tag: name })}
                actions={[
                  ...(edit.handle === null
                    ? []
                    : [
                        { words: t('up'), act: () => edit.onMove(-1) },
                        { words: t('down'), act: () => edit.onMove(1) },
                      ]),
                  { words: t('merge'), act: edit.onMerge },
                  { words: t('split'), act: edit.onSplit },
                  { words: t('archive'), act: edit.onArchive },
                ]}
              />
            </>
          )}
          {fold !== null && (
            <button
              type="button"
              className={classes.tool}
              aria-expanded={!fold.folded}
              aria-label={t('fold', { tag: name })}
              title={t(fold.folded ? 'fold.open' : 'fold.close')}
              onClick={() => fold.onFold(!fold.folded)}
            >
              <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                <path
                  d={fold.folded ? 'm4 2 4 4-4 4' : 'm2 4 4 4 4-4'}
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.5"
                  strokeLinecap="round"
                />
              </svg>
            </button>
          )}
        </div>
      </header>
      {fold?.folded === true ? (
        <p className={body.short}>{tag.definition.trim() === '' ? t('noDefinition') : tag.definition}</p>
      ) : (
        <Body tag={tag} parent={depth === 0 ? parent : undefined} projectId={projectId} usage={usage} />
      )}
    </>
  );
}

/** What a tag means, in the words of the codebook. */
function Body({
  tag,
  parent,
  projectId,
  usage,
}: Pick<TagEntryProps, 'tag' | 'parent' | 'projectId' | 'usage'>) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const texts = (['definition', 'whenToUse', 'whenNot'] as const).filter((field) => tag[field].trim() !== '');
  return (
    <div className={body.body}>
      {parent !== undefined && <p className={body.under}>{t('under', { tag: nameOf(parent) })}</p>}
      {tag.definition.trim() === '' && <p className={body.missing}>{t('noDefinition')}</p>}
      <dl className={body.parts}>
        {texts.map((field) => (
          <div key={field}>
            <dt>{t(field)}</dt>
            <dd className={body.prose}>{tag[field]}</dd>
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
      <p className={body.usage}>{usage}</p>
    </div>
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
    <ul className={body.examples}>
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
          {example.note !== '' && <span className={body.note}> {example.note}</span>}
        </li>
      ))}
    </ul>
  );
}
