import { type Caret, createCaret, lastStartingAt, type RawSpan, snapSelection } from '@koersvast/core/text';
import { BoundaryDrag } from './boundary-drag.ts';
import { copySelection } from './clipboard.ts';
import { DrawnCaret } from './drawn-caret.ts';
import { readKey } from './key.ts';
import { Keyboard, type Step } from './keyboard.ts';
import { type Ends, NativeSelection, spanOf } from './native-selection.ts';
import { NoteSteps } from './note-steps.ts';
import type { PaintedText } from './painted-text.ts';
import { Pointer } from './pointer.ts';
import { Speaker } from './speaker.ts';
import type { Modality, TextViewOptions, ViewSelection } from './types.ts';

const onMac = typeof navigator !== 'undefined' && /^(Mac|iPhone|iPad)/.test(navigator.platform);

/** What a person does with the text: selecting, moving the caret, pointing, clicking, dragging a boundary. */
export class Interaction {
  readonly speaker: Speaker;
  readonly caret: Caret;
  readonly #painted: PaintedText;
  readonly #options: TextViewOptions;
  readonly #native: NativeSelection;
  readonly #keyboard: Keyboard;
  readonly #drawn: DrawnCaret;
  readonly #pointer: Pointer;
  readonly #drag: BoundaryDrag;
  readonly #notes: NoteSteps;
  readonly #stop = new AbortController();
  #ends: Ends | null = null;
  #selection: ViewSelection | null = null;
  #byKeyboard = false;

