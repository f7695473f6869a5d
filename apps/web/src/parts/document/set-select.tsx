import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../data/trpc.ts';
import { SmallSelect } from '../../ui/small-select.tsx';

interface SetSelectProps {
  readonly projectId: string;
  /** The set that is chosen; none for all documents. */
  readonly chosen: string | undefined;
  readonly words: { readonly label: string; readonly all: string; readonly gone: string };
  readonly onChoose: (set: string | undefined) => void;
}

/** The documents of one set, or all. Nothing where there are no sets. */
export function SetSelect({ projectId, chosen, words, onChoose }: SetSelectProps) {
  const sets = useQuery(trpc.set.list.queryOptions({ projectId })).data ?? [];
  if (sets.length === 0 && chosen === undefined) return null;
  return (
    <SmallSelect
      label={words.label}
      value={chosen ?? ''}
      set={chosen !== undefined}
      onChoose={(set) => onChoose(set === '' ? undefined : set)}
    >
      <option value="">{words.all}</option>
      {sets.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {chosen !== undefined && !sets.some(({ id }) => id === chosen) && (
        <option value={chosen}>{words.gone}</option>
      )}
    </SmallSelect>
  );
}
