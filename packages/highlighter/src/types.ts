import type {
  Block,
  MoveDirection,
  MoveUnit,
  RawSpan,
  Sentence,
  SnapMode,
  Span,
  Utf16Offset,
} from '@koersvast/core/text';
import type { Room } from './room.ts';

/** An annotation as the view needs it. Replace the object to change it: the view compares by identity. */
export interface ViewAnnotation {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** Position in the list of appearances, unless `setPaint` was given a function that decides. */
  readonly paint: number;
  /** What a screen reader says of it: tag and coder. */
  readonly label: string;
  /** Not yet acknowledged by the server. */
  readonly pending?: boolean;
  /** Its boundaries cannot be moved: it gets no handles. */
  readonly fixed?: boolean;
  /** A fixed line under the text, from 0; without it the lowest free one in each block. */
  readonly lane?: number;
}

/** Somebody went from a note's mark to the note, or back. Offsets in the text. */
export interface NoteStep {
  readonly from: Utf16Offset;
  readonly to: Utf16Offset;
}

export type LineStyle = 'solid' | 'double' | 'dotted' | 'dashed' | 'wavy';

/** How a tag or a coder looks. The colours are the page's CSS variables `--kv-tag-N-line` and `-tint`. */
export interface Appearance {
  /** The N of the CSS variables. */
  readonly colour: number;
  readonly line: LineStyle;
  /** The letter of the caption that shows on hover and when active. */
  readonly key?: string;
  /** The caption is always there, since others look the same. */
  readonly always?: boolean;
}

export type Modality = 'mouse' | 'touch' | 'keyboard';

/** What is selected, after snapping. */
export interface ViewSelection {
  readonly span: Span;
  /** The end that moves when the selection is extended lies at the start of the span. */
  readonly backward: boolean;
  readonly modality: Modality;
}

/** A click, a tap or Enter on a place in the text. */
export interface Activation {
  /** Everything that covers the place, the shortest first; empty on bare text. */
  readonly ids: readonly string[];
  readonly offset: Utf16Offset | null;
  readonly modality: Modality;
}

export type DragPhase = 'start' | 'move' | 'end' | 'cancel';

/** What happened at the caret, for the sentence that is spoken. */
export type Spoken =
  | {
      readonly kind: 'caret';
      /** The character, word, sentence or line that the caret now stands before. */
      readonly text: string;
      /** Labels of the annotations that cover the caret now and did not before, and the other way round. */
      readonly entered: readonly string[];
      readonly left: readonly string[];
    }
  | { readonly kind: 'selection'; readonly text: string; readonly covering: readonly string[] }
  | { readonly kind: 'nothing_selected' };

export interface ViewLabels {
  /** Name of the region: the document's title. */
  readonly region: string;
  /** How to code with the keyboard; read after the name. */
  readonly help?: string;
  /** What a note's mark is called: in the running text (`mark`), and before the words of the note (`note`). */
  note?(mark: string, side: 'mark' | 'note'): string;
  /** The sentence for a screen reader; an empty string says nothing. */
  speak(spoken: Spoken): string;
}

export interface TextViewOptions {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
  /** BCP 47 tag of the document. */
  readonly language: string;
  readonly labels: ViewLabels;
  readonly annotations?: readonly ViewAnnotation[];
  readonly appearances?: readonly Appearance[];
  /** The element that scrolls; without it the nearest ancestor that does, or the page. */
  readonly scroller?: HTMLElement;
  /** The level (1 to 6) of the elements that a heading of level 1 becomes; 2 unless given. */
  readonly headingLevel?: number;
  /** What a pointer's selection is widened to; Alt gives `character`. `word` unless given. */
  readonly snap?: SnapMode;
  /** Room to keep above and below what is scrolled to, in pixels, for example under a fixed bar. */
  readonly scrollMargin?: { readonly top: number; readonly bottom: number };
  onSelect?(selection: ViewSelection | null): void;
  /** Everything under the pointer, the shortest first. */
  onHover?(ids: readonly string[]): void;
  onActivate?(activation: Activation): void;
  /**
   * A boundary of the active annotation is dragged; its handles are shown only when this is given. On `end` the
   * caller updates the annotation in the same call, otherwise it springs back.
   */
  onBoundaryDrag?(id: string, span: Span, phase: DragPhase): void;
  /** A note's link was followed; the view has gone there already. */
  onNote?(step: NoteStep): void;
  /** The places of spans have changed: the page was resized or text came near. At most once a frame. */
  onLayout?(): void;
}

