import { utf16 } from '@koersvast/core/text';
import { spanAfterDrag } from './boundary-drag.ts';
import { Interaction } from './interaction.ts';
import { PaintedText } from './painted-text.ts';
import type { TextView, TextViewOptions } from './types.ts';

let views = 0;

function makeRoot(
  ownerDocument: Document,
  options: TextViewOptions,
): { root: HTMLElement; help: HTMLElement } {
  views += 1;
  const help = ownerDocument.createElement('div');
  help.id = `kv-help-${views}`;
  help.hidden = true;
  help.textContent = options.labels.help ?? '';
  const root = ownerDocument.createElement('div');
  root.className = 'kv-text';
  root.lang = options.language;
  root.translate = false;
  root.tabIndex = 0;
  root.setAttribute('role', 'document');
  root.setAttribute('aria-label', options.labels.region);
  if (options.labels.help !== undefined) root.setAttribute('aria-describedby', help.id);
  return { root, help };
}

/**
 * Shows a document with its annotations in `host`. The text is never changed and never parsed: it enters the
 * page as text nodes. Blocks are in text order, as they are stored with the document.
 */
export function createTextView(host: HTMLElement, options: TextViewOptions): TextView {
  const { root, help } = makeRoot(host.ownerDocument, options);
  const painted = new PaintedText(root, options);
  const interaction = new Interaction(painted, options);
  const { annotations, geometry, positions } = painted;
  host.append(root, help, interaction.speaker.element);
  painted.start();

  let frame = 0;
  const soon = () => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      interaction.drawCaret();
      options.onLayout?.();
    });
  };
  const resized = new ResizeObserver(soon);
  resized.observe(root);
  // Words move in a table that is wider than the page; scrolling does not bubble.
  root.addEventListener('scroll', soon, { capture: true, passive: true });

  return {
    element: root,
    mounted: painted.page.mounted,
    drawnText: painted.drawnText,
    setAnnotations: (list) => painted.change((changes) => annotations.replaceAll(list, changes)),
    add: (annotation) => painted.change((changes) => annotations.set(annotation, changes)),
    update: (annotation) => painted.change((changes) => annotations.set(annotation, changes)),
    remove: (id) => painted.change((changes) => annotations.delete(id, changes)),
    setFilter: (shows) => painted.change((changes) => annotations.setFilter(shows, changes)),
    setPaint: (appearances, paintOf) => painted.setPaint(appearances, paintOf),
    setRooms: (rooms) => {
      painted.setRooms(rooms);
      interaction.drawCaret();
      options.onLayout?.();
    },
    setActive: (id) => painted.setActive(id),
    setHover: (ids) => painted.setHover(ids),
    setDraft: (span) => painted.draft.set(span),
    getSelection: () => interaction.selection,
    setSelection: (span) => interaction.select(span === null ? null : { anchor: span.start, head: span.end }),
    getCaret: () => utf16(interaction.head),
    setCaret: (offset) => {
      const head = interaction.caret.place(offset);
      interaction.select({ anchor: head, head });
    },
    annotationsAt: (offset) => annotations.index.at(offset).map(({ id }) => id),
    annotationsIn: (span) => annotations.index.overlapping(span).map(({ id }) => id),
    hitTest: (x, y) => {
      const target = root.ownerDocument.elementFromPoint(x, y);
      return target !== null && root.contains(target) ? painted.idsOf(target) : [];
    },
    offsetAt: (x, y) => {
      const offset = positions.atPoint(x, y);
      return offset === null ? null : interaction.caret.place(offset);
    },
    rectsOf: (span) => geometry.rectsOf(span),
    topOf: (offset) => geometry.topOf(offset),
    scrollTo: (span, scroll = {}) => geometry.scrollTo(span, scroll),
    visibleBlocks: () => {
      const found = geometry.visibleBlocks();
      const first = painted.parts[found?.first ?? -1];
      const last = painted.parts[found?.last ?? -1];
      return first === undefined || last === undefined ? null : { first: first.index, last: last.index };
    },
    handleKey: (event) => interaction.handleKey(event),
    moveBoundary: (id, side, unit, direction) => {
      const annotation = annotations.get(id);
      if (annotation === undefined) return null;
      const offset = interaction.caret.move(annotation[side], unit, direction, side === 'end');
      const { language } = options;
      return spanAfterDrag(options.text, annotation, side, offset, { mode: 'character', language });
    },
    focus: () => root.focus({ preventScroll: true }),
    destroy: () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      interaction.destroy();
      painted.destroy();
      root.remove();
      help.remove();
      interaction.speaker.element.remove();
    },
  };
}
