import type { Acknowledgement } from '@koersvast/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { newId } from '../lib/ids.ts';
import { say, sayFault } from '../lib/said.ts';
import { useFaultWords } from './fault-words.ts';
import { useCommandKeys } from './keyboard.ts';
import { takeUpOwn, undoStackQuery } from './live/take-up.ts';
import { client } from './trpc.ts';

/** Says what a command did, with what takes it back; and undoes it, or that undo, when asked. */
export interface Undo {
  sayUndoable(text: string, output: Acknowledgement): void;
  undoLast(): Promise<void>;
  redoLast(): Promise<void>;
}

/** Where one works: outside documents, or in one of them in a round. */
interface UndoPlace {
  readonly documentId: string | null;
  readonly roundId: string | null;
}

const outside: UndoPlace = { documentId: null, roundId: null };

/** Undo for what is done by commands that are sent at once, not by way of the outbox. */
export function useUndo(projectId: string, { documentId, roundId }: UndoPlace): Undo {
  const { t } = useTranslation(['common', 'error']);
  const words = useFaultWords();
  const queries = useQueryClient();

  const undo = async (target: string, redoing: boolean) => {
    try {
      const output = await client.operation.undo.mutate({ opId: newId(), projectId, target });
      takeUpOwn(projectId, output.changes, output.reread);
      say(t(redoing ? 'said.redone' : 'said.undone'), {
        label: t(redoing ? 'action.undo' : 'action.redo'),
        act: () => void undo(output.opId, !redoing),
      });
    } catch (error) {
      sayFault(() => words(error));
    }
  };
  const last = async (kind: 'undo' | 'redo') => {
    try {
      const stack = await queries.fetchQuery({
        ...undoStackQuery({ projectId, documentId, roundId }),
        staleTime: 0,
      });
      const target = stack[kind][0];
      if (target === undefined) say(t('error:nothing_to_undo'));
      else await undo(target.opId, kind === 'redo');
    } catch (error) {
      sayFault(() => words(error));
    }
  };
  return {
    sayUndoable: (text, output) =>
      say(text, { label: t('action.undo'), act: () => void undo(output.opId, false) }),
    undoLast: () => last('undo'),
    redoLast: () => last('redo'),
  };
}

/** The same with the keys for undo and redo. */
export function useUndoKeys(projectId: string, place: UndoPlace = outside): Undo {
  const undo = useUndo(projectId, place);
  useCommandKeys('everywhere', {
    'operation.undo': () => void undo.undoLast(),
    'operation.redo': () => void undo.redoLast(),
  });
  return undo;
}
