import { type RawSpan, type SnapMode, type Span, snapSelection } from '@koersvast/core/text';
import type { Geometry } from './geometry.ts';
import type { DragPhase, ViewAnnotation } from './types.ts';

export interface DragHost {
  readonly root: HTMLElement;
  readonly text: string;
  readonly language: string;
  readonly snap: SnapMode;
  readonly geometry: Geometry;
  offsetAt(x: number, y: number): number | null;
  active(): ViewAnnotation | null;
  /** Draws the annotation over another span until the next call; null draws it as it is. */
  preview(annotation: ViewAnnotation, span: RawSpan | null): void;
  onDrag(id: string, span: Span, phase: DragPhase): void;
}

/**
 * The span after one of its boundaries is put elsewhere. Only that boundary is snapped; the other stays, and is
 * never crossed. Null when nothing would be left.
 */
export function spanAfterDrag(
  text: string,
  span: RawSpan,
  side: 'start' | 'end',
  offset: number,
  options: { readonly mode: SnapMode; readonly language: string },
): Span | null {
  const wanted =
    side === 'start'
      ? { start: Math.min(offset, span.end), end: span.end }
      : { start: span.start, end: Math.max(offset, span.start) };
  const snapped = snapSelection(text, wanted, options);
  if (snapped === null) return null;
  const start = side === 'start' ? snapped.start : span.start;
  const end = side === 'end' ? snapped.end : span.end;
  return start < end ? { start: start as Span['start'], end: end as Span['end'] } : null;
}

/** The handles at the ends of the active annotation, dragged by mouse, pen or finger. */
export class BoundaryDrag {
  readonly #host: DragHost;
  readonly #stop = new AbortController();
  #drag: { annotation: ViewAnnotation; side: 'start' | 'end'; span: Span; pointer: number } | null = null;

  constructor(host: DragHost) {
    this.#host = host;
    const { root } = host;
    const { signal } = this.#stop;
    root.addEventListener('pointerdown', (event) => this.#begin(event), { signal, capture: true });
    root.addEventListener('pointermove', (event) => this.#move(event), { signal });
    root.addEventListener('pointerup', (event) => this.#end(event, 'end'), { signal });
    root.addEventListener('pointercancel', (event) => this.#end(event, 'cancel'), { signal });
    root.addEventListener('selectstart', (event) => this.#drag !== null && event.preventDefault(), {
      signal,
    });
    root.ownerDocument.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || this.#drag === null) return;
        event.preventDefault();
        event.stopPropagation();
        this.#finish('cancel');
      },
      { signal, capture: true },
    );
  }

  get running(): boolean {
    return this.#drag !== null;
  }

  #begin(event: PointerEvent): void {
    const handle = event.target instanceof Element ? event.target.closest<HTMLElement>('.kv-handle') : null;
    const annotation = this.#host.active();
    if (handle === null || annotation === null || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { root } = this.#host;
    root.setPointerCapture(event.pointerId);
    root.classList.add('kv-dragging');
    const span = { start: annotation.start, end: annotation.end } as Span;
    const side = handle.dataset.side === 'start' ? 'start' : 'end';
    this.#drag = { annotation, side, span, pointer: event.pointerId };
    this.#host.onDrag(annotation.id, span, 'start');
  }

  #move(event: PointerEvent): void {
    const drag = this.#drag;
    if (drag === null || drag.pointer !== event.pointerId) return;
    this.#scrollAtEdge(event.clientY);
    const offset = this.#host.offsetAt(event.clientX, event.clientY);
    if (offset === null) return;
    const mode = event.altKey ? 'character' : this.#host.snap;
    const options = { mode, language: this.#host.language };
    const span = spanAfterDrag(this.#host.text, drag.annotation, drag.side, offset, options);
    if (span === null || (span.start === drag.span.start && span.end === drag.span.end)) return;
    drag.span = span;
    this.#host.preview(drag.annotation, span);
    this.#host.onDrag(drag.annotation.id, span, 'move');
  }

  #scrollAtEdge(y: number): void {
    const { top, bottom } = this.#host.geometry.viewport();
    if (y < top + 32) this.#host.geometry.scrollBy(-24);
    else if (y > bottom - 32) this.#host.geometry.scrollBy(24);
  }

  #end(event: PointerEvent, phase: 'end' | 'cancel'): void {
    if (this.#drag?.pointer === event.pointerId) this.#finish(phase);
  }

  #finish(phase: 'end' | 'cancel'): void {
    const drag = this.#drag;
    if (drag === null) return;
    this.#drag = null;
    const { root } = this.#host;
    root.classList.remove('kv-dragging');
    if (root.hasPointerCapture(drag.pointer)) root.releasePointerCapture(drag.pointer);
    this.#host.preview(drag.annotation, null);
    this.#host.onDrag(drag.annotation.id, drag.span, phase);
  }

  destroy(): void {
    this.#stop.abort();
  }
}
