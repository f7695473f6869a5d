import { onlineManager } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import letterUrl from '../../../../../packages/formats/fixtures/files/brief-kort.pdf?url';
import { type Colours, faultsIn, show, words } from '../../testing/show.tsx';
import { Later } from '../../ui/later.tsx';
import { originalPages } from './later-pages.ts';
import { OriginalPages, type OriginalPagesProps } from './original-pages.tsx';
import type { PageLine } from './page-lines.ts';

/** A PDF of so many pages in a font that it does not bring along, with a link and a script that want to be followed. */
function aPdf(pages: number): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert("run"); this.ran = true) >> >>',
    `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, at) => `${4 + 2 * at} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (let at = 0; at < pages; at += 1) {
    const drawn = `BT /F1 24 Tf 72 700 Td (Page ${at + 1}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://example.org/followed) >> >>] >>`,
      `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    );
  }
  let file = '%PDF-1.7\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = file.length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

/** One line on each page, ten letters each, where the words of such a PDF are. */
function linesOf(pages: number): PageLine[] {
  return Array.from({ length: pages }, (_, at) => ({
    start: at * 12,
    end: at * 12 + 10,
    page: at + 1,
    box: [72, 118, 172, 146],
  }));
}

const title = 'Letter to the House';
const scroller = () => page.getByRole('region', { name: words('page:label', { title }) });
const picture = (nth: number, of: number) =>
  page.getByRole('img', { name: words('page:image', { page: nth, of }) });
const drawn = (place: HTMLElement) => place.querySelectorAll('[data-state="drawn"] canvas').length;
const boxes = (place: HTMLElement, look: string) => [
  ...place.querySelectorAll<HTMLElement>(`[data-look="${look}"]`),
];

const window = (more: Partial<OriginalPagesProps> & Pick<OriginalPagesProps, 'source'>) => (
  <div style={{ width: 600, height: 500 }}>
    <OriginalPages title={title} lines={[]} {...more} />
  </div>
);

afterEach(() => vi.restoreAllMocks());

/** Whether anything but white was drawn. */
function inkOn(canvas: HTMLCanvasElement): boolean {
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) return true;
  return false;
}

describe('the pages of an original', () => {
  it.each<Colours>(['light', 'dark'])(
    'are drawn, named and without faults, in the %s theme',
    async (colours) => {
      const { place } = await show(window({ source: letterUrl }), { colours });
      await expect.poll(() => drawn(place)).toBeGreaterThan(0);
      const canvas = place.querySelector('canvas');
      expect(canvas !== null && inkOn(canvas)).toBe(true);
      await expect.element(scroller()).toBeVisible();
      expect(await faultsIn(place)).toEqual([]);
    },
  );

  it('come with what draws them when they are asked for', async () => {
    const give = { source: letterUrl, title, lines: [] };
    const { place } = await show(
      <div style={{ height: 400 }}>
        <Later part={originalPages} wanted give={give} meanwhile="waits" />
      </div>,
    );
    expect(page.getByText('waits').query()).not.toBeNull();
    await expect.poll(() => drawn(place)).toBeGreaterThan(0);
  });

  it('are drawn in fonts that the file takes for granted; nothing in it is run or followed', async () => {
    const asked: string[] = [];
    const seen = new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) asked.push(name);
    });
    seen.observe({ type: 'resource', buffered: true });
    const { place } = await show(window({ source: aPdf(1) }));
    await expect.poll(() => drawn(place)).toBe(1);
    const canvas = place.querySelector('canvas');
    expect(canvas !== null && inkOn(canvas)).toBe(true);
    seen.disconnect();
    expect(place.querySelector('a, iframe, script, input')).toBeNull();
    expect(asked.filter((name) => new URL(name).origin !== location.origin)).toEqual([]);
  });

  it('are in the page only where they are seen, of three thousand', async () => {
    const { place } = await show(window({ source: aPdf(3000), lines: linesOf(3000) }));
    await expect.element(picture(1, 3000)).toBeInTheDocument();
    expect(place.querySelectorAll('[data-page]').length).toBeLessThan(6);
    (scroller().element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    await expect.element(picture(3000, 3000)).toBeInTheDocument();
    await expect.poll(() => drawn(place)).toBeGreaterThan(0);
    expect(place.querySelectorAll('[data-page]').length).toBeLessThan(6);
    await expect.element(page.getByText(words('page:at', { page: '3,000', of: '3,000' }))).toBeVisible();
    await userEvent.keyboard('{PageUp}');
    await expect.element(page.getByText(words('page:at', { page: '2,999', of: '3,000' }))).toBeVisible();
    await userEvent.keyboard('{Home}{PageDown}');
    await expect.element(page.getByText(words('page:at', { page: '2', of: '3,000' }))).toBeVisible();
  });

  it('become larger and smaller around what is in sight', async () => {
    const { place } = await show(window({ source: aPdf(9), lines: linesOf(9) }));
    await expect.element(picture(1, 9)).toBeInTheDocument();
    const wide = () => place.querySelector('[data-page]')?.getBoundingClientRect().width ?? 0;
    const before = wide();
    (scroller().element() as HTMLElement).focus();
    await userEvent.keyboard('{PageDown}{PageDown}{PageDown}++');
    await expect.poll(wide).toBeCloseTo(1.5 * before, -1);
    await expect.element(page.getByText(words('page:at', { page: 4, of: 9 }))).toBeVisible();
    await userEvent.keyboard('---');
    await expect.poll(wide).toBeCloseTo(0.8 * before, -1);
    await page.getByRole('button', { name: words('page:size', { size: '80%' }) }).click();
    await expect.poll(wide).toBe(before);
    await page.getByRole('button', { name: words('page:next') }).click();
    await expect.element(page.getByText(words('page:at', { page: 5, of: 9 }))).toBeVisible();
  });
});

describe('a place on a page', () => {
  it('is brought into sight and outlined, again when it is another, and told', async () => {
    const source = aPdf(40);
    const lines = linesOf(40);
    const at = (start: number, end: number) =>
      window({ source, lines, place: { start, end }, words: 'Page 30' });
    const { place, again } = await show(at(29 * 12, 29 * 12 + 5));
    await expect.poll(() => boxes(place, 'place').length).toBe(1);
    const label = words('page:image.marked', { page: 30, of: 40, words: 'Page 30' });
    await expect.element(page.getByRole('img', { name: label })).toBeInTheDocument();
    const [box] = boxes(place, 'place');
    const [there, around] = [box?.getBoundingClientRect(), scroller().element().getBoundingClientRect()];
    expect(there?.top).toBeGreaterThanOrEqual(around.top);
    expect(there?.bottom).toBeLessThanOrEqual(around.bottom);
    // Half of the letters are half of the line, and a little.
    const paper = box?.closest('[data-page]')?.getBoundingClientRect();
    expect((there?.width ?? 0) / (paper?.width ?? 1)).toBeCloseTo(58 / 595, 2);
    again(at(4 * 12, 4 * 12 + 10));
    await expect
      .poll(() => boxes(place, 'place')[0]?.closest<HTMLElement>('[data-page]')?.dataset.page)
      .toBe('5');
  });

  it('gives the place in the text, by pointer and by keyboard', async () => {
    const onPick = vi.fn();
    const { place } = await show(window({ source: aPdf(3), lines: linesOf(3), onPick }));
    await expect.poll(() => drawn(place)).toBeGreaterThan(0);
    const paper = place.querySelector<HTMLElement>('[data-page="1"]');
    const rect = paper?.getBoundingClientRect();
    if (paper == null || rect === undefined) throw new Error('There is no page.');
    const points = (x: number, y: number) => ({
      position: { x: (x / 595) * rect.width, y: (y / 842) * rect.height },
    });
    await userEvent.click(paper, points(125, 130));
    expect(onPick.mock.calls.map(([offset]) => offset)).toEqual([5]);
    // Far from all words there is nothing to go to.
    await userEvent.click(paper, points(300, 400));
    expect(onPick).toHaveBeenCalledTimes(1);
    (scroller().element() as HTMLElement).focus();
    await userEvent.keyboard('{PageDown}{Enter}');
    expect(onPick.mock.calls.map(([offset]) => offset)).toEqual([5, 12]);
  });

  it('shows what is coded, and greys what is not in the text, which can be chosen', async () => {
    const onPart = vi.fn();
    const { place } = await show(
      window({
        source: aPdf(2),
        lines: linesOf(2),
        marks: [{ start: 0, end: 4, colour: 2 }],
        dropped: [{ id: 'head', page: 1, box: [72, 40, 400, 60] }],
        onPart,
      }),
    );
    await expect.poll(() => boxes(place, 'coded').length).toBe(1);
    await page.getByRole('button', { name: words('page:part') }).click();
    expect(onPart.mock.calls).toEqual([['head']]);
    expect(await faultsIn(place)).toEqual([]);
  });
});

describe('pages that cannot be shown', () => {
  const answers = (answer: () => Promise<Response>) =>
    vi.spyOn(globalThis.window, 'fetch').mockImplementation(answer);

  it.each([
    ['damaged', 200, 'failed.damaged'],
    ['gone', 404, 'failed.missing'],
    ['held up', 503, 'failed.server'],
  ])('say so: %s', async (_name, status, sentence) => {
    answers(async () => new Response('<html>no PDF</html>', { status }));
    await show(window({ source: '/original', download: '/original' }));
    await expect.element(page.getByText(words(`page:${sentence}`))).toBeVisible();
    const offered = page.getByRole('link', { name: words('page:download') }).query() !== null;
    expect(offered).toBe(status !== 404);
  });

  it('are asked for again where that can help', async () => {
    const bytes = aPdf(1);
    let ready = false;
    answers(async () => (ready ? new Response(bytes.slice()) : new Response('', { status: 503 })));
    const { place } = await show(window({ source: '/original' }));
    await expect.element(page.getByRole('alert')).toBeVisible();
    ready = true;
    await page.getByRole('button', { name: words('page:again') }).click();
    await expect.poll(() => drawn(place)).toBe(1);
  });

  it('come by themselves when there is a network again', async () => {
    const bytes = aPdf(1);
    let connected = false;
    answers(async () => {
      if (!connected) throw new TypeError('Failed to fetch');
      return new Response(bytes.slice());
    });
    const { place } = await show(window({ source: '/original' }));
    await expect.element(page.getByText(words('page:failed.offline'))).toBeVisible();
    connected = true;
    onlineManager.setOnline(false);
    onlineManager.setOnline(true);
    await expect.poll(() => drawn(place), { timeout: 15_000 }).toBe(1);
  });
});
