import type { Tag } from '@koersvast/contracts';
import type { KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../ui/search-field.tsx';

interface TagSearchProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** What was found: Enter takes the first. */
  readonly found: readonly Tag[];
  /** The list of it, into which the arrow leads. */
  readonly list?: RefObject<HTMLUListElement | null>;
  readonly onChoose: (tag: Tag) => void;
  /** Whether the reader's key for finding a tag leads here, as it says then. */
  readonly byKey?: boolean;
}

/** Finds tags by their names in a list of them. */
export function TagSearch({ typed, onType, found, list, onChoose, byKey = false }: TagSearchProps) {
  const { t } = useTranslation('reader');
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // An input method's Enter takes its own word.
    if (event.nativeEvent.isComposing) return;
    const [first] = found;
    if (event.key === 'Enter' && first !== undefined) {
      event.preventDefault();
      onChoose(first);
    }
    if (event.key === 'ArrowDown' && list !== undefined) {
      event.preventDefault();
      list.current?.querySelector('button')?.focus();
    }
  };
  return (
    <SearchField
      label={t('menu.filter')}
      placeholder={t(byKey ? 'menu.filterKey' : 'menu.filter')}
      across
      typed={typed}
      onType={onType}
      onKeyDown={onKeyDown}
      {...(byKey ? { 'data-tag-filter': '' } : {})}
    />
  );
}
