import { type Round, tell } from '@koersvast/contracts';
import { type RoundFact, roundFacts } from '@koersvast/core/fact';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { ToldForm } from './told-form.tsx';

interface RoundToldProps {
  readonly projectId: string;
  readonly round: Round;
  /** Somebody deleted it meanwhile. */
  readonly gone?: boolean;
  readonly undo: Undo;
  readonly focus?: RoundFact | undefined;
  readonly onClose?: () => void;
  readonly onSaved?: () => void;
}

/** How a round was set up, as far as the program does not know it. */
export function RoundTold({ projectId, round, gone = false, undo, focus, onClose, onSaved }: RoundToldProps) {
  const { t } = useTranslation('fact');
  const edit = useCommand(trpc.round.edit.mutationOptions());
  const place = { projectId, roundId: round.id, version: round.version };
  const isDrawn = round.plan !== null && round.plan.doubleCodedPercent !== null;
  return (
    <ToldForm
      label={t('form')}
      names={roundFacts}
      told={gone ? null : round}
      schema={tell.round}
      send={(changed) => edit.run({ ...place, ...changed })}
      sent={(output) => undo.sayUndoable(t('said.round', { name: round.name }), output)}
      pending={edit.pending}
      error={edit.error}
      focus={focus}
      onSaved={onSaved}
      {...(isDrawn && { what: { sampling: t('what.sampling.drawn') } })}
      {...(onClose && { onClose })}
    />
  );
}
