import type { Tag } from '@koersvast/contracts';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import classes from './selection-menu.module.css';
import { TagChoice } from './tag-choice.tsx';
import { largeCodebook, tagRows } from './tag-tree.ts';

interface TagPickerProps {
  /** In the order of the codebook. */
  readonly tags: readonly Tag[];
  readonly label: string;
  readonly chosen: string;
  readonly onChoose: (tag: Tag) => void;
}

/** Another tag for an annotation: the codebook in its tree, and a search where it is large. */
export function TagPicker({ tags, label, chosen, onChoose }: TagPickerProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const { tags: found, placeOf } = tagRows(tags, nameOf, { typed, key: '', first: null });
  const inFilter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const [first] = found;
    if (event.key === 'Enter' && first !== undefined) {
      event.preventDefault();
      onChoose(first);
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.querySelector('button')?.focus();
    }
  };
  return (
    <div className={classes.picker}>
      {tags.length > largeCodebook && (
        <input
          className={classes.filter}
          type="text"
          aria-label={t('menu.filter')}
          placeholder={t('menu.filter')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={inFilter}
        />
      )}
      <div className={classes.tags}>
        <TagChoice
          ref={list}
          tags={found}
          placeOf={placeOf}
          label={label}
          chosen={chosen}
          onChoose={onChoose}
        />
      </div>
      {found.length === 0 && <p className={classes.none}>{t('menu.noneFound')}</p>}
    </div>
  );
}
