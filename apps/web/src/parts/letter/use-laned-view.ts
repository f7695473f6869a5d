import {
  createLaneLayer,
  type Lane,
  type LaneLayer,
  type Row,
  type TextView,
  type TextViewOptions,
} from '@koersvast/highlighter';
import '@koersvast/highlighter/lanes.css';
import { type RefObject, useEffect, useRef } from 'react';
import { type TextViewInput, useTextView } from './use-text-view.ts';

type Hearing = NonNullable<TextViewInput['hear']>;

interface LanedViewInput extends Omit<TextViewInput, 'onMade' | 'hear'> {
  /** What is heard of the text, beside that it was laid out anew. */
  readonly hear: Omit<Hearing, 'onLayout'>;
  readonly lanes: readonly Lane[];
  /** What the margin says of a row of them. */
  readonly labelOf: (row: Row) => string;
  /** The group that is pointed out in the lanes. */
  readonly currentId: string | null;
  /** Somebody pointed at what lies in a lane: its group, and which of it. */
  readonly onChoose: (group: string, itemId: string | null) => void;
  readonly onView: (view: TextView | null) => void;
}

interface LanedView {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly view: RefObject<TextView | null>;
}

/** The one text view with lanes under its lines, kept in step with the page: gives the place where the letter stands. */
export function useLanedView(input: LanedViewInput): LanedView {
  const { lanes, labelOf, currentId, hear } = input;
  const view = useRef<TextView | null>(null);
  const layer = useRef<LaneLayer | null>(null);
  const latest = useRef(input);
  latest.current = input;
  const onMade = (made: TextView, place: HTMLElement, blocks: TextViewOptions['blocks']) => {
    const drawn = createLaneLayer(place, made, blocks, (group, item) => latest.current.onChoose(group, item));
    layer.current = drawn;
    view.current = made;
    latest.current.onView(made);
    return () => {
      drawn.destroy();
      layer.current = null;
      view.current = null;
      latest.current.onView(null);
    };
  };
  const host = useTextView({
    ...input,
    hear: { ...hear, onLayout: () => layer.current?.refresh(true) },
    onMade,
  });
  useEffect(() => layer.current?.setLanes([...lanes], labelOf), [lanes, labelOf]);
  useEffect(() => layer.current?.setCurrent(currentId), [currentId]);
  return { host, view };
}
