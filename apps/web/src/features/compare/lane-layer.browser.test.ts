import { segmentPlainText } from '@koersvast/core/text';
import { createLaneLayer, createTextView, type Lane, type TextView } from '@koersvast/highlighter';
import '@koersvast/highlighter/highlighter.css';
import '@koersvast/highlighter/lanes.css';
import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import letter from '../../../../../prisma/seed/nederland-koersvast-richting-rusland.txt?raw';
import '../../styles/index.ts';
import letterClasses from '../../parts/letter/letter.module.css';
import textClasses from './compare-text.module.css';

/** What three careful coders mark in the letter: most alike, some with other boundaries or another tag, some alone. */
const passages = [
  'combinatie van druk',
  'selectieve samenwerking',
  'zorgen over veiligheid in veel Europese landen',
  'aantasting van de mensenrechten in Rusland',
  'De cyberoperatie tegen de OPCW hier op Nederlandse bodem vorig jaar',
  'pal staan voor onze waarden',
  'investeren we in de Nederlandse defensie, in onze cyberveiligheid',
  'samenwerking met partners vis-a-vis Rusland',
  'economische, maatschappelijke en culturele banden',
  'de kanalen open te houden',
  'bestrijden van terrorisme, georganiseerde misdaad en proliferatie van kernwapens',
  'maatschappelijke dialoog tussen Nederlanders en Russen',
];

function lanesOver(text: string, coders: number): Lane[] {
  const found = passages.flatMap((words) => {
    const starts: number[] = [];
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) starts.push(at);
    return starts.map((start) => ({ start, end: start + words.length }));
  });
  found.sort((a, b) => a.start - b.start);
  return Array.from({ length: coders }, (_, which): Lane => {
    const label = `C${which}`;
    const items = found.flatMap(({ start, end }, at) => {
      if (at % 4 === 1 && which === 1) return [];
      const from = at % 3 === 0 && which === 2 ? text.lastIndexOf(' ', start - 2) + 1 : start;
      const to = at % 5 === 0 && which === 1 ? start + 6 : end;
      const tag = at % 6 === 2 && which === 0 ? 7 : at % 5;
      return [
        {
          id: `${which} ${at}`,
          tagId: String(tag),
          start: from,
          end: to,
          appearance: tag,
          title: '',
          difference: null,
        },
      ];
    });
    return { id: label, label, name: label, final: false, items };
  });
}

const made: (() => void)[] = [];
afterEach(() => {
  for (const take of made.splice(0)) take();
});

async function show(text: string) {
  await document.fonts.load('18px "Source Serif 4 Variable"');
  const host = document.createElement('div');
  host.className = `${letterClasses.letter} ${textClasses.text}`;
  document.body.append(host);
  const parted = segmentPlainText(text, 'nl');
  const view: TextView = createTextView(host, {
    text,
    ...parted,
    language: 'nl',
    labels: { region: 'Brief', speak: () => '' },
    onLayout: () => layer.refresh(true),
  });
  const layer = createLaneLayer(host, view, parted.blocks, () => undefined);
  made.push(() => {
    layer.destroy();
    view.destroy();
    host.remove();
  });
  await view.mounted;
  await frames(2);
  return { host, view, layer, blocks: parted.blocks };
}

const labelOf = ({ who }: { who: readonly Lane[] }) => who.map(({ label }) => label).join(' ');

const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
};

/** How many times as high the text is with its lanes as without. What is far away has its room once it comes near. */
async function ratioOf(text: string, lanes: readonly Lane[]): Promise<number> {
  const { host, view, layer, blocks } = await show(text);
  const height = async () => {
    let sum = 0;
    const seen = new Set<Element>();
    for (const block of blocks) {
      const at = host.querySelectorAll('.kv-block')[blocks.indexOf(block)];
      const chunk = at?.closest('.kv-chunk');
      if (chunk === null || chunk === undefined || seen.has(chunk)) continue;
      seen.add(chunk);
      view.scrollTo(block);
      await frames(1);
      sum += chunk.getBoundingClientRect().height;
    }
    return sum;
  };
  const before = await height();
  layer.setLanes(lanes, labelOf);
  await frames(2);
  return (await height()) / before;
}

describe('a letter with the lanes of its coders', () => {
  test('is at most 1.3 times as high as without them, with three coders', async () => {
    const ratio = await ratioOf(letter, lanesOver(letter, 3));
    expect(ratio).toBeLessThanOrEqual(1.3);
  });

  test('also one of a hundred thousand characters', async () => {
    const long = Array.from({ length: 44 }, () => letter).join('\n\n');
    expect(long.length).toBeGreaterThan(95_000);
    const ratio = await ratioOf(long, lanesOver(long, 3));
    expect(ratio).toBeLessThanOrEqual(1.3);
  });

  test.each([
    ['wide', 1280, 3],
    ['wide, with five coders', 1280, 5],
    ['as narrow as a phone', 390, 3],
  ])('keeps them clear of the next line, %s', async (_name, width, coders) => {
    await page.viewport(width, 900);
    const { host, view, layer, blocks } = await show(letter);
    const linesOf = (block: (typeof blocks)[number]) => view.rectsOf(block) ?? [];
    const bare = blocks.map((block) => linesOf(block).length);
    layer.setLanes(lanesOver(letter, coders), labelOf);
    await frames(2);
    expect(blocks.map((block) => linesOf(block).length)).toEqual(bare);
    const lines = blocks.flatMap(linesOf);
    const layerElement = host.querySelector('.kv-lanes') ?? host;
    const bars = [...layerElement.querySelectorAll<HTMLElement>('[title=""], [title]')]
      .filter((each) => each.textContent?.startsWith('\u00a0') === true)
      .map((each) => each.getBoundingClientRect());
    expect(bars.length).toBeGreaterThan(12);
    for (const bar of bars) {
      const own = lines.findLast(({ top }) => top < bar.top);
      const next = lines.find(({ top }) => top > (own?.top ?? 0) + 4);
      expect(bar.top).toBeGreaterThanOrEqual((own?.bottom ?? 0) - 2);
      expect(bar.bottom).toBeLessThanOrEqual((next?.top ?? Number.POSITIVE_INFINITY) + 1);
    }
    await page.viewport(1280, 900);
  });

  test('leaves lines without any as they are', async () => {
    const { view, layer, blocks } = await show(letter);
    const [, first] = blocks;
    if (first === undefined) throw new Error('no paragraph');
    const start = letter.indexOf('druk en selectieve');
    const one = { id: 'a', tagId: 't', start, end: start + 4, appearance: 0, title: '', difference: null };
    const lane = (id: string, tagId: string): Lane => ({
      id,
      label: id,
      name: id,
      final: false,
      items: [{ ...one, id, tagId }],
    });
    layer.setLanes([lane('EL', 'p'), lane('JB', 's'), lane('MS', 't')], labelOf);
    const tops = (view.rectsOf(first) ?? []).map(({ top }) => top);
    const steps = tops.slice(1).map((top, at) => Math.round(top - (tops[at] ?? 0)));
    expect(steps.filter((step) => step > 31)).toHaveLength(1);
  });
});
