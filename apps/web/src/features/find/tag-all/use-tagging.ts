import type { Boundary, LeftHits, Tag, TagHitsInput } from '@koersvast/contracts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../data/command.ts';
import { useTagName } from '../../../data/project.ts';
import { trpc } from '../../../data/trpc.ts';
import type { Undo } from '../../../data/undo.ts';
import { useFormat } from '../../../lib/format.ts';
import type { Asked } from '../queries.ts';
import type { Decision, Item, Mode } from './use-review.ts';

/** What was looked for, as each annotation tells from now on. */
export type Looked = Pick<Asked, 'query' | 'documents' | 'searchId'> & { readonly boundary: Boundary };

interface TaggingGiven {
  readonly projectId: string;
  readonly round: { readonly id: string };
  readonly search: Looked;
  readonly tag: Tag | undefined;
  readonly mode: Mode;
  readonly accepted: readonly Item[];
  readonly decide: (keys: readonly string[], decision: Decision | null) => void;
  readonly undo: Undo;
}

/** Tags what was accepted, in one step, and says what came of it. */
export function useTagging({ projectId, round, search, tag, mode, accepted, decide, undo }: TaggingGiven) {
  const { t } = useTranslation('tagAll');
  const format = useFormat();
  const nameOf = useTagName();
  const command = useCommand(trpc.search.tagHits.mutationOptions());
  const [left, setLeft] = useState<readonly LeftHits[]>([]);
  // When this was first wanted: the same once more, since no answer came, is the same command.
  const wanted = useRef({ what: '', madeAt: '' });
  const submit = async () => {
    if (tag === undefined || accepted.length === 0 || command.pending) return;
    const hits = accepted.flatMap(({ letter, hit: { start, end }, instead }): TagHitsInput['hits'] => {
      const place = { documentId: letter.id, start, end };
      return mode === 'beside'
        ? [{ ...place, annotationId: null }]
        : instead.map((annotationId) => ({ ...place, annotationId }));
    });
    const input = { projectId, roundId: round.id, tagId: tag.id, search, hits };
    const what = JSON.stringify(input);
    if (wanted.current.what !== what) wanted.current = { what, madeAt: new Date().toISOString() };
    // Why it was refused stands above the bar.
    const output = await command.run({ ...input, madeAt: wanted.current.madeAt }).catch(() => null);
    if (output === null) return;
    wanted.current = { what: '', madeAt: '' };
    decide(
      accepted.map(({ key }) => key),
      null,
    );
    setLeft(output.left);
    const count = output.tagged + output.retagged;
    if (count > 0)
      undo.sayUndoable(t('said', { count, number: format.number(count), tag: nameOf(tag) }), output);
  };
  return { submit, command, left };
}
