import type { Tag } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import type { Undo } from '../../data/undo.ts';
import type { Comparison, Difference } from './comparison.ts';
import type { Rights } from './rights.ts';
import type { CompareAddress } from './use-compare-address.ts';
import type { FinalCommands } from './use-compare-commands.ts';
import { useCompareKeys } from './use-compare-keys.ts';
import type { Deciding } from './use-deciding.ts';
import type { ExampleCommand } from './use-example.ts';

interface DeedKeysInput {
  readonly rights: Rights;
  readonly comparison: Comparison;
  readonly current: Difference | null;
  readonly tags: readonly Tag[];
  readonly deciding: Deciding;
  readonly final: FinalCommands;
  readonly undo: Undo;
  readonly example: ExampleCommand;
  readonly address: CompareAddress;
  readonly add: () => boolean;
}

/** What the keys do to the difference that is worked on. */
export function useDeedKeys(input: DeedKeysInput): void {
  const { rights, comparison, current, tags, deciding, final, undo, example, address, add } = input;
  const { judges, settles, mode, able } = rights;
  const { t } = useTranslation('compare');
  const decision = current?.decisions[0];
  const withdraw = () => {
    if (mode !== 'settle' || decision === undefined) return false;
    void final.withdraw(decision).then(
      (output) => undo.sayUndoable(t('said.withdrawn'), output),
      () => undefined,
    );
    return true;
  };
  const toCodebook = () => {
    if (current === null || decision === undefined) return false;
    void example.add(comparison, current, decision);
    return true;
  };
  useCompareKeys({
    deciding,
    mode,
    able,
    tags,
    add,
    withdraw,
    example: toCodebook,
    switchMode: judges && settles ? () => address.setMode(mode === 'judge' ? 'settle' : 'judge') : null,
  });
}
