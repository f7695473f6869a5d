import type { Dictionary, ProjectDetail } from '@koersvast/contracts';
import { mayChangeSearch } from '@koersvast/core/kept-search';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Fault } from '../../ui/fault.tsx';
import { RenameDialog } from '../../ui/rename-dialog.tsx';
import { useDictionaryAddress } from './address.ts';
import { dictionaryCsv, saveCsv } from './csv.ts';

interface DictionaryMenuProps {
  readonly detail: ProjectDetail;
  readonly dictionary: Dictionary;
  readonly undo: Undo;
  /** Has another file put in its place. */
  readonly onReplace: () => void;
}

/** What can be done with a dictionary. */
export function DictionaryMenu({ detail, dictionary, undo, onReplace }: DictionaryMenuProps) {
  const { t } = useTranslation(['dictionary', 'common']);
  const { projectId, go } = useDictionaryAddress();
  const [naming, setNaming] = useState(false);
  const edit = useCommand(trpc.dictionary.edit.mutationOptions());
  const remove = useCommand(trpc.dictionary.remove.mutationOptions());
  const { id, name, shared, version, entries } = dictionary;
  const place = { projectId, dictionaryId: id, version };
  const may =
    mayChangeSearch({ memberId: detail.me.id, role: detail.me.role }, dictionary) &&
    mayHere(detail, 'search.save');
  const share = async () => {
    const output = await edit.run({ ...place, change: { shared: !shared }, base: { shared } });
    undo.sayUndoable(t(shared ? 'said.private' : 'said.shared', { name }), output);
  };
  const drop = async () => {
    const output = await remove.run(place);
    go({ dictionary: undefined });
    undo.sayUndoable(t('said.removed', { name }), output);
  };
  // What went wrong is said beside the menu.
  const act = (done: () => Promise<void>) => () => void done().catch(() => undefined);
  return (
    <>
      <ActionMenu
        label={t('menu', { name })}
        actions={[
          { words: t('download'), act: () => saveCsv(dictionaryCsv(entries), name) },
          ...(may
            ? [
                { words: t('replace'), act: onReplace },
                { words: t('rename'), act: () => setNaming(true) },
                { words: t(shared ? 'keepPrivate' : 'shareIt'), act: act(share) },
                { words: t('remove'), act: act(drop) },
              ]
            : []),
        ]}
      />
      <Fault error={edit.error ?? remove.error} again={edit.error ? edit.again : remove.again} />
      <RenameDialog
        title={t('rename')}
        opened={naming}
        name={name}
        label={t('name')}
        pending={edit.pending}
        error={edit.error}
        onRename={async (next, base) => {
          const output = await edit.run({ ...place, change: { name: next }, base });
          undo.sayUndoable(t('said.renamed', { name: next }), output);
        }}
        onClose={() => setNaming(false)}
      />
    </>
  );
}
