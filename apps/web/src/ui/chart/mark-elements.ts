import type { Mark } from './marks.ts';

/*
 * A chart has up to some thousand marks. Which of them has the tab stop, and what they are called, is said to their
 * elements alone: nothing is drawn again for a key, and no name is put together before there is something to see.
 */

type MarkElement = HTMLElement | SVGElement;

/** What makes a shape a mark, besides its name and the tab stop. */
export function markedAs({ id, open }: Pick<Mark, 'id' | 'open'>, grid: boolean) {
  return {
    ...(grid ? { role: 'gridcell' } : { role: 'option', 'aria-selected': false }),
    tabIndex: -1,
    'data-mark': id,
    'data-opens': open !== undefined,
  };
}

export function markIn(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-mark]') : null;
  return element?.getAttribute('data-mark') ?? undefined;
}

function elementsOf(figure: Element | null, mark: string): MarkElement[] {
  return [...(figure?.querySelectorAll<MarkElement>(`[data-mark="${CSS.escape(mark)}"]`) ?? [])];
}

/** Of the drawing and the table the one that is shown. */
export function elementOf(figure: Element | null, mark: string): MarkElement | undefined {
  return elementsOf(figure, mark).find((element) => element.closest('[hidden]') === null);
}

function stop(element: MarkElement, isStop: boolean): void {
  element.tabIndex = isStop ? 0 : -1;
  if (element.hasAttribute('aria-selected')) element.setAttribute('aria-selected', String(isStop));
}

/** Gives the tab stop to a mark, in the drawing and in the table. */
export function stopAt(figure: Element | null, mark: string | undefined): void {
  for (const element of figure?.querySelectorAll<MarkElement>('[data-mark][tabindex="0"]') ?? [])
    if (element.dataset.mark !== mark) stop(element, false);
  if (mark !== undefined) for (const element of elementsOf(figure, mark)) stop(element, true);
}

/** Says what a mark of the drawing is called; a cell of the table says it itself. */
export function nameMark(
  element: Element | null | undefined,
  markOf: (id: string) => Mark | undefined,
): void {
  if (!(element instanceof SVGElement)) return;
  const label = markOf(element.dataset.mark ?? '')?.label;
  if (label !== undefined && element.getAttribute('aria-label') !== label)
    element.setAttribute('aria-label', label);
}
