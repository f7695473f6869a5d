import type { Tag } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { usePrinting } from '../../lib/printing.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import classes from './contents.module.css';

interface CodebookToolsProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly found: number;
  readonly all: number;
  readonly folded: boolean;
  readonly onFold: (folded: boolean) => void;
}

/** Finds and folds the tags of a long codebook; always at hand. */
export function CodebookTools({ typed, onType, found, all, folded, onFold }: CodebookToolsProps) {
  const { t } = useTranslation('tag');
  return (
    <div className={classes.tools} data-screen="only">
      <SearchField label={t('contents.find')} typed={typed} onType={onType} />
      <span className={classes.found} role="status">
        {typed.trim() !== '' && t('contents.found', { count: found, all })}
      </span>
      <button type="button" className={classes.fold} onClick={() => onFold(!folded)}>
        {t(folded ? 'contents.unfold' : 'contents.fold')}
      </button>
    </div>
  );
}

/** Where each tag of a long codebook stands; a press leads there. On paper it is always there. */
export function Contents({ tags, onGo }: { readonly tags: readonly Tag[]; onGo: (id: string) => void }) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const printing = usePrinting();
  const [open, setOpen] = useState(false);
  return (
    <details
      className={classes.contents}
      open={open || printing}
      onToggle={(event) => {
        if (!printing) setOpen(event.currentTarget.open);
      }}
    >
      <summary>{t('contents', { count: tags.length })}</summary>
      {(open || printing) && (
        <ol className={classes.list}>
          {treeOrder(tags).map(({ tag, depth }) => (
            <li key={tag.id} style={{ '--depth': depth } as CSSProperties}>
              {printing ? (
                <span className={classes.to}>
                  <kbd>{tag.key ?? ''}</kbd> <TagMark tag={tag} name={nameOf(tag)} />
                </span>
              ) : (
                <button type="button" className={classes.to} onClick={() => onGo(tag.id)}>
                  <kbd>{tag.key ?? ''}</kbd> <TagMark tag={tag} name={nameOf(tag)} />
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
