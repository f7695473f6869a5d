import type { DocumentListItem, DocumentSet } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { RenameDialog } from '../../ui/rename-dialog.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import type { DocumentsFilter } from './conditions.ts';
import classes from './document-bar.module.css';

/** What a set would have: what the filter says, where there is one, or the documents that are there. */
export interface SetMembers {
  readonly conditions: string[][] | null;
  readonly documentIds: string[];
}

/** The members of a set of what is shown: by rule where nothing but conditions chose it. */
export function membersOf(
  filter: DocumentsFilter,
  shown: readonly DocumentListItem[],
): { readonly rule: SetMembers | null; readonly hand: SetMembers } {
  const { where = [], set } = filter;
  const byRule = where.length > 0 && set === undefined;
  return {
    rule: byRule ? { conditions: where.map((condition) => [...condition]), documentIds: [] } : null,
    hand: { conditions: null, documentIds: shown.map(({ document }) => document.id) },
  };
}

interface SetChoiceProps {
  readonly sets: readonly DocumentSet[];
  readonly chosen: string | undefined;
  /** Whether that is known to be there no more. */
  readonly gone: boolean;
  readonly onChoose: (id: string | undefined) => void;
}

/** Which set is shown. */
export function SetChoice({ sets, chosen, gone, onChoose }: SetChoiceProps) {
  const { t } = useTranslation('set');
  if (sets.length === 0 && chosen === undefined) return null;
  return (
    <SmallSelect
      label={t('set.label')}
      value={chosen ?? ''}
      set={chosen !== undefined}
      onChoose={(id) => onChoose(id === '' ? undefined : id)}
    >
      <option value="">{t('set.all')}</option>
      {sets.map(({ id, name, conditions }) => (
        <option key={id} value={id}>
          {conditions === null ? name : t('set.byRule', { name })}
        </option>
      ))}
      {chosen !== undefined && !sets.some(({ id }) => id === chosen) && (
        <option value={chosen}>{gone ? t('set.gone') : '…'}</option>
      )}
    </SmallSelect>
  );
}

interface SetActionsProps {
  readonly projectId: string;
  readonly set: DocumentSet;
  /** What it would be of what is shown; null where nothing else is shown than the set itself. */
  readonly members: SetMembers | null;
  readonly undo: Undo;
  readonly onRemoved: () => void;
}

/** What can be done with the set that is shown. */
export function SetActions({ projectId, set, members, undo, onRemoved }: SetActionsProps) {
  const { t } = useTranslation('set');
  const [naming, setNaming] = useState(false);
  const edit = useCommand(trpc.set.edit.mutationOptions());
  const remove = useCommand(trpc.set.remove.mutationOptions());
  const place = { projectId, setId: set.id, version: set.version };
  const choose = async (next: SetMembers) => {
    const output = await edit.run({ ...place, change: { members: next } });
    undo.sayUndoable(t('set.changed', { name: set.name }), output);
  };
  const drop = async () => {
    const output = await remove.run(place);
    onRemoved();
    undo.sayUndoable(t('set.removed', { name: set.name }), output);
  };
  return (
    <>
      <ActionMenu
        label={t('set.menu', { name: set.name })}
        actions={[
          { words: t('set.rename'), act: () => setNaming(true) },
          ...(members === null
            ? []
            : [{ words: t('set.change'), act: () => void choose(members).catch(() => undefined) }]),
          { words: t('set.remove'), act: () => void drop().catch(() => undefined) },
        ]}
      />
      <Fault error={edit.error ?? remove.error} again={edit.error ? edit.again : remove.again} />
      <RenameDialog
        title={t('set.renameTitle')}
        opened={naming}
        name={set.name}
        label={t('set.name')}
        pending={edit.pending}
        error={edit.error}
        onRename={async (name, base) => {
          const output = await edit.run({ ...place, change: { name }, base });
          undo.sayUndoable(t('set.renamed', { name }), output);
        }}
        onClose={() => setNaming(false)}
      />
    </>
  );
}

interface SetNameProps {
  readonly name: string;
  readonly onName: (name: string) => void;
}

function SetName({ name, onName }: SetNameProps) {
  const { t } = useTranslation('set');
  return (
    <TextInput
      label={t('set.name')}
      value={name}
      maxLength={120}
      data-autofocus
      onChange={(event) => onName(event.currentTarget.value)}
    />
  );
}

interface SaveSetProps {
  readonly projectId: string;
  readonly members: ReturnType<typeof membersOf>;
  readonly undo: Undo;
  readonly onSaved: (id: string) => void;
}

/** Names what is shown, or what is selected. */
export function SaveSet({ projectId, members, undo, onSaved }: SaveSetProps) {
  const { t } = useTranslation('set');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpened(true)}>
        {t('set.save')}
      </Button>
      <Dialog title={t('set.saveTitle')} opened={opened} onClose={() => setOpened(false)}>
        <SaveForm
          projectId={projectId}
          members={members}
          undo={undo}
          onSaved={(id) => {
            setOpened(false);
            onSaved(id);
          }}
          onClose={() => setOpened(false)}
        />
      </Dialog>
    </>
  );
}

function SaveForm({ projectId, members, undo, onSaved, onClose }: SaveSetProps & { onClose: () => void }) {
  const { t } = useTranslation(['set', 'common']);
  const format = useFormat();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'rule' | 'hand'>(members.rule === null ? 'hand' : 'rule');
  const create = useCommand(trpc.set.create.mutationOptions());
  const submit = async () => {
    const id = newId();
    const given = (kind === 'rule' ? members.rule : null) ?? members.hand;
    const output = await create.run({ projectId, id, name: name.trim(), members: given });
    onSaved(id);
    undo.sayUndoable(t('set.saved', { name: name.trim() }), output);
  };
  const count = members.hand.documentIds.length;
  const byHand = t('set.kind.hand', { count, number: format.number(count) });
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('common:action.save')}
      disabled={name.trim() === '' || (kind === 'hand' && count === 0)}
      pending={create.pending}
      error={create.error}
      onClose={onClose}
    >
      <SetName name={name} onName={setName} />
      {members.rule === null ? (
        <p>{byHand}</p>
      ) : (
        <fieldset className={classes.kinds}>
          <legend>{t('set.kind')}</legend>
          {(['rule', 'hand'] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
              {each === 'rule' ? t('set.kind.rule') : byHand}
            </label>
          ))}
        </fieldset>
      )}
    </DialogForm>
  );
}
