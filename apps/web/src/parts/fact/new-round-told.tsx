import type { RoundFact } from '@koersvast/core/fact';
import { FactField } from './fact-field.tsx';
import type { Typed } from './told.ts';

interface NewRoundToldProps {
  /** What is asked of a round before it is there. */
  readonly names: readonly RoundFact[];
  readonly values: Typed<RoundFact>;
  readonly onChange: (values: Typed<RoundFact>) => void;
}

/** The same of a round that is not there yet: as far as it can be known then. */
export function NewRoundTold({ names, values, onChange }: NewRoundToldProps) {
  return names.map((name) => (
    <FactField
      key={name}
      name={name}
      field={{
        value: values[name],
        onChange: ({ currentTarget }) => onChange({ ...values, [name]: currentTarget.value }),
      }}
    />
  ));
}
