import type { ProjectDetail } from '@koersvast/contracts';
import { SmallSelect } from '../../ui/small-select.tsx';

interface RoundSelectProps {
  readonly rounds: ProjectDetail['rounds'];
  /** None for all rounds. */
  readonly chosen: string | undefined;
  readonly words: { readonly label: string; readonly all: string };
  readonly onChoose: (round: string | undefined) => void;
}

/** The work of one round, or of all. */
export function RoundSelect({ rounds, chosen, words, onChoose }: RoundSelectProps) {
  return (
    <SmallSelect
      label={words.label}
      value={chosen ?? ''}
      set={chosen !== undefined}
      onChoose={(round) => onChoose(round === '' ? undefined : round)}
    >
      <option value="">{words.all}</option>
      {rounds.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SmallSelect>
  );
}
