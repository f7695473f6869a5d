/**
 * The text view: a document with its annotations, imperative, without a framework.
 *
 * const view = createTextView(host, { text, blocks, sentences, language, labels, annotations, appearances, ... })
 * view.add(annotation); view.setActive(id); view.scrollTo(span); view.destroy();
 *
 * The page imports `@koersvast/highlighter/highlighter.css` and sets `--kv-tag-N-line` and `--kv-tag-N-tint` for
 * each colour N that it uses. `createLaneLayer` draws what several people made of the text under its lines; its page
 * imports `@koersvast/highlighter/lanes.css`.
 */
export { createLaneLayer, type LaneLayer } from './lanes/lane-layer.ts';
export type { Lane, LaneItem, Row } from './lanes/lanes.ts';
export { type NoteLink, noteLinksOf } from './note-link.ts';
export { type CellPlace, cellsOf, itemLevels, speakerAt } from './structure.ts';
export { createTextView } from './text-view.ts';
export type * from './types.ts';
