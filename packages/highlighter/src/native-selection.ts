import { type RawSpan, type SnapMode, snapSelection } from '@koersvast/core/text';
import type { DomPositions, Side } from './dom-position.ts';
import type { Modality } from './types.ts';

/** The two ends of a selection as offsets: where it began and where it is extended. */
export interface Ends {
  readonly anchor: number;
  readonly head: number;
}

export function spanOf({ anchor, head }: Ends): RawSpan {
  return { start: Math.min(anchor, head), end: Math.max(anchor, head) };
}

/** Each end of a selection stays on the side of its own text; a caret stands before the text that follows. */
function sidesOf({ anchor, head }: Ends): { anchor: Side; head: Side } {
  return { anchor: anchor <= head ? 'after' : 'before', head: head <= anchor ? 'after' : 'before' };
}

export interface SelectionHost {
  readonly root: HTMLElement;
  readonly text: string;
  readonly language: string;
  readonly snap: SnapMode;
  readonly positions: DomPositions;
  /** The paragraph at an offset, as it is in the text, however it is shown. */
  paragraphAt(offset: number): RawSpan | null;
  /** The selection is now this one: by pointer after snapping, or as something else in the browser made it. */
  onChange(ends: Ends | null, modality: Modality): void;
  /** A click or a tap that selects nothing. */
  onClick(event: MouseEvent, modality: Modality): void;
  /** True while losing the native selection to something else on the page means nothing. */
  keepsSelection(): boolean;
}

/** Follows and sets the browser's selection in the text. */
export class NativeSelection {
  readonly #host: SelectionHost;
  readonly #stop = new AbortController();
  #dragging = false;
  #from: { x: number; y: number } | null = null;
  #finished = false;
  #modality: Modality = 'mouse';
  #known: Ends | null = null;
  #waiting = 0;
  /** False while no selection can be in the text. Only to ask the browser makes it lay out the page. */
  #mayBeHere = false;

  constructor(host: SelectionHost) {
    this.#host = host;
    const { root } = host;
    const { ownerDocument } = root;
    const { signal } = this.#stop;
    root.addEventListener('pointerdown', (event) => this.#begin(event), { signal });
    ownerDocument.addEventListener('pointerup', (event) => this.#release(event), { signal });
    ownerDocument.addEventListener('pointercancel', () => this.#abandon(), { signal });
    root.addEventListener('click', (event) => this.#click(event), { signal });
    ownerDocument.addEventListener('selectionchange', () => this.#changed(), { signal });
  }

  #begin(event: PointerEvent): void {
    this.#mayBeHere = true;
    this.#modality = event.pointerType === 'mouse' ? 'mouse' : 'touch';
    this.#finished = false;
    this.#from = { x: event.clientX, y: event.clientY };
    this.#dragging = event.pointerType === 'mouse' && event.button === 0;
  }

  #release(event: PointerEvent): void {
    if (!this.#dragging) return;
    this.#dragging = false;
    const from = this.#from ?? { x: event.clientX, y: event.clientY };
    if (Math.abs(event.clientX - from.x) + Math.abs(event.clientY - from.y) < 3) return;
    this.#finish(event);
  }

  #abandon(): void {
    this.#dragging = false;
  }

  #click(event: MouseEvent): void {
    if (this.#finished || event.button !== 0) return;
    const ends = this.read();
    // A press that stayed in place three times means the paragraph, however far the browser takes its own selection.
    if (this.#modality === 'mouse' && (event.detail >= 3 || (ends !== null && ends.anchor !== ends.head))) {
      this.#finish(event);
      return;
    }
    this.#host.onClick(event, this.#modality);
  }

  /** At the end of a pointer's selection: show what it means, and tell. */
  #finish(event: MouseEvent): void {
    const ends = event.detail >= 3 ? this.#paragraphUnder(event) : this.#readAt(event);
    if (ends === null) return;
    const mode = event.altKey ? 'character' : this.#host.snap;
    const span = snapSelection(this.#host.text, spanOf(ends), { mode, language: this.#host.language });
    if (span === null) {
      if (ends.anchor !== ends.head) this.#clear();
      return;
    }
    this.#finished = true;
    const snapped: Ends =
      ends.anchor <= ends.head
        ? { anchor: span.start, head: span.end }
        : { anchor: span.end, head: span.start };
    this.set(snapped);
    this.#host.onChange(snapped, this.#modality);
  }

  #paragraphUnder({ clientX, clientY }: MouseEvent): Ends | null {
    const offset = this.#host.positions.atPoint(clientX, clientY);
    const span = offset === null ? null : this.#host.paragraphAt(offset);
    return span === null ? null : { anchor: span.start, head: span.end };
  }

  /**
   * Let go beside the text, the browser's selection runs on to there, perhaps over all that follows; what is meant
   * is the line at the height of the pointer.
   */
  #readAt(event: MouseEvent): Ends | null {
    const ends = this.read();
    const { root, positions } = this.#host;
    const focus = root.ownerDocument.getSelection()?.focusNode ?? null;
    if (ends === null || root.contains(focus)) return ends;
    const { left, right, top, bottom } = root.getBoundingClientRect();
    const { clientX, clientY } = event;
    // Over the text itself the browser's selection runs on because it takes whole paragraphs.
    if (clientX > left && clientX < right && clientY > top && clientY < bottom) return ends;
    const x = Math.max(left + 1, Math.min(right - 1, clientX));
    const y = Math.max(top + 1, Math.min(bottom - 1, clientY));
    const head = positions.atPoint(x, y);
    return head === null ? ends : { anchor: ends.anchor, head };
  }

  #clear(): void {
    this.set(null);
    this.#host.onChange(null, this.#modality);
  }

