import type { Tag } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { typedKey } from '../../data/tag-keys.ts';
import { useStore } from '../../lib/store.ts';
import { TagMark } from './tag-mark.tsx';
import classes from './typed-key.module.css';

const shownMost = 8;

/** What was typed of a key of two letters, and which tags it can become. */
export function TypedKey({ tags }: { readonly tags: readonly Tag[] }) {
  const { t } = useTranslation();
  const nameOf = useTagName();
  const { typed, missed } = useStore(typedKey);
  const possible = typed === '' ? [] : tags.filter(({ key }) => key?.startsWith(typed));
  return (
    <div className={classes.line} role="status" data-shown={typed !== ''}>
      {typed !== '' && (
        <>
          <kbd>{typed}</kbd>
          <span>{missed === '' ? t('keys.second') : t('keys.secondMissed', { key: typed + missed })}</span>
          {possible.slice(0, shownMost).map((tag) => (
            <span key={tag.id} className={classes.tag}>
              <kbd>{tag.key}</kbd> <TagMark tag={tag} name={nameOf(tag)} />
            </span>
          ))}
          {possible.length > shownMost && <span>+{possible.length - shownMost}</span>}
          <span className={classes.quiet}>{t('keys.secondDrop')}</span>
        </>
      )}
    </div>
  );
}
