import type { Tag } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core';
import type { CSSProperties } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findBy } from '../../lib/find.ts';
import { useTagName } from '../../lib/project.ts';
import { TagMark } from '../../ui/tag-mark.tsx';
import classes from './contents.module.css';

/** Where each tag of a long codebook stands; a press leads there. */
export function Contents({ tags }: { readonly tags: readonly Tag[] }) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const [typed, setTyped] = useState('');
  const ordered = treeOrder(tags);
  const found =
    typed.trim() === '' ? ordered : findBy(typed, ordered, ({ tag }) => `${nameOf(tag)} ${tag.name}`);
  const go = (id: string) => {
    const entry = document.getElementById(`entry-${id}`);
    entry?.scrollIntoView({ block: 'start' });
    entry?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
  };
  return (
    <details className={classes.contents}>
      <summary>{t('contents', { count: tags.length })}</summary>
      <input
        className={classes.filter}
        type="search"
        aria-label={t('contents.find')}
        placeholder={t('contents.find')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={classes.list}>
        {found.map(({ tag, depth }) => (
          <li key={tag.id} style={{ '--depth': typed.trim() === '' ? depth : 0 } as CSSProperties}>
            <button type="button" className={classes.to} onClick={() => go(tag.id)}>
              <kbd>{tag.key ?? ''}</kbd> <TagMark appearance={tag.appearance} name={nameOf(tag)} />
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>{t('contents.none')}</p>}
    </details>
  );
}
