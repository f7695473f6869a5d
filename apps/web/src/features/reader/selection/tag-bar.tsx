import type { Tag } from '@koersvast/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../../data/project.ts';
import { typedKey } from '../../../data/tag-keys.ts';
import { useStore } from '../../../lib/store.ts';
import { TagChoice } from '../../../parts/tag/tag-choice.tsx';
import { TagCaption } from '../../../parts/tag/tag-mark.tsx';
import { TagSearch } from '../../../parts/tag/tag-search.tsx';
import { tagStyle } from '../../../parts/tag/tag-style.ts';
import { tagRows } from '../../../parts/tag/tag-tree.ts';
import { useReaderSession } from '../reader-session.ts';
import classes from './tag-bar.module.css';

interface TagBarProps {
  readonly tags: readonly Tag[];
  readonly sticky: string | null;
  readonly onChoose: (tag: Tag) => void;
}

/** More tags than this do not stand side by side under the thumb. */
const few = 4;

/** The tags under the thumb, while something is selected by touch: some side by side, and all in a list to search. */
export function TagBar({ tags, sticky, onChoose }: TagBarProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  const [all, setAll] = useState(false);
  const [typed, setTyped] = useState('');
  const { typed: key } = useStore(typedKey);
  const session = useReaderSession();
  // The words stay selected while the focus is in the search.
  useEffect(() => {
    if (!all) return;
    const view = session.view.get();
    view?.setDraft(session.selection.get()?.span ?? null);
    return () => view?.setDraft(null);
  }, [all, session]);
  const { tags: found, placeOf } = tagRows(tags, nameOf, { typed, key });
  return (
    <div className={classes.foot}>
      {all && (
        <div className={classes.all}>
          <TagChoice tags={found} placeOf={placeOf} label={t('menu.label')} onChoose={onChoose} />
          {found.length === 0 && <p className={classes.none}>{t('menu.noneFound')}</p>}
          <div className={classes.search}>
            <TagSearch typed={typed} onType={setTyped} found={found} onChoose={onChoose} byKey />
          </div>
        </div>
      )}
      <fieldset className={classes.bar} aria-label={t('menu.label')}>
        {tags.length > few && (
          <button
            type="button"
            className={classes.more}
            aria-expanded={all}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => setAll(!all)}
          >
            {t('menu.all', { count: tags.length })}
          </button>
        )}
        {!all &&
          tags.map((tag) => (
            <button
              key={tag.id}
              type="button"
              className={classes.tag}
              style={tagStyle(tag.appearance)}
              aria-pressed={sticky === null ? undefined : sticky === tag.id}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(tag)}
            >
              {nameOf(tag)}
              <TagCaption tag={tag} />
            </button>
          ))}
      </fieldset>
    </div>
  );
}
