import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './one-page.module.css';
import type { PageBox, PageLine, PageLines } from './page-lines.ts';
import type { PageFile, PageSize } from './pdf.ts';

/** What is pointed out on a page. */
export interface BoxOnPage {
  readonly box: PageBox;
  readonly look: 'place' | 'coded' | 'dropped';
  /** The N of `--kv-tag-N-line`, of what is coded. */
  readonly colour?: number | undefined;
  /** Of a part that was left out, and can be chosen. */
  readonly id?: string | undefined;
}

interface OnePageProps {
  readonly file: PageFile;
  readonly page: number;
  /** What it takes to be its size until it is known. */
  readonly usual: PageSize;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly boxes: readonly BoxOnPage[];
  readonly lines: PageLines;
  /** What a screen reader is told that the page shows. */
  readonly words: string | null;
  readonly onSize: (page: number, size: PageSize) => void;
  readonly onPick: ((offset: number, line: PageLine) => void) | undefined;
  readonly onPart: ((id: string) => void) | undefined;
}

/** Draws a page into a place: the picture before stays, stretched, until the next one is there. */
function usePicture({ file, page, width }: Pick<OnePageProps, 'file' | 'page' | 'width'>) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'drawing' | 'drawn' | 'failed'>('drawing');
  useEffect(() => {
    const given = new AbortController();
    file.draw(page, Math.round(width * (devicePixelRatio || 1)), given.signal).then(
      (canvas) => {
        if (canvas === null || given.signal.aborted) return;
        place.current?.replaceChildren(canvas);
        setState('drawn');
      },
      () => {
        if (!given.signal.aborted) setState('failed');
      },
    );
    return () => given.abort();
  }, [file, page, width]);
  return { place, state };
}

/** One page as a picture, with boxes over it. */
export function OnePage(props: OnePageProps) {
  const { file, page, usual, width, top, height, boxes, lines, words, onSize, onPick, onPart } = props;
  const { t } = useTranslation('page');
  const { place, state } = usePicture({ file, page, width });
  const [size, setSize] = useState(usual);
  const [pointed, setPointed] = useState<PageLine | null>(null);
  const tell = useRef(onSize);
  tell.current = onSize;
  useEffect(() => {
    let left = false;
    file.sizeOf(page).then(
      (known) => {
        if (left) return;
        setSize(known);
        tell.current(page, known);
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [file, page]);

  const pointAt = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLElement>) => {
    const rect = currentTarget.getBoundingClientRect();
    const x = ((clientX - rect.left) / rect.width) * size.width;
    return { x, line: lines.at(page, x, ((clientY - rect.top) / rect.height) * size.height) };
  };
  const at = (box: PageBox) => styleOf(box, size);
  const label =
    words === null
      ? t('image', { page, of: file.pages })
      : t('image.marked', { page, of: file.pages, words });
  const over = useMemo(
    () => boxes.filter(({ id }) => id === undefined || onPart === undefined),
    [boxes, onPart],
  );
  const parts = useMemo(
    () => boxes.filter(({ id }) => id !== undefined && onPart !== undefined),
    [boxes, onPart],
  );
  return (
    <div className={classes.page} style={{ top, width, height }} data-page={page} data-state={state}>
      <div className={classes.picture} ref={place} role="img" aria-label={label} />
      {state === 'failed' && <p className={classes.failed}>{t('failed.page')}</p>}
      {/* Enter on the column does the same by keyboard. */}
      <div
        className={classes.over}
        aria-hidden="true"
        {...(onPick !== undefined && {
          'data-pick': '',
          onClick: (event: MouseEvent<HTMLElement>) => {
            const { x, line } = pointAt(event);
            if (line !== null) onPick(lines.offsetIn(line, x), line);
          },
          onMouseMove: (event: MouseEvent<HTMLElement>) => setPointed(pointAt(event).line),
          onMouseLeave: () => setPointed(null),
        })}
      >
        {over.map(({ box, look, colour }) => (
          <span
            key={`${look} ${box.join(' ')}`}
            className={classes.box}
            data-look={look}
            style={{
              ...at(box),
              ...(colour !== undefined && { '--kv-box': `var(--kv-tag-${colour}-line)` }),
            }}
          />
        ))}
        {pointed !== null && <span className={classes.box} data-look="pointed" style={at(pointed.box)} />}
      </div>
      {parts.map(({ box, id, look }) => (
        <button
          key={id}
          type="button"
          className={classes.box}
          data-look={look}
          data-part=""
          style={at(box)}
          aria-label={t('part')}
          onClick={() => id !== undefined && onPart?.(id)}
        />
      ))}
    </div>
  );
}

function styleOf([left, top, right, bottom]: PageBox, { width, height }: PageSize) {
  const share = (length: number, whole: number) => `${(100 * length) / whole}%`;
  return {
    left: share(left, width),
    top: share(top, height),
    width: share(right - left, width),
    height: share(bottom - top, height),
  };
}
