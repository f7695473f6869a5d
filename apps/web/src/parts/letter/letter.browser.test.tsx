import type { DocumentText } from '@koersvast/contracts';
import type { Lane, TextView } from '@koersvast/highlighter';
import { useRef, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Colours, faultsIn, show } from '../../testing/show.tsx';
import {
  anAnnotation,
  aProject,
  documentId,
  els,
  jan,
  pressure,
  trade,
  text as words,
} from '../../testing/study.ts';
import { coderLane, laneItemsOf } from './coder-lanes.ts';
import letterClasses from './letter.module.css';
import { MarkedLetter } from './marked-letter.tsx';
import { useLanedView } from './use-laned-view.ts';

const row = { title: 'Letter to the House', language: 'en' };
const plain = { mark: null, at: null, data: {} };
const text: DocumentText = {
  documentId,
  text: words,
  textSha256: '',
  blocks: [
    { index: 1, kind: 'heading', level: 1, paragraph: null, start: 0, end: 11, ...plain },
    { index: 2, kind: 'paragraph', level: null, paragraph: 1, start: 12, end: words.length, ...plain },
  ],
  sentences: [{ index: 1, block: 2, start: 12, end: words.length }],
};
const region = page.getByRole('document', { name: row.title });
const mark = (nth: number, start: number, end: number, tagId: string) => ({
  id: `mark ${nth}`,
  start,
  end,
  tagId,
  label: `label ${nth}`,
});

describe('a letter with marks', () => {
  it.each<Colours>(['light', 'dark'])('is named, and can be read, in the %s theme', async (colours) => {
    const marks = [mark(1, 4, 11, pressure.id), mark(2, 8, 18, trade.id), mark(3, 36, 42, 'gone')];
    const { place } = await show(<MarkedLetter project={aProject()} row={row} text={text} marks={marks} />, {
      colours,
    });
    await expect.poll(() => place.querySelectorAll('.kv-mark').length).toBeGreaterThan(2);
    expect(place.textContent).toContain('cabinet');
    expect(await faultsIn(place)).toEqual([]);
  });

  it('shows others when they change, and none where there are none', async () => {
    const shown = await show(
      <MarkedLetter project={aProject()} row={row} text={text} marks={[mark(1, 4, 11, pressure.id)]} />,
    );
    await expect.poll(() => shown.place.querySelectorAll('.kv-mark').length).toBe(1);
    shown.again(<MarkedLetter project={aProject()} row={row} text={text} marks={[]} />);
    await expect.poll(() => shown.place.querySelectorAll('.kv-mark').length).toBe(0);
    expect(shown.place.textContent).toContain('urges Russia');
  });
});

const project = aProject();
const itemOf = laneItemsOf(project, (tagId) => project.tags.find(({ id }) => id === tagId)?.name ?? '–');
const lanes: Lane[] = [
  coderLane(project, els.id, [itemOf(anAnnotation(1), 'difference')]),
  coderLane(project, jan.id, [itemOf(anAnnotation(2, jan, { tagId: 'gone', end: 18 }), 'difference')]),
  coderLane(project, 'gone', []),
];

interface LanedProps {
  readonly onChoose: (group: string, itemId: string | null) => void;
  readonly onView: (view: TextView | null) => void;
}

function Laned({ onChoose, onView }: LanedProps) {
  const [currentId, setCurrentId] = useState<string | null>(null);
  const labelOf = useRef(({ who }: { readonly who: readonly { readonly label: string }[] }) =>
    who.map(({ label }) => label).join(' '),
  ).current;
  const { host } = useLanedView({
    row,
    text,
    foot: () => 48,
    speak: (spoken) => spoken.kind,
    hear: { onSelect: () => {}, onHover: () => {}, onActivate: () => {}, onBoundaryDrag: () => {} },
    lanes,
    labelOf,
    currentId,
    onChoose: (group, itemId) => {
      setCurrentId(group);
      onChoose(group, itemId);
    },
    onView,
  });
  // Clear of where the bars of the page are.
  return (
    <div style={{ paddingTop: 200 }}>
      <div className={letterClasses.letter} ref={host} />
    </div>
  );
}

describe('a letter with lanes', () => {
  it('draws what each coder has, tells what was pointed at, and lights it', async () => {
    const [onChoose, onView] = [vi.fn(), vi.fn()];
    const shown = await show(<Laned onChoose={onChoose} onView={onView} />);
    const bars = () => [...shown.place.querySelectorAll<HTMLElement>('[data-difference]')];
    await expect.poll(() => bars().length).toBeGreaterThan(1);
    bars()[0]?.click();
    await expect.poll(() => bars().every(({ dataset }) => dataset.current === 'true')).toBe(true);
    expect(onChoose.mock.calls[0]?.[0]).toBe('difference');
    await userEvent.click(region);
    shown.unmount();
    expect(onView.mock.calls.map(([view]) => view === null)).toEqual([false, true]);
  });

  it('calls a coder and a tag that nobody knows any more by a dash', () => {
    expect(lanes[2]).toMatchObject({ label: '–', name: '–' });
    expect(lanes[1]?.items[0]).toMatchObject({ title: '–', appearance: 0 });
  });
});
