import type { DocumentText, ListedDocument, Member, ProjectDetail } from '@koersvast/contracts';
import { coderAppearanceAt } from '@koersvast/core/codebook';
import type { ShownAnnotation } from '@koersvast/core/pending';
import type { Span } from '@koersvast/core/text';
import type { Appearance, Spoken, ViewAnnotation, ViewSelection } from '@koersvast/highlighter';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { labelTags } from '../../data/project.ts';
import { useStore } from '../../lib/store.ts';
import classes from '../../parts/letter/letter.module.css';
import { roomBelow } from '../../parts/letter/measures.ts';
import { useTextView } from '../../parts/letter/use-text-view.ts';
import { tagLooks } from '../../parts/tag/tag-looks.ts';
import type { ListedAnnotation } from './annotation-list.ts';
import { type ReaderSession, useReaderSession } from './reader-session.ts';

export type ColourBy = 'tag' | 'coder';

interface LetterProps {
  readonly row: ListedDocument;
  readonly text: DocumentText;
  readonly project: ProjectDetail;
  /** What is to be shown, in any order. */
  readonly list: readonly ListedAnnotation[];
  readonly colourBy: ColourBy;
  readonly writable: boolean;
  /** A selection was made by a pointer and is complete, or is being made by keys or by touch. */
  readonly onSelect: (selection: ViewSelection | null) => void;
  readonly onBoundary: (key: string, span: Span) => void;
}

/** It holds the place of its coder too, so that colours by coder need no other ten thousand objects. */
interface LetterAnnotation extends ViewAnnotation {
  readonly coder: number;
}

function coderOf(annotation: ViewAnnotation): number {
  return 'coder' in annotation && typeof annotation.coder === 'number' ? annotation.coder : 0;
}

/** What makes an annotation of the view: the places of its tag and its coder, and what is said of it. */
interface Look {
  readonly tagPlaces: ReadonlyMap<string, number>;
  readonly coderPlaces: ReadonlyMap<string, number>;
  readonly labelOf: (shown: ShownAnnotation) => string;
  readonly made: WeakMap<ShownAnnotation, LetterAnnotation>;
  readonly writable: boolean;
}

function viewAnnotationOf({ key, shown }: ListedAnnotation, look: Look): LetterAnnotation {
  const known = look.made.get(shown);
  if (known !== undefined) return known;
  const { row, pending, own } = shown;
  const made: LetterAnnotation = {
    id: key,
    start: row.start,
    end: row.end,
    paint: look.tagPlaces.get(row.tagId) ?? 0,
    coder: look.coderPlaces.get(row.createdById) ?? 0,
    label: look.labelOf(shown),
    pending,
    fixed: !(own && look.writable),
  };
  look.made.set(shown, made);
  return made;
}

function coderAppearances(members: readonly Member[]): Appearance[] {
  return members.map(({ initials }, place) => ({ ...coderAppearanceAt(place), key: initials }));
}

/** Goes through what lies under one place, one more with each click on it. */
function pick(session: ReaderSession, ids: readonly string[], card: 'text' | null): void {
  const before = session.active.get();
  const [first] = ids;
  if (first === undefined) {
    session.active.set(null);
    return;
  }
  const again = before !== null && before.among.join(' ') === ids.join(' ');
  const at = again ? (ids.indexOf(before.key) + 1) % ids.length : 0;
  session.active.set({ key: ids[at] ?? first, among: ids, card, focus: null });
}

/** The letter itself. The text view draws it; this keeps the view and the page in step. */
export function Letter(props: LetterProps) {
  const { row, text, project, list, colourBy, writable, onSelect, onBoundary } = props;
  const { t, i18n } = useTranslation('reader');
  const session = useReaderSession();
  const speak = (spoken: Spoken): string => {
    if (spoken.kind === 'nothing_selected') return t('spoken.nothing');
    if (spoken.kind === 'selection') {
      const covering = spoken.covering.join('; ');
      return covering === ''
        ? t('spoken.selected', { text: spoken.text })
        : t('spoken.selectedCovered', { text: spoken.text, covering });
    }
    const entered = spoken.entered.map((label) => t('spoken.entered', { label }));
    const left = spoken.left.map((label) => t('spoken.left', { label }));
    return [spoken.text, ...entered, ...left].join('. ');
  };

  const { members, tags } = project;
  const look: Look = useMemo(() => {
    const names = new Map(members.map((member) => [member.id, member.name]));
    const labels = new Map(
      [...labelTags(tags, i18n.language)].map(([id, { label }]) => [id, label] as const),
    );
    const placesOf = (list: readonly { readonly id: string }[]) =>
      new Map(list.map(({ id }, place) => [id, place]));
    // The same few sentences for thousands of annotations.
    const made = new Map<string, string>();
    const labelOf = ({ row: { tagId, createdById } }: ShownAnnotation) => {
      const pair = `${tagId}/${createdById}`;
      const label =
        made.get(pair) ??
        t('spoken.label', { tag: labels.get(tagId) ?? '', coder: names.get(createdById) ?? '' });
      made.set(pair, label);
      return label;
    };
    return {
      tagPlaces: placesOf(tags),
      coderPlaces: placesOf(members),
      labelOf,
      made: new WeakMap(),
      writable,
    };
  }, [members, tags, i18n.language, t, writable]);

  // Whoever came from another screen goes on by key here; whoever opens the address starts at the top of the page.
  const takesFocus = useRouterState({ select: ({ location }) => location.state.__TSR_index > 0 });
  const host = useTextView({
    row,
    text,
    foot: roomBelow,
    speak,
    hear: {
      onSelect: (selection) => {
        session.selection.set(selection);
        if (selection !== null) session.active.set(null);
        onSelect(selection);
      },
      onHover: (ids) => session.hover.set(new Set(ids)),
      onActivate: ({ ids }) => pick(session, ids, 'text'),
      onBoundaryDrag: (id, span, phase) => {
        if (phase === 'end') onBoundary(id, span);
      },
      onNote: ({ from, to }) => session.noted.set({ from, to }),
      onLayout: () => session.layout.set(session.layout.get() + 1),
    },
    onMade: (created) => {
      session.view.set(created);
      if (takesFocus && document.activeElement === document.body) created.focus();
      const stop = session.active.subscribe(() => created.setActive(session.active.get()?.key ?? null));
      return () => {
        stop();
        session.view.set(null);
        session.selection.set(null);
      };
    },
  });

  const view = useStore(session.view);
  useEffect(() => {
    if (colourBy === 'tag') view?.setPaint(tagLooks(tags));
    else view?.setPaint(coderAppearances(members), coderOf);
  }, [view, colourBy, tags, members]);
  useEffect(() => {
    view?.setAnnotations(list.map((each) => viewAnnotationOf(each, look)));
    // What was active may only now be there, as after opening a link.
    view?.setActive(session.active.get()?.key ?? null);
  }, [view, list, look, session]);

  return <div className={classes.letter} ref={host} />;
}
