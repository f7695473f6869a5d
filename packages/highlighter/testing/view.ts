import { segmentPlainText } from '@koersvast/core/text';
import { onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { createTextView, type TextView, type TextViewOptions, type ViewAnnotation } from '../src/index.ts';
import type { MouseStep } from './commands.ts';
import '../src/highlighter.css';
import './view.css';

declare module 'vitest/browser' {
  interface BrowserCommands {
    mouse(steps: readonly MouseStep[]): Promise<void>;
    clickTimes(x: number, y: number, times: number): Promise<void>;
    touchDrag(points: readonly { readonly x: number; readonly y: number }[]): Promise<void>;
    keys(combinations: readonly string[]): Promise<void>;
    media(settings: {
      readonly forcedColors?: 'active' | 'none';
      readonly colorScheme?: 'dark' | 'light';
    }): Promise<void>;
  }
}

export const letter = `Nederland koersvast

Nederland ziet geen reden om de houding tegenover Rusland, een combinatie van druk en selectieve samenwerking, te wijzigen. Dat schrijft de minister.

Het kabinet hecht aan 😀 samenwerking. 👩‍👩‍👧‍👦 Café en cafe\u0301.

Slot van de brief.`;

/** An annotation over the first (or the given) place of `quote` in the text. */
export function over(
  text: string,
  quote: string,
  id: string,
  rest: Partial<ViewAnnotation> = {},
): ViewAnnotation {
  const start = text.indexOf(quote);
  if (start === -1) throw new Error(`${quote} is not in the text`);
  return { id, start, end: start + quote.length, paint: 0, label: `label ${id}`, ...rest };
}

/** What happened, in the order in which the view told it. */
export interface Told {
  readonly selections: (string | null)[];
  readonly hovers: string[];
  readonly activations: string[];
  readonly drags: string[];
  readonly spoken: string[];
}

export async function show(
  text: string,
  options: Partial<TextViewOptions> = {},
): Promise<{ view: TextView; told: Told; host: HTMLElement }> {
  const host = document.createElement('div');
  host.className = 'page';
  document.body.append(host);
  const told: Told = { selections: [], hovers: [], activations: [], drags: [], spoken: [] };
  const view = createTextView(host, {
    text,
    ...segmentPlainText(text, 'nl'),
    language: 'nl',
    appearances: [
      { colour: 0, line: 'solid', key: 'p' },
      { colour: 1, line: 'dashed', key: 's' },
      { colour: 2, line: 'wavy' },
    ],
    labels: {
      region: 'Een brief',
      help: 'Kies tekst',
      speak(spoken) {
        const sentence =
          spoken.kind === 'caret'
            ? `${spoken.text}|+${spoken.entered.join(',')}|-${spoken.left.join(',')}`
            : spoken.kind === 'selection'
              ? `[${spoken.text}]${spoken.covering.join(',')}`
              : 'none';
        told.spoken.push(sentence);
        return sentence;
      },
    },
    onSelect(selection) {
      const { span, modality } = selection ?? {};
      told.selections.push(span === undefined ? null : `${text.slice(span.start, span.end)} (${modality})`);
    },
    onHover: (ids) => told.hovers.push(ids.join(' ')),
    onActivate: ({ ids, modality }) => told.activations.push(`${ids.join(' ')} (${modality})`),
    onBoundaryDrag: (id, span, phase) =>
      told.drags.push(`${id} ${phase} ${text.slice(span.start, span.end)}`),
    ...options,
  });
  onTestFinished(() => {
    view.destroy();
    host.remove();
    document.getSelection()?.removeAllRanges();
    scrollTo(0, 0);
  });
  await view.mounted;
  return { view, told, host };
}

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Lets everything settle that a view does a frame later: selection changes, hovering, layout. */
export async function settled(): Promise<void> {
  for (let frames = 0; frames < 3; frames += 1) await nextFrame();
}

/** The point between two characters, in the middle of the line. */
export function pointAt(view: TextView, offset: number): { x: number; y: number } {
  const rect = view.rectsOf({ start: offset, end: offset + 1 })?.[0];
  if (rect === undefined) throw new Error(`${offset} is not on the screen`);
  return { x: rect.left, y: rect.top + rect.height / 2 };
}

/** Drags the real mouse from one offset to another. */
export async function drag(view: TextView, from: number, to: number, key?: string): Promise<void> {
  const start = pointAt(view, from);
  const end = pointAt(view, to);
  await commands.mouse([
    { do: 'move', x: start.x + 1, y: start.y },
    { do: 'down' },
    { do: 'move', x: end.x + 1, y: end.y, steps: 5 },
    ...(key === undefined ? [] : [{ do: 'press', key } as const]),
    { do: 'up' },
    ...(key === undefined ? [] : [{ do: 'release', key } as const]),
  ]);
  await settled();
}

/** The pieces of the page in order: text, with `<id ...>` around what an annotation covers. */
export function drawn(element: Element): string {
  return [...element.childNodes]
    .map((node) => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof HTMLElement)) return '';
      if (node.classList.contains('kv-handle')) return node.dataset.side === 'start' ? '⟨' : '⟩';
      return node.dataset.id === undefined ? drawn(node) : `<${node.dataset.id} ${drawn(node)}>`;
    })
    .join('');
}

export function blocksOf(view: TextView): HTMLElement[] {
  return [...view.element.querySelectorAll<HTMLElement>('.kv-block')];
}

/** What the person has selected, as the view's offsets see it. */
export function nativeText(): string {
  return document.getSelection()?.toString() ?? '';
}
