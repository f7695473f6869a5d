import type { ProjectDetail, SavedSearch } from '@koersvast/contracts';
import { mayChangeSearch, mayShareSearch } from '@koersvast/core/kept-search';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { RenameDialog } from '../../ui/rename-dialog.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { addressOf, isAsked, questionOf } from './queries.ts';
import { SaveSearch } from './save-search.tsx';
import { useFindAddress } from './use-find-address.ts';

interface SavedBarProps {
  readonly detail: ProjectDetail;
  readonly searches: readonly SavedSearch[];
  /** The one that is asked, or that was. */
  readonly saved: SavedSearch | null;
  readonly undo: Undo;
}

/** The searches that are kept: to ask one again, and to keep what is asked now. */
export function SavedBar({ detail, searches, saved, undo }: SavedBarProps) {
  const { t } = useTranslation(['find', 'common']);
  const { projectId, search, ask } = useFindAddress();
  const [saving, setSaving] = useState(false);
  const question = questionOf(search);
  const changed = saved !== null && question !== null && !isAsked(saved, search);
  const groups = [
    { name: t('saved.own'), searches: searches.filter(({ shared }) => !shared) },
    { name: t('saved.shared'), searches: searches.filter(({ shared }) => shared) },
  ].filter(({ searches: some }) => some.length > 0);
  const choose = (id: string) => {
    const found = searches.find((each) => each.id === id);
    if (found === undefined) ask({ saved: undefined, aside: undefined });
    else ask(addressOf(found));
  };
  return (
    <>
      <ButtonLink to="/p/$projectId/dictionaries" params={{ projectId }} variant="subtle" size="compact-sm">
        {t('common:nav.dictionaries')}
      </ButtonLink>
      {groups.length > 0 && (
        <SmallSelect label={t('saved')} value={saved?.id ?? ''} set={saved !== null} onChoose={choose}>
          <option value="">{t('saved')}</option>
          {groups.map(({ name, searches: some }) => (
            <optgroup key={name} label={name}>
              {some.map((each) => (
                <option key={each.id} value={each.id}>
                  {changed && each.id === saved.id ? t('saved.changed', { name: each.name }) : each.name}
                </option>
              ))}
            </optgroup>
          ))}
        </SmallSelect>
      )}
      {saved !== null && (
        <SavedMenu key={saved.id} detail={detail} saved={saved} changed={changed} undo={undo} />
      )}
      {question !== null && (saved === null || changed) && mayHere(detail, 'search.save') && (
        <>
          <Button variant="default" size="compact-sm" onClick={() => setSaving(true)}>
            {t('save')}
          </Button>
          <Dialog title={t('save.title')} opened={saving} onClose={() => setSaving(false)}>
            <SaveSearch
              projectId={projectId}
              question={question}
              undo={undo}
              onSaved={(id) => {
                setSaving(false);
                ask({ saved: id, aside: undefined });
              }}
              onClose={() => setSaving(false)}
            />
          </Dialog>
        </>
      )}
    </>
  );
}

interface SavedMenuProps {
  readonly detail: ProjectDetail;
  readonly saved: SavedSearch;
  readonly changed: boolean;
  readonly undo: Undo;
}

/** What can be done with the saved search that is asked. */
function SavedMenu({ detail, saved, changed, undo }: SavedMenuProps) {
  const { t } = useTranslation('find');
  const { projectId, search, ask } = useFindAddress();
  const [naming, setNaming] = useState(false);
  const edit = useCommand(trpc.search.edit.mutationOptions());
  const remove = useCommand(trpc.search.remove.mutationOptions());
  const { id, name, shared, version } = saved;
  const place = { projectId, searchId: id, version };
  const me = { memberId: detail.me.id, role: detail.me.role };
  const may = mayChangeSearch(me, saved);
  if (!may || !mayHere(detail, 'search.save')) return null;
  const question = questionOf(search);
  const share = async () => {
    const output = await edit.run({ ...place, change: { shared: !shared }, base: { shared } });
    undo.sayUndoable(t(shared ? 'saved.isPrivate' : 'saved.isShared', { name }), output);
  };
  const change = async () => {
    if (question === null) return;
    const output = await edit.run({ ...place, change: question });
    undo.sayUndoable(t('saved.isChanged', { name }), output);
  };
  const drop = async () => {
    const output = await remove.run(place);
    ask({ saved: undefined, aside: undefined });
    undo.sayUndoable(t('saved.removed', { name }), output);
  };
  // What went wrong is said beside the menu.
  const act = (done: () => Promise<void>) => () => void done().catch(() => undefined);
  return (
    <>
      <ActionMenu
        label={t('saved.menu', { name })}
        actions={[
          ...(changed ? [{ words: t('saved.change'), act: act(change) }] : []),
          { words: t('saved.rename'), act: () => setNaming(true) },
          ...(mayShareSearch(me, saved)
            ? [{ words: t(shared ? 'saved.keepPrivate' : 'saved.share'), act: act(share) }]
            : []),
          { words: t('saved.remove'), act: act(drop) },
        ]}
      />
      <Fault error={edit.error ?? remove.error} again={edit.error ? edit.again : remove.again} />
      <RenameDialog
        title={t('saved.renameTitle')}
        opened={naming}
        name={name}
        label={t('save.name')}
        pending={edit.pending}
        error={edit.error}
        onRename={async (next, base) => {
          const output = await edit.run({ ...place, change: { name: next }, base });
          undo.sayUndoable(t('saved.renamed', { name: next }), output);
        }}
        onClose={() => setNaming(false)}
      />
    </>
  );
}