  constructor(painted: PaintedText, options: TextViewOptions) {
    this.#painted = painted;
    this.#options = options;
    const { root, positions, geometry } = painted;
    const { text, language, sentences } = options;
    const snap = options.snap ?? 'word';
    this.caret = createCaret(options);
    this.speaker = new Speaker(options.labels, root.ownerDocument);
    this.#keyboard = new Keyboard({ text, sentences, caret: this.caret, positions, geometry });
    this.#drawn = new DrawnCaret(painted.page, geometry, root.ownerDocument);
    this.#drag = new BoundaryDrag({
      root,
      text,
      language,
      snap,
      geometry,
      offsetAt: (x, y) => positions.atPoint(x, y),
      active: () =>
        painted.active === null ? null : (painted.annotations.index.get(painted.active) ?? null),
      preview: (annotation, span) => painted.preview(annotation, span),
      onDrag: (id, span, phase) => options.onBoundaryDrag?.(id, span, phase),
    });
    this.#native = new NativeSelection({
      root,
      text,
      language,
      snap,
      positions,
      paragraphAt: (offset) => options.blocks[Math.max(0, lastStartingAt(options.blocks, offset))] ?? null,
      onChange: (ends, modality) => this.#changed(ends, modality),
      onClick: (event, modality) => this.#click(event, modality),
      keepsSelection: () => painted.draft.span !== null,
    });
    this.#notes = new NoteSteps({
      painted,
      arrive: (offset) => this.select({ anchor: offset, head: offset }),
      onNote: (step) => options.onNote?.(step),
    });
    this.#pointer = new Pointer({
      root,
      busy: () => this.#drag.running || this.#native.dragging,
      idsOf: (target) => painted.idsOf(target),
      onHover: (ids) => {
        painted.setHover(ids);
        options.onHover?.(ids);
      },
    });
    painted.keepSelection = (concerns, work) => this.#native.keepDuring(concerns, work);
    this.#listen();
  }

  #listen(): void {
    const { root } = this.#painted;
    const { signal } = this.#stop;
    root.addEventListener('keydown', (event) => this.handleKey(event) && event.preventDefault(), { signal });
    root.addEventListener('copy', (event) => copySelection(event, root, this.#options.text, this.#native), {
      signal,
    });
    root.addEventListener(
      'click',
      (event) => {
        if (this.#notes.follow(event.target, false)) event.preventDefault();
      },
      { signal },
    );
    root.addEventListener('pointerdown', () => this.#useKeyboard(false), { signal });
    root.addEventListener('focus', () => root.matches(':focus-visible') && this.#useKeyboard(true), {
      signal,
    });
    root.addEventListener('blur', () => this.#drawn.hide(), { signal });
  }

  get selection(): ViewSelection | null {
    return this.#selection;
  }

  get head(): number {
    return this.#ends?.head ?? this.#firstInSight();
  }

  #firstInSight(): number {
    const visible = this.#painted.geometry.visibleBlocks();
    return this.caret.place(this.#painted.parts[visible?.first ?? 0]?.start ?? 0);
  }

  #useKeyboard(yes: boolean): void {
    this.#byKeyboard = yes;
    if (!yes) this.#keyboard.forgetColumn();
    this.drawCaret();
  }

  /** Shows the caret where it is, if the keyboard is what the person uses. */
  drawCaret(): void {
    const { root, annotations } = this.#painted;
    if (!this.#byKeyboard || root.ownerDocument.activeElement !== root) {
      this.#drawn.hide();
      return;
    }
    this.#drawn.show(this.head, annotations.index.blockAt(this.head));
  }

  /** What a pair of ends means: by keyboard exactly what is selected, otherwise snapped. */
  #describe(ends: Ends | null, modality: Modality): ViewSelection | null {
    if (ends === null || ends.anchor === ends.head) return null;
    const { text, language } = this.#options;
    const mode = modality === 'touch' ? (this.#options.snap ?? 'word') : 'character';
    const span = snapSelection(text, spanOf(ends), { mode, language });
    return span === null ? null : { span, backward: ends.head < ends.anchor, modality };
  }

  #changed(ends: Ends | null, modality: Modality): void {
    if (ends !== null) this.#ends = ends;
    const selection = this.#describe(ends, modality);
    const { covering, text } = this.#spanWords(selection?.span ?? null);
    if (selection !== null) this.speaker.say({ kind: 'selection', text, covering });
    this.#report(selection);
  }

  #report(selection: ViewSelection | null): void {
    if (selection === null && this.#selection === null) return;
    this.#selection = selection;
    this.#options.onSelect?.(selection);
  }

  #spanWords(span: RawSpan | null): { text: string; covering: string[] } {
    if (span === null) return { text: '', covering: [] };
    return {
      text: this.#options.text.slice(span.start, span.end),
      covering: this.#painted.annotations.index.overlapping(span).map(({ label }) => label),
    };
  }

  #click(event: MouseEvent, modality: Modality): void {
    // It leads to a note, and is no place in the text.
    if (this.#notes.linkOf(event.target) !== null) return;
    const offset = this.#painted.positions.atPoint(event.clientX, event.clientY);
    if (offset !== null) this.#ends = { anchor: offset, head: offset };
    this.#report(null);
    this.#options.onActivate?.({
      ids: this.#idsUnder(event, offset),
      offset: offset === null ? null : this.caret.place(offset),
      modality,
    });
  }

  /** A handle lies over the ends of its span: pressed and let go, it is a click on the words under it. */
  #idsUnder({ target, clientX, clientY }: MouseEvent, offset: number | null): string[] {
    const { root, annotations } = this.#painted;
    // While a handle is held, the pointer belongs to the whole text.
    const hit = target === root ? root.ownerDocument.elementFromPoint(clientX, clientY) : target;
    if (!(hit instanceof Element)) return [];
    const under = hit.closest('.kv-handle') === null || offset === null ? [] : annotations.index.at(offset);
    return under.length > 0 ? under.map(({ id }) => id) : this.#painted.idsOf(hit);
  }

  /** Puts caret and selection somewhere without telling anybody. */
  select(ends: Ends | null): void {
    if (ends !== null) this.#ends = ends;
    else if (this.#ends !== null) this.#ends = { anchor: this.#ends.head, head: this.#ends.head };
    this.#native.set(ends);
    this.#selection = this.#describe(ends, 'keyboard');
    this.drawCaret();
  }

  handleKey(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing) return false;
    if ((event.key === 'Enter' || event.key === ' ') && this.#notes.follow(event.target, true)) return true;
    const action = readKey(event, onMac);
    if (action === null) return false;
    switch (action.kind) {
      case 'clear':
        return this.#clear();
      case 'activate':
        return this.#activate();
      case 'select_all':
        this.#step({ anchor: 0, head: this.#options.text.length }, null);
        return true;
      default: {
        const from = this.#ends ?? { anchor: this.head, head: this.head };
        this.#step(this.#keyboard.move(from, action), action);
        return true;
      }
    }
  }

  #step(ends: Ends, step: Step | null): void {
    this.#byKeyboard = true;
    this.#ends = ends;
    this.#native.set(ends);
    if (step !== null) {
      this.#painted.geometry.scrollTo({ start: ends.head, end: ends.head }, { align: 'nearest' });
    }
    this.drawCaret();
    const selection = this.#describe(ends, 'keyboard');
    this.#speak(ends, step, selection);
    this.#report(selection);
  }

  #speak(ends: Ends, step: Step | null, selection: ViewSelection | null): void {
    if (selection !== null) {
      this.speaker.say({ kind: 'selection', ...this.#spanWords(selection.span) });
      return;
    }
    const covering = this.#painted.annotations.index.at(ends.head).map(({ label }) => label);
    this.speaker.caret(step === null ? '' : this.#keyboard.textAt(ends.head, step), covering);
  }

  #clear(): boolean {
    if (this.#selection === null) return false;
    const head = this.head;
    this.#ends = { anchor: head, head };
    this.#native.set(this.#ends);
    this.drawCaret();
    this.speaker.say({ kind: 'nothing_selected' });
    this.#report(null);
    return true;
  }

  #activate(): boolean {
    const ids = this.#painted.annotations.index.at(this.head).map(({ id }) => id);
    if (this.#selection !== null || ids.length === 0) return false;
    const offset = this.caret.place(this.head);
    this.#options.onActivate?.({ ids, offset, modality: 'keyboard' });
    return true;
  }

  destroy(): void {
    this.#stop.abort();
    this.#native.destroy();
    this.#pointer.destroy();
    this.#drag.destroy();
    this.#drawn.hide();
  }
}