  /** A change that no pointer of ours is making: touch handles, the browser's menu, a find, another script. */
  #changed(): void {
    this.#mayBeHere = true;
    if (this.#dragging || this.#waiting !== 0) return;
    this.#waiting = requestAnimationFrame(() => {
      this.#waiting = 0;
      if (this.#dragging) return;
      const ends = this.read();
      this.#mayBeHere = ends !== null;
      if (ends === null && (this.#known === null || this.#host.keepsSelection())) return;
      if (ends !== null && this.#known?.anchor === ends.anchor && this.#known.head === ends.head) return;
      const collapsed = ends === null || ends.anchor === ends.head;
      if (collapsed && (this.#known === null || this.#known.anchor === this.#known.head)) {
        this.#known = ends;
        return;
      }
      this.#known = ends;
      this.#host.onChange(ends, this.#modality);
    });
  }

  /** The ends of the native selection when one of them lies in the text, otherwise null. */
  read(): Ends | null {
    const selection = this.#host.root.ownerDocument.getSelection();
    if (selection === null || selection.anchorNode === null || selection.focusNode === null) return null;
    const { root, positions } = this.#host;
    if (!root.contains(selection.anchorNode) && !root.contains(selection.focusNode)) return null;
    return {
      anchor: positions.toOffset(selection.anchorNode, selection.anchorOffset),
      head: positions.toOffset(selection.focusNode, selection.focusOffset),
    };
  }

  /** Makes the native selection; null takes it away if it is in the text. */
  set(ends: Ends | null): void {
    const selection = this.#host.root.ownerDocument.getSelection();
    if (selection === null) return;
    this.#known = ends;
    this.#mayBeHere ||= ends !== null;
    if (ends === null) {
      if (selection.anchorNode !== null && this.#host.root.contains(selection.anchorNode))
        selection.removeAllRanges();
      return;
    }
    const { positions } = this.#host;
    const sides = sidesOf(ends);
    const anchor = positions.toDom(ends.anchor, sides.anchor);
    const head = positions.toDom(ends.head, sides.head);
    selection.setBaseAndExtent(anchor.node, anchor.offset, head.node, head.offset);
  }

  /** Runs what replaces text nodes and puts each end of the selection back that stood in one of them. */
  keepDuring(concerns: (node: Node) => boolean, work: () => void): void {
    if (!this.#mayBeHere) {
      work();
      return;
    }
    const selection = this.#host.root.ownerDocument.getSelection();
    const { anchorNode, focusNode } = selection ?? {};
    const anchorMoves = anchorNode instanceof Node && concerns(anchorNode);
    const headMoves = focusNode instanceof Node && concerns(focusNode);
    if (selection === null || !anchorNode || !focusNode || !(anchorMoves || headMoves)) {
      work();
      return;
    }
    const { anchorOffset, focusOffset } = selection;
    const { positions } = this.#host;
    const ends = {
      anchor: positions.toOffset(anchorNode, anchorOffset),
      head: positions.toOffset(focusNode, focusOffset),
    };
    work();
    const sides = sidesOf(ends);
    const anchor = anchorMoves
      ? positions.toDom(ends.anchor, sides.anchor)
      : { node: anchorNode, offset: anchorOffset };
    const head = headMoves
      ? positions.toDom(ends.head, sides.head)
      : { node: focusNode, offset: focusOffset };
    selection.setBaseAndExtent(anchor.node, anchor.offset, head.node, head.offset);
  }

  /** The modality of the pointer that was used last. */
  get modality(): Modality {
    return this.#modality;
  }

  get dragging(): boolean {
    return this.#dragging;
  }

  destroy(): void {
    this.#stop.abort();
    cancelAnimationFrame(this.#waiting);
  }
}
