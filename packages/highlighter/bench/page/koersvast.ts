import { createTextView, type TextView } from '../../src/index.ts';
import '../../src/highlighter.css';
import type { Contender } from './contender.ts';
import { appearances } from './sample.ts';

let view: TextView;
let made: (() => void) | null = null;
let count = 0;
let turn = 0;

export const koersvast: Contender = {
  mark: '.kv-mark',
  async mount(host, { text, blocks, sentences, annotations }) {
    view = createTextView(host, {
      text,
      blocks,
      sentences,
      annotations,
      appearances,
      language: 'nl',
      labels: { region: 'Bench', speak: () => '' },
      onBoundaryDrag: () => undefined,
      onSelect(selection) {
        if (selection === null || made === null) return;
        count += 1;
        view.add({ id: `s${count}`, ...selection.span, paint: 1, label: 'tag, coder' });
        view.setSelection(null);
        made();
      },
    });
    await view.mounted;
  },
  changes: {
    add: (annotation) => view.add(annotation),
    remove: (id) => view.remove(id),
    recolour: (annotation) =>
      view.update({ ...annotation, paint: (annotation.paint + 1) % appearances.length }),
    recolourAll: () => {
      turn += 1;
      const by = turn;
      view.setPaint(appearances, ({ paint }) => (paint + by) % appearances.length);
    },
    hitTest: (x, y) => view.hitTest(x, y).length,
    annotateOnSelect(callback) {
      made = callback;
    },
  },
};
