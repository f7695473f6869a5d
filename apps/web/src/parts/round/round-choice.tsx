import type { Round } from '@koersvast/contracts';
import { SmallSelect } from '../../ui/small-select.tsx';

interface RoundChoiceProps {
  readonly label: string;
  readonly className?: string | undefined;
  readonly round: Round;
  readonly rounds: readonly Round[];
  readonly onRound: (roundId: string) => void;
}

/** In which of its rounds a document is shown. */
export function RoundChoice({ label, className, round, rounds, onRound }: RoundChoiceProps) {
  return (
    <SmallSelect className={className} label={label} value={round.id} onChoose={onRound}>
      {rounds.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SmallSelect>
  );
}
