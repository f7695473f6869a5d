import { EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { ViewAnnotation } from '../../src/index.ts';
import type { Contender } from './contender.ts';
import { appearances } from './sample.ts';

let view: EditorView;
let made: (() => void) | null = null;
let count = 0;

const addMark = StateEffect.define<ViewAnnotation>();
const removeMark = StateEffect.define<string>();

/** Its own idiom: one mark a decoration, coloured by class; nested where they overlap. */
function markOf({ id, paint }: ViewAnnotation): Decoration {
  return Decoration.mark({ class: `mark paint-${paint}`, attributes: { 'data-id': id } });
}

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    let set = before.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(addMark)) {
        set = set.update({ add: [markOf(effect.value).range(effect.value.start, effect.value.end)] });
      } else if (effect.is(removeMark)) {
        set = set.update({ filter: (_from, _to, mark) => mark.spec.attributes['data-id'] !== effect.value });
      }
    }
    return set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const theme = EditorView.theme({
  '.mark': { textDecorationLine: 'underline', textUnderlineOffset: '0.2em' },
  '.mark .mark': { textUnderlineOffset: '0.42em' },
  '.mark .mark .mark': { textUnderlineOffset: '0.64em' },
  ...Object.fromEntries(
    appearances.map(({ colour, line }, paint) => [
      `.paint-${paint}`,
      {
        backgroundColor: `var(--kv-tag-${colour}-tint)`,
        textDecorationColor: `var(--kv-tag-${colour}-line)`,
        textDecorationStyle: line,
      },
    ]),
  ),
});

export const codemirror: Contender = {
  mark: '.mark',
  async mount(host, { text, annotations }) {
    const ranges = annotations.map((annotation) =>
      markOf(annotation).range(annotation.start, annotation.end),
    );
    view = new EditorView({
      parent: host,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          marks.init(() => RangeSet.of(ranges, true)),
          theme,
          EditorView.domEventHandlers({
            pointerup: () => {
              setTimeout(() => {
                const { from, to } = view.state.selection.main;
                if (from === to || made === null) return;
                count += 1;
                const annotation = { id: `s${count}`, start: from, end: to, paint: 1, label: '' };
                view.dispatch({ effects: addMark.of(annotation), selection: { anchor: to } });
                made();
              });
            },
          }),
        ],
      }),
    });
  },
  changes: {
    add: (annotation) => view.dispatch({ effects: addMark.of(annotation) }),
    remove: (id) => view.dispatch({ effects: removeMark.of(id) }),
    recolour: (annotation) =>
      view.dispatch({
        effects: [
          removeMark.of(annotation.id),
          addMark.of({ ...annotation, paint: (annotation.paint + 1) % appearances.length }),
        ],
      }),
    hitTest(x, y) {
      const at = view.posAtCoords({ x, y });
      let found = 0;
      if (at !== null) {
        view.state.field(marks).between(at, at, () => {
          found += 1;
        });
      }
      return found;
    },
    annotateOnSelect(callback) {
      made = callback;
    },
  },
};
