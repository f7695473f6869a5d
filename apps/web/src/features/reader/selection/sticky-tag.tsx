import type { Tag } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../../data/project.ts';
import { TagMark } from '../../../parts/tag/tag-mark.tsx';
import classes from '../title-bar.module.css';

interface StickyTagProps {
  readonly tag: Tag | undefined;
  readonly onStop: () => void;
}

/** Says that every further selection gets a tag, for as long as it does. */
export function StickyTag({ tag, onStop }: StickyTagProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  if (tag === undefined) return null;
  return (
    <span className={classes.sticky}>
      <span className={classes.stickyWords}>{t('sticky.on')}</span>
      <TagMark tag={tag} name={nameOf(tag)} />
      <button type="button" className={classes.stop} onClick={onStop}>
        {t('sticky.off')}
      </button>
    </span>
  );
}