export interface ScrollOptions {
  /** Where the span's first line comes; `nearest` does not move when it is in sight. `center` unless given. */
  readonly align?: 'center' | 'nearest' | 'start';
}

export type { Room } from './room.ts';

/** A block was drawn anew, or is drawn no more. */
export type DrawnWatcher = (position: number, isDrawn: boolean) => void;

/** What of the text is in the page now, for marks that lie over it. */
export interface DrawnText {
  readonly blocks: readonly RawSpan[];
  /** Positions of the blocks that are drawn. */
  drawn(): readonly number[];
  /** The place in the page of a span within one block that is drawn. */
  rangeOf(start: number, end: number): Range;
  /** Returns what ends it. */
  watch(watcher: DrawnWatcher): () => void;
}

export interface TextView {
  /** The element that holds the text, takes the focus and hears the keys. */
  readonly element: HTMLElement;
  /** Settles when the whole text is in the page; the first screen is there at once. */
  readonly mounted: Promise<void>;
  readonly drawnText: DrawnText;

  /** Replaces the list; only what differs is painted again. */
  setAnnotations(annotations: readonly ViewAnnotation[]): void;
  add(annotation: ViewAnnotation): void;
  update(annotation: ViewAnnotation): void;
  remove(id: string): void;
  /** Hides what the predicate refuses; null shows all. */
  setFilter(shows: ((annotation: ViewAnnotation) => boolean) | null): void;
  /** Sets the appearances and, if given, which one an annotation has: colour by tag or by coder. */
  setPaint(appearances: readonly Appearance[], paintOf?: (annotation: ViewAnnotation) => number): void;

  /**
   * Keeps room under some words for what the page draws there; a line of text gets the most that any of its words
   * need, and one without such words keeps the line height of the page. In text order, none overlapping.
   */
  setRooms(rooms: readonly Room[]): void;

  /** The annotation that is outlined and has handles. */
  setActive(id: string | null): void;
  setHover(ids: readonly string[]): void;
  /**
   * Keeps a span visibly marked while the focus is elsewhere, for example in a menu. While there is a draft, a
   * native selection that leaves the text is not reported.
   */
  setDraft(span: RawSpan | null): void;

  getSelection(): ViewSelection | null;
  /** Selects a span as if by keyboard, or nothing. Does not move the focus and does not scroll. */
  setSelection(span: RawSpan | null): void;
  getCaret(): Utf16Offset;
  setCaret(offset: number): void;
  /** Ids at a place or in a span, the shortest first or in text order. Hidden ones are left out. */
  annotationsAt(offset: number): string[];
  annotationsIn(span: RawSpan): string[];

  /** Ids of what is painted at a point of the window, the shortest first. */
  hitTest(x: number, y: number): string[];
  /** The place in the text nearest to a point; null outside the window and where other text is nearer. */
  offsetAt(x: number, y: number): Utf16Offset | null;
  /** The lines of a span in client coordinates, or null when its text is far from the screen. */
  rectsOf(span: RawSpan): DOMRect[] | null;
  /** Pixels from the top of `element` to the line of `offset`; an estimate where the text is far away. */
  topOf(offset: number): number;
  scrollTo(span: RawSpan, options?: ScrollOptions): void;
  /** `index` of the first and the last block that are at least partly in sight, or null. */
  visibleBlocks(): { readonly first: number; readonly last: number } | null;

  /** True when the view used the key. It hears keys on its own element; this is for keys pressed elsewhere. */
  handleKey(event: KeyboardEvent): boolean;
  /** Where one boundary of an annotation would come by one step; null when it would leave nothing. */
  moveBoundary(id: string, side: 'start' | 'end', unit: MoveUnit, direction: MoveDirection): Span | null;

  focus(): void;
  destroy(): void;
}
