import type { ProjectDetail } from '@koersvast/contracts';
import { appearanceAt, coderAppearanceAt } from '@koersvast/core/codebook';
import type { ShownAnnotation } from '@koersvast/core/pending';
import { useComputedColorScheme } from '@mantine/core';
import { type MouseEvent, useEffect, useRef } from 'react';
import { useStore } from '../../lib/store.ts';
import type { ListedAnnotation } from './annotation-list.ts';
import classes from './document-map.module.css';
import type { ColourBy } from './letter.tsx';
import { useReaderSession } from './reader-session.ts';

interface DocumentMapProps {
  readonly project: ProjectDetail;
  readonly list: readonly ListedAnnotation[];
  readonly length: number;
  readonly colourBy: ColourBy;
}

/** The number of the colour of an annotation. */
function ticksOf(project: ProjectDetail, colourBy: ColourBy): (shown: ShownAnnotation) => number {
  const tags = new Map(project.tags.map((tag) => [tag.id, appearanceAt(tag.appearance).colour]));
  const coders = new Map(
    project.members.map((member, place) => [member.id, coderAppearanceAt(place).colour]),
  );
  const plain = { tag: appearanceAt(0).colour, coder: coderAppearanceAt(0).colour };
  return colourBy === 'tag'
    ? ({ row }) => tags.get(row.tagId) ?? plain.tag
    : ({ row }) => coders.get(row.createdById) ?? plain.coder;
}

/** In each line of pixels what comes last: thousands of ticks are then no more to draw than the lines there are. */
function drawTicks(
  element: HTMLCanvasElement,
  list: readonly ListedAnnotation[],
  length: number,
  colourOf: (shown: ShownAnnotation) => number,
): void {
  const context = element.getContext('2d');
  if (context === null) return;
  const scale = devicePixelRatio;
  const width = Math.round(element.clientWidth * scale);
  const height = Math.round(element.clientHeight * scale);
  element.width = width;
  element.height = height;
  const lines = new Int16Array(height).fill(-1);
  for (const { shown } of list) {
    const { start, end } = shown.row;
    const top = Math.min(height - 1, Math.floor((start / length) * height));
    const tall = Math.min(8 * scale, Math.max(2 * scale, ((end - start) / length) * height));
    lines.fill(colourOf(shown), top, top + Math.round(tall));
  }
  const style = getComputedStyle(element);
  const forced = matchMedia('(forced-colors: active)').matches;
  for (let from = 0; from < height; ) {
    const colour = lines[from] ?? -1;
    let to = from + 1;
    while (to < height && lines[to] === colour) to += 1;
    if (colour >= 0) {
      context.fillStyle = forced ? 'CanvasText' : style.getPropertyValue(`--kv-tag-${colour}-line`);
      context.fillRect(0, from, width, to - from);
    }
    from = to;
  }
}

/** The document in little beside the scroll bar: a tick for every annotation. What it shows, the panel lists. */
export function DocumentMap({ project, list, length, colourBy }: DocumentMapProps) {
  const session = useReaderSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useStore(session.layout);
  const scheme = useComputedColorScheme('light');

  // biome-ignore lint/correctness/useExhaustiveDependencies: layout and theme change what is drawn
  useEffect(() => {
    // In the next frame, which lays out the page in any case: to ask how high it is now would do so once more.
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      if (element !== null) drawTicks(element, list, length, ticksOf(project, colourBy));
    });
    return () => cancelAnimationFrame(frame);
  }, [list, project, length, colourBy, layout, scheme]);

  const jump = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const offset = Math.round(((event.clientY - box.top) / box.height) * length);
    session.view.get()?.scrollTo({ start: offset, end: offset });
  };
  return (
    <div className={classes.map} aria-hidden="true">
      <canvas ref={canvas} className={classes.ticks} onClick={jump} />
    </div>
  );
}
