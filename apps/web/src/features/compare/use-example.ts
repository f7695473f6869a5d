import type { Decision } from '@koersvast/contracts';
import { annotationKey } from '@koersvast/core/annotation';
import type { PlaceInProject } from '@koersvast/core/place';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFaultWords } from '../../data/fault-words.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { sayFault } from '../../lib/said.ts';
import type { Comparison, Difference } from './comparison.ts';
import { rowsOf } from './deciding.ts';

/** Makes a settled dispute an example of its tag, or a counter-example where it was left out. */
export function useExample(place: PlaceInProject, undo: Undo) {
  const { t } = useTranslation('compare');
  const words = useFaultWords();
  const command = useCommand(trpc.tag.addExample.mutationOptions());
  return {
    pending: command.pending,
    add: async (comparison: Comparison, difference: Difference, decision: Decision) => {
      const row = comparison.finalAnnotations.find(({ id }) => id === decision.annotationId);
      const [source] = decision.sources;
      const left =
        source === undefined
          ? undefined
          : comparison.annotations.get(annotationKey({ layerId: source.layerId, id: source.annotationId }));
      const shown = row ?? left ?? rowsOf(difference)[0];
      if (shown === undefined) return;
      try {
        const output = await command.run({
          projectId: place.projectId,
          tagId: shown.tagId,
          counter: row === undefined,
          note: decision.reason,
          source: { documentId: place.documentId, start: shown.start, end: shown.end },
          quote: shown.quote,
        });
        undo.sayUndoable(t(row === undefined ? 'said.counterExample' : 'said.example'), output);
      } catch (error) {
        sayFault(() => words(error));
      }
    },
  };
}

export type ExampleCommand = ReturnType<typeof useExample>;
