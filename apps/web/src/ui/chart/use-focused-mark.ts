import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { elementOf, nameMark, stopAt } from './mark-elements.ts';
import type { MarkRows } from './marks.ts';

interface FocusedMarkProps {
  readonly marks: MarkRows;
  readonly at: string | undefined;
  readonly onOpen: ((id: string) => unknown) | undefined;
  /** Has all of the drawing drawn; at once where an event asks for it. */
  readonly reveal: (now: boolean) => void;
}

/** Which mark has the tab stop, where it is in the drawing and in the table, and what it opens. */
export function useFocusedMark({ marks, at, onOpen, reveal }: FocusedMarkProps) {
  const figure = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<string | undefined>(at);
  const [pointed, setPointed] = useState<string | undefined>(undefined);
  const [inside, setInside] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const all = useMemo(() => marks.flat(), [marks]);
  const byId = useMemo(() => new Map(all.map((mark) => [mark.id, mark])), [all]);
  const opens = useMemo(() => all.some(({ open: show }) => show !== undefined), [all]);
  const active = chosen !== undefined && byId.has(chosen) ? chosen : all[0]?.id;
  const focus = (mark: string, now: boolean) => {
    if (elementOf(figure.current, mark) === undefined) reveal(now);
    const element = elementOf(figure.current, mark);
    nameMark(element, (id) => byId.get(id));
    element?.focus();
    return element !== undefined;
  };
  const goTo = (mark: string) => {
    setChosen(mark);
    focus(mark, true);
  };
  useLayoutEffect(() => stopAt(figure.current, active));

  // Whoever comes back from what is behind a mark is where they were, as soon as that is drawn.
  const came = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (at === undefined || came.current === at || !byId.has(at)) return;
    setChosen(at);
    if (focus(at, false)) came.current = at;
  });

  // The same mark has the focus in the table as in the drawing.
  const moved = useRef(false);
  const turn = () => {
    moved.current = figure.current?.querySelector('[data-mark]:focus') != null;
    setAsTable(!asTable);
  };
  useLayoutEffect(() => {
    if (!moved.current || active === undefined) return;
    moved.current = !focus(active, false);
  });

  const open = (mark: string) => {
    const { open: show } = byId.get(mark) ?? {};
    if (show === undefined) return false;
    came.current = mark;
    // What says in the address where the way back leads has to be said before anything else goes there.
    const said = onOpen?.(mark);
    if (said instanceof Promise) void said.then(show);
    else show();
    return true;
  };
  return {
    ...{ figure, active, asTable, pointed, inside, opens, byId },
    ...{ setPointed, setInside, setChosen, goTo, turn, open },
  };
}
