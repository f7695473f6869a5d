import type { Tag } from '@koersvast/contracts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import classes from './selection-menu.module.css';
import { TagChoice } from './tag-choice.tsx';
import { TagSearch } from './tag-search.tsx';
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
  return (
    <div className={classes.picker}>
      {tags.length > largeCodebook && (
        <div className={classes.search}>
          <TagSearch typed={typed} onType={setTyped} found={found} list={list} onChoose={onChoose} />
        </div>
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
