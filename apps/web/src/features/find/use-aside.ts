import type { ProjectDetail, SearchLine } from '@koersvast/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFaultWords } from '../../data/fault-words.ts';
import { mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { say } from '../../lib/said.ts';
import { keyOf } from './hit.ts';
import type { Asked } from './queries.ts';

interface AsideGiven {
  readonly detail: ProjectDetail;
  readonly asked: Asked;
  readonly lines: readonly SearchLine[];
  readonly undo: Undo;
}

/** The hits that a line stands for: of a passage, all that are marked in it. */
const hitsOf = ({ documentId, start, end, marks }: SearchLine) =>
  (marks.length === 0 ? [{ start, end }] : marks).map((place) => ({ documentId, ...place }));

/** Puts false hits of a saved search aside, or takes them back; the line is gone at once. */
export function useAside({ detail, asked, lines, undo }: AsideGiven) {
  const { t } = useTranslation('find');
  const words = useFaultWords();
  const putAside = useCommand(trpc.search.putAside.mutationOptions());
  const takeBack = useCommand(trpc.search.takeBack.mutationOptions());
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  // What the server tells now is what there is.
  const [known, setKnown] = useState(lines);
  if (known !== lines) {
    setKnown(lines);
    setGone(new Set());
  }
  const { projectId, searchId, aside } = asked;
  const back = aside === 'only';
  const act = async (line: SearchLine) => {
    if (searchId === null) {
      say(t('aside.unsaved'));
      return;
    }
    const hits = hitsOf(line);
    const key = keyOf(line);
    setGone((before) => new Set([...before, key]));
    try {
      const output = await (back ? takeBack : putAside).run({ projectId, searchId, hits });
      undo.sayUndoable(t(back ? 'aside.back' : 'aside.put', { count: hits.length }), output);
    } catch (error) {
      setGone((before) => new Set([...before].filter((each) => each !== key)));
      say(words(error));
    }
  };
  return {
    left: gone.size === 0 ? lines : lines.filter((line) => !gone.has(keyOf(line))),
    act: mayHere(detail, 'search.save') ? (line: SearchLine) => void act(line) : null,
  };
}
