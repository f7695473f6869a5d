import type { DocumentText, ListedDocument } from '@koersvast/contracts';
import { createTextView, type Spoken, type TextView, type TextViewOptions } from '@koersvast/highlighter';
import '@koersvast/highlighter/highlighter.css';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { blocksOf, sentencesOf } from '../../data/document-text.ts';
import { barsHeight } from './measures.ts';

type Hearing = Pick<
  TextViewOptions,
  'onSelect' | 'onHover' | 'onActivate' | 'onBoundaryDrag' | 'onLayout' | 'onNote'
>;

export interface TextViewInput {
  readonly row: Pick<ListedDocument, 'title' | 'language'>;
  readonly text: DocumentText;
  /** How much under the text is hidden by bars, in pixels; undefined where nothing stays when it scrolls. */
  readonly foot?: (letter: Element) => number;
  /** What a screen reader is told of a step through the text. */
  readonly speak?: (spoken: Spoken) => string;
  /** What is heard of the text; those that are there at first are, the newest of each. */
  readonly hear?: Hearing;
  /** Called with each view that is made, in its place; what comes back is called before it goes. */
  readonly onMade: (view: TextView, place: HTMLElement, blocks: TextViewOptions['blocks']) => () => void;
}

/** Keeps the one text view and the page in step: gives the place where the letter stands. */
export function useTextView(input: TextViewInput): RefObject<HTMLDivElement | null> {
  const { row, text } = input;
  const { title, language } = row;
  const { t } = useTranslation('reader');
  const words = useRef(t);
  words.current = t;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(input);
  latest.current = input;
  useEffect(() => {
    const place = host.current;
    if (place === null) return;
    const blocks = blocksOf(text);
    const { hear = {}, foot } = latest.current;
    const view = createTextView(place, {
      text: text.text,
      blocks,
      sentences: sentencesOf(text),
      language,
      labels: {
        region: title,
        note: (mark, side) => words.current(side === 'mark' ? 'note.mark' : 'note.back', { mark }),
        speak: (spoken) => latest.current.speak?.(spoken) ?? '',
      },
      ...(foot !== undefined && {
        scrollMargin: {
          top: barsHeight + 24,
          get bottom() {
            return latest.current.foot?.(place) ?? 0;
          },
        },
      }),
      ...(hear.onSelect && { onSelect: (selection) => latest.current.hear?.onSelect?.(selection) }),
      ...(hear.onHover && { onHover: (ids) => latest.current.hear?.onHover?.(ids) }),
      ...(hear.onActivate && { onActivate: (activation) => latest.current.hear?.onActivate?.(activation) }),
      ...(hear.onBoundaryDrag && {
        onBoundaryDrag: (id, span, phase) => latest.current.hear?.onBoundaryDrag?.(id, span, phase),
      }),
      ...(hear.onNote && { onNote: (step) => latest.current.hear?.onNote?.(step) }),
      ...(hear.onLayout && { onLayout: () => latest.current.hear?.onLayout?.() }),
    });
    const leave = latest.current.onMade(view, place, blocks);
    return () => {
      leave();
      view.destroy();
    };
  }, [text, title, language]);
  return host;
}
