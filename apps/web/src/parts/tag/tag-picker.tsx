import type { Tag } from '@koersvast/contracts';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { TagChoice } from './tag-choice.tsx';
import classes from './tag-picker.module.css';
import { TagSearch } from './tag-search.tsx';
import { largeCodebook, tagRows } from './tag-tree.ts';

interface TagPickerProps {
  /** In the order in which they are offered. */
  readonly tags: readonly Tag[];
  readonly label: string;
  /** The tag that is chosen now, where one is. */
  readonly chosen?: string;
  /** The beginning of a key that was typed outside. */
  readonly typedKey?: string;
  /** Whether the reader's keys lead here: the one for finding a tag to the search, Enter to the first of all tags. */
  readonly byKey?: boolean;
  readonly onChoose: (tag: Tag) => void;
  /** The tag that is pointed at or has the focus. */
  readonly onPoint?: (tag: Tag | null) => void;
  /** What stands below, given what was found. */
  readonly foot?: (found: readonly Tag[]) => ReactNode;
}

/**
 * One tag out of the codebook, which stands in its tree, with a search where it is large. The column in which it
 * stands says how high it may be.
 */
export function TagPicker(props: TagPickerProps) {
  const { tags, label, chosen, typedKey = '', byKey = false, onChoose, onPoint, foot } = props;
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const first = byKey ? (tags[0] ?? null) : null;
  const { tags: found, placeOf } = tagRows(tags, nameOf, { typed, key: typedKey, first });
  return (
    <>
      {tags.length > largeCodebook && (
        <div className={classes.search}>
          <TagSearch
            typed={typed}
            onType={setTyped}
            found={found}
            list={list}
            onChoose={onChoose}
            byKey={byKey}
          />
        </div>
      )}
      <div className={classes.tags} data-few={tags.length < 3}>
        <TagChoice
          ref={list}
          tags={found}
          placeOf={placeOf}
          label={label}
          {...(chosen !== undefined && { chosen })}
          onEnter={typed === '' ? (first?.id ?? null) : null}
          onChoose={onChoose}
          {...(onPoint !== undefined && { onPoint })}
        />
      </div>
      {found.length === 0 && (
        <p className={classes.none}>{t(tags.length === 0 ? 'menu.noTags' : 'menu.noneFound')}</p>
      )}
      {foot?.(found)}
    </>
  );
}
