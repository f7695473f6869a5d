import type { Dictionary, ReadDictionary } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { limits } from '@koersvast/core/limit';
import { Button, Checkbox, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { client, trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { base64Of } from '../../lib/base64.ts';
import { useFormat } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useQueryFault } from '../../parts/query/use-query-fault.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './dictionary.module.css';
import { type FaultError, Pattern } from './pattern.tsx';

interface ReadInProps {
  readonly projectId: string;
  readonly file: File;
  /** The dictionary in whose place it is put; null for a new one. */
  readonly replaces: Dictionary | null;
  readonly undo: Undo;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
}

/** What stands in a file, and which of its lines cannot be used, before it is kept. */
export function ReadIn(props: ReadInProps) {
  const { projectId, file } = props;
  const read = useQuery({
    queryKey: ['dictionary.read', projectId, file.name, file.size, file.lastModified],
    queryFn: async ({ signal }) => {
      if (file.size > limits.dictionary)
        throw new DomainError('over_limit', { of: 'dictionary', maximum: limits.dictionary });
      return client.dictionary.read.mutate({ projectId, file: await base64Of(file) }, { signal });
    },
    // The file may have been corrected and chosen again.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return <Loaded query={read}>{(found) => <Found {...props} found={found} />}</Loaded>;
}

function Found({
  projectId,
  file,
  replaces,
  undo,
  onSaved,
  onClose,
  found,
}: ReadInProps & { found: ReadDictionary }) {
  const { t } = useTranslation('dictionary');
  const [name, setName] = useState(replaces?.name ?? file.name.replace(/\.[^.]{1,5}$/, '').slice(0, 120));
  const [shared, setShared] = useState(replaces?.shared ?? false);
  const save = useCommand(trpc.dictionary.save.mutationOptions());
  const edit = useCommand(trpc.dictionary.edit.mutationOptions());
  const format = useFormat();
  // Lines whose pattern somebody takes whole, in their places among the others.
  const [whole, setWhole] = useState<readonly number[]>([]);
  const taken = found.faults.filter(({ line }) => whole.includes(line));
  const entries = [...found.entries, ...taken]
    .sort((one, other) => one.line - other.line)
    .map(({ concept, pattern }) => ({ concept, pattern }));
  const concepts = new Set(entries.map(({ concept }) => concept)).size;
  const submit = async () => {
    if (replaces !== null) {
      const { id, version } = replaces;
      const output = await edit.run({ projectId, dictionaryId: id, version, change: { entries } });
      undo.sayUndoable(t('said.replaced', { name: replaces.name }), output);
      onSaved(id);
      return;
    }
    const id = newId();
    const output = await save.run({ projectId, id, name: name.trim(), entries, shared });
    undo.sayUndoable(t('said.saved', { name: name.trim() }), output);
    onSaved(id);
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t(replaces === null ? 'read.save' : 'read.replace', { count: entries.length })}
      disabled={entries.length === 0 || (replaces === null && name.trim() === '')}
      pending={save.pending || edit.pending}
      error={save.error ?? edit.error}
      onClose={onClose}
    >
      <p role="status">
        {entries.length === 0
          ? t('read.nothing')
          : t('read.found', { count: entries.length, concepts: t('concepts', { count: concepts }) })}
      </p>
      {found.unused.length > 0 && (
        <p>{t('read.unused', { count: found.unused.length, columns: format.list(found.unused) })}</p>
      )}
      {found.leftOut > taken.length && (
        <Faults
          faults={found.faults.filter(({ line }) => !whole.includes(line))}
          leftOut={found.leftOut - taken.length}
          onWhole={(lines) => setWhole([...whole, ...lines])}
        />
      )}
      {replaces === null && (
        <>
          <TextInput
            label={t('name')}
            value={name}
            maxLength={120}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox
            label={t('share')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        </>
      )}
    </DialogForm>
  );
}

interface FaultsProps extends Pick<ReadDictionary, 'faults' | 'leftOut'> {
  readonly onWhole: (lines: readonly number[]) => void;
}

/** The lines that are left out: which, why, and where in the pattern; those that were meant whole, perhaps, can be used so. */
function Faults({ faults, leftOut, onWhole }: FaultsProps) {
  const { t } = useTranslation('dictionary');
  const format = useFormat();
  const wordsOf = useFaultWords();
  const usable = faults.filter(({ error }) => error.code === 'comma' && error.usable).map(({ line }) => line);
  return (
    <section
      className={classes.faults}
      aria-label={t('faults', { count: leftOut, number: format.number(leftOut) })}
    >
      <h3>{t('faults', { count: leftOut, number: format.number(leftOut) })}</h3>
      <ol>
        {faults.map((fault) => (
          <li key={`${fault.line} ${fault.concept} ${fault.pattern}`}>
            <span className={classes.line}>{t('line', { line: format.number(fault.line) })}</span>{' '}
            {fault.concept !== '' && <span>{fault.concept}: </span>}
            <Pattern pattern={fault.pattern} error={fault.error} /> <span>{wordsOf(fault.error)}</span>{' '}
            {usable.includes(fault.line) && (
              <Button size="compact-xs" variant="default" onClick={() => onWhole([fault.line])}>
                {t('fault.use')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {usable.length > 1 && (
        <Button size="compact-sm" variant="default" onClick={() => onWhole(usable)}>
          {t('fault.useAll', { count: usable.length })}
        </Button>
      )}
      {faults.length < leftOut && <p>{t('faults.more', { count: leftOut - faults.length })}</p>}
    </section>
  );
}

function useFaultWords(): (error: FaultError) => string {
  const { t } = useTranslation('dictionary');
  const queryFault = useQueryFault();
  return (error) =>
    error.code !== 'comma' && 'start' in error ? queryFault(error).words : t(`fault.${error.code}`);
}
