import type { ProjectDetail, Tag } from '@koersvast/contracts';
import type { Span } from '@koersvast/core/text';
import type { ReactNode } from 'react';
import { useStore } from '../../../lib/store.ts';
import { Coming } from '../../../ui/coming.tsx';
import { Later, laterPart, useNext } from '../../../ui/later.tsx';
import { useReaderSession } from '../reader-session.ts';

// These alone follow the selection, so that the reader around them does not render anew with each word that is selected.

/** With all that places it beside the words: nobody selects any before there is a letter. */
const menu = laterPart(async () => (await import('./selection-menu.tsx')).SelectionMenu);

const tagBar = laterPart(async () => (await import('./tag-bar.tsx')).TagBar);

interface SelectionChoiceProps {
  readonly project: ProjectDetail;
  /** In the order of the menu. */
  readonly tags: readonly Tag[];
  readonly writable: boolean;
  readonly onChoose: (span: Span, tag: Tag) => void;
  /** What is said to who cannot code. */
  readonly whyNot: (span: Span) => ReactNode;
}

/** Beside what is selected: the tags, or why there are none. */
export function SelectionChoice({ project, tags, writable, onChoose, whyNot }: SelectionChoiceProps) {
  const session = useReaderSession();
  const selection = useStore(session.selection);
  const sticky = useStore(session.sticky);
  useNext(menu);
  if (selection === null) return null;
  const { span, modality } = selection;
  if (!writable) return whyNot(span);
  // By touch they are under the thumb; a tag that is given to every selection needs no menu.
  if (modality === 'touch' || (modality === 'mouse' && sticky !== null)) return null;
  return (
    <Later
      part={menu}
      wanted
      give={{ project, tags, span, onChoose: (tag) => onChoose(span, tag) }}
      meanwhile={<Coming />}
    />
  );
}

/** Under the thumb: the tags for what was selected by touch. */
export function TouchChoice({
  tags,
  writable,
  onChoose,
}: Pick<SelectionChoiceProps, 'tags' | 'writable' | 'onChoose'>) {
  const session = useReaderSession();
  const selection = useStore(session.selection);
  const sticky = useStore(session.sticky);
  useNext(tagBar);
  if (selection?.modality !== 'touch' || !writable) return null;
  return (
    <Later
      part={tagBar}
      wanted
      give={{ tags, sticky, onChoose: (tag) => onChoose(selection.span, tag) }}
      meanwhile={<Coming />}
    />
  );
}
