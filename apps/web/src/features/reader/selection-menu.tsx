import type { ProjectDetail, Tag } from '@koersvast/contracts';
import type { Span } from '@koersvast/core/text';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { typedKey } from '../../data/tag-keys.ts';
import { useStore } from '../../lib/store.ts';
import { Float } from './float.tsx';
import { useReaderSession } from './reader-session.ts';
import classes from './selection-menu.module.css';
import { TagChoice } from './tag-choice.tsx';
import { TagDefinition } from './tag-definition.tsx';
import { TagSearch } from './tag-search.tsx';
import { largeCodebook, tagRows } from './tag-tree.ts';

interface SelectionMenuProps {
  readonly project: ProjectDetail;
  /** In the order of the menu: the one last used first. */
  readonly tags: readonly Tag[];
  readonly span: Span;
  readonly onChoose: (tag: Tag) => void;
}

/** The tags at the end of a selection. Its keys are heard everywhere; the focus stays in the letter. */
export function SelectionMenu({ project, tags, span, onChoose }: SelectionMenuProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  const session = useReaderSession();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const { typed: key } = useStore(typedKey);
  const { tags: found, placeOf } = tagRows(tags, nameOf, { typed, key });
  const defined = useStore(session.defined);
  const definedTag = found.find((tag) => tag.id === defined);
  const { start, end } = span;

  // The words stay marked while the focus is in the menu.
  useEffect(() => {
    const view = session.view.get();
    view?.setDraft({ start, end });
    return () => {
      view?.setDraft(null);
      session.defined.set(null);
    };
  }, [session, start, end]);

  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    session.view.get()?.focus();
  };
  return (
    <Float span={span} label={t('menu.label')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leads from any part of the menu to the letter */}
      <div className={classes.menu} onKeyDown={leave}>
        {tags.length > largeCodebook && (
          <div className={classes.search}>
            <TagSearch typed={typed} onType={setTyped} found={found} list={list} onChoose={onChoose} byKey />
          </div>
        )}
        <div className={classes.tags} data-few={tags.length < 3}>
          <TagChoice
            ref={list}
            tags={found}
            placeOf={placeOf}
            label={t('menu.label')}
            onEnter={typed === '' ? (tags[0]?.id ?? null) : null}
            onChoose={onChoose}
            onPoint={(tag) => session.defined.set(tag?.id ?? null)}
          />
        </div>
        {tags.length > largeCodebook && found.length > 0 && (
          <p className={classes.count} role="status">
            {found.length < tags.length
              ? t('menu.found', { found: found.length, count: tags.length })
              : t('menu.count', { count: tags.length })}
          </p>
        )}
        {tags.length === 0 && <p className={classes.none}>{t('menu.noTags')}</p>}
        {tags.length > 0 && found.length === 0 && <p className={classes.none}>{t('menu.noneFound')}</p>}
        {definedTag !== undefined && definedTag.definition !== '' && (
          <div className={classes.definition}>
            <TagDefinition tag={definedTag} projectId={project.project.id} short />
          </div>
        )}
      </div>
    </Float>
  );
}
