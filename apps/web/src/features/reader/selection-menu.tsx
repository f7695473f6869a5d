import type { ProjectDetail, Tag } from '@koersvast/contracts';
import type { Span } from '@koersvast/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findBy } from '../../lib/find.ts';
import { useTagName } from '../../lib/project.ts';
import { useStore } from '../../lib/store.ts';
import { Float } from './float.tsx';
import { useReaderSession } from './reader-session.ts';
import classes from './selection-menu.module.css';
import { TagChoice } from './tag-choice.tsx';
import { TagDefinition } from './tag-definition.tsx';

interface SelectionMenuProps {
  readonly project: ProjectDetail;
  /** In the order of the menu: the one last used first. */
  readonly tags: readonly Tag[];
  readonly span: Span;
  readonly onChoose: (tag: Tag) => void;
}

/** A codebook of more tags than this is filtered rather than read. */
const large = 8;

/** The tags at the end of a selection. Its keys are heard everywhere; the focus stays in the letter. */
export function SelectionMenu({ project, tags, span, onChoose }: SelectionMenuProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  const session = useReaderSession();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  // By the name that is shown, and by the one that is not.
  const found = findBy(typed, tags, (tag) => `${nameOf(tag)} ${tag.name}`);
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
    if (event.key !== 'Escape') return;
    event.preventDefault();
    session.view.get()?.focus();
  };
  const inFilter = (event: KeyboardEvent<HTMLInputElement>) => {
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
    <Float span={span} label={t('menu.label')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leads from any part of the menu to the letter */}
      <div className={classes.menu} onKeyDown={leave}>
        {tags.length > large && (
          <input
            className={classes.filter}
            type="text"
            data-tag-filter=""
            aria-label={t('menu.filter')}
            placeholder={t('menu.filterKey')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={inFilter}
          />
        )}
        <div className={classes.tags}>
          <TagChoice
            ref={list}
            tags={found}
            label={t('menu.label')}
            onEnter={typed === '' ? (tags[0]?.id ?? null) : null}
            onChoose={onChoose}
            onPoint={(tag) => session.defined.set(tag?.id ?? null)}
          />
        </div>
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
