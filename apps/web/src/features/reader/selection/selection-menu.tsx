import type { ProjectDetail, Tag } from '@koersvast/contracts';
import type { Span } from '@koersvast/core/text';
import { type KeyboardEvent, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { typedKey } from '../../../data/tag-keys.ts';
import { useStore } from '../../../lib/store.ts';
import { TagDefinition } from '../../../parts/tag/tag-definition.tsx';
import { TagPicker } from '../../../parts/tag/tag-picker.tsx';
import { largeCodebook } from '../../../parts/tag/tag-tree.ts';
import { useReaderSession } from '../reader-session.ts';
import { Float } from './float.tsx';
import classes from './selection-menu.module.css';

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
  const session = useReaderSession();
  const { typed: key } = useStore(typedKey);
  const defined = useStore(session.defined);
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
    <Float span={span} label={t('menu.label')} fits>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leads from any part of the menu to the letter */}
      <div className={classes.menu} onKeyDown={leave}>
        <TagPicker
          tags={tags}
          label={t('menu.label')}
          typedKey={key}
          byKey
          onChoose={onChoose}
          onPoint={(tag) => session.defined.set(tag?.id ?? null)}
          foot={(found) => (
            <>
              {tags.length > largeCodebook && found.length > 0 && (
                <p className={classes.count} role="status">
                  {found.length < tags.length
                    ? t('menu.found', { found: found.length, count: tags.length })
                    : t('menu.count', { count: tags.length })}
                </p>
              )}
              <Defined tag={found.find(({ id }) => id === defined)} projectId={project.project.id} />
            </>
          )}
        />
      </div>
    </Float>
  );
}

/** What the tag means that is pointed at, where that was said. */
function Defined({ tag, projectId }: { readonly tag: Tag | undefined; readonly projectId: string }) {
  if (tag === undefined || tag.definition === '') return null;
  return (
    <div className={classes.definition}>
      <TagDefinition tag={tag} projectId={projectId} short />
    </div>
  );
}
