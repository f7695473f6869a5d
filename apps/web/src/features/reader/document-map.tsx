import type { ProjectDetail } from '@koersvast/contracts';
import { appearanceAt, coderAppearanceAt } from '@koersvast/core/codebook';
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

/** The document in little beside the scroll bar: a tick for every annotation. What it shows, the panel lists. */
export function DocumentMap({ project, list, length, colourBy }: DocumentMapProps) {
  const session = useReaderSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useStore(session.layout);
  const scheme = useComputedColorScheme('light');

  // biome-ignore lint/correctness/useExhaustiveDependencies: layout and theme change what is drawn
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element == null || context == null) return;
    const scale = devicePixelRatio;
    const width = Math.round(element.clientWidth * scale);
    const height = Math.round(element.clientHeight * scale);
    element.width = width;
    element.height = height;
    const style = getComputedStyle(element);
    const forced = matchMedia('(forced-colors: active)').matches;
    const tags = new Map(project.tags.map((tag) => [tag.id, tag.appearance]));
    const coders = new Map(project.members.map((member, place) => [member.id, place]));
    const colours = new Map<number, string>();
    const colourOf = (colour: number) => {
      const known = colours.get(colour) ?? style.getPropertyValue(`--kv-tag-${colour}-line`);
      colours.set(colour, known);
      return forced ? 'CanvasText' : known;
    };
    for (const { shown } of list) {
      const { tagId, createdById, start, end } = shown.row;
      const { colour } =
        colourBy === 'tag'
          ? appearanceAt(tags.get(tagId) ?? 0)
          : coderAppearanceAt(coders.get(createdById) ?? 0);
      context.fillStyle = colourOf(colour);
      const top = (start / length) * height;
      context.fillRect(
        0,
        top,
        width,
        Math.min(8, Math.max(2, ((end - start) / length) * element.clientHeight)) * scale,
      );
    }
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
