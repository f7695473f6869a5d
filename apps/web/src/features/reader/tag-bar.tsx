import type { Tag } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../lib/project.ts';
import { tagStyle } from '../../ui/tag-mark.tsx';
import classes from './tag-bar.module.css';

interface TagBarProps {
  readonly tags: readonly Tag[];
  readonly sticky: string | null;
  readonly onChoose: (tag: Tag) => void;
}

/** The tags under the thumb, while something is selected by touch. */
export function TagBar({ tags, sticky, onChoose }: TagBarProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  return (
    <fieldset className={classes.bar}>
      <legend className={classes.legend}>{t('menu.label')}</legend>
      {tags.map((tag) => (
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
        </button>
      ))}
    </fieldset>
  );
}
