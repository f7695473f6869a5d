import { afterEach, expect, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { aReport } from '../../testing/agreement.ts';
import { detailsOf } from '../../testing/agreement-details.ts';
import { serve } from '../../testing/server.ts';
import { show } from '../../testing/show.tsx';
import { aProject, idOf, pressure } from '../../testing/study.ts';
import { AgreementScreen } from './agreement-screen.tsx';

const passages = encodeURIComponent(JSON.stringify({ tag: pressure.id }));
const views = [
  ['overview', ''],
  ['overview as a drawing', 'drawn=true'],
  ['one tag', `tag=${pressure.id}`],
  ['pairs', 'view=pairs'],
  ['confusion by span', 'view=confusion'],
  ['confusion by character', 'view=confusion&characters=true'],
  ['by sentence', 'view=units'],
  ['by document', 'view=documents'],
  ['over time', 'view=time'],
  ['planner', 'view=plan'],
  ['methods text', `view=methods&round=${idOf(5, 1)}`],
  ['reading of each measure', 'view=measures'],
  ['passages', `passages=${passages}`],
] as const;

const forced = (value: 'active' | 'none') =>
  cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });

afterEach(async () => {
  await forced('none');
  await page.viewport(1200, 800);
});

const open = async (search: string) => {
  serve({
    ...detailsOf(aReport()),
    'agreement.overview': () => aReport(),
    'agreement.progress': () => null,
    'set.list': () => [],
  });
  const { place } = await show(<AgreementScreen />, {
    project: aProject('owner'),
    screen: `agreement?${search}`,
  });
  // What is measured is read: nothing says any more that it is under way.
  await expect
    .poll(() => place.querySelector('table, svg[data-drawing], dl, h3, li q, p strong'))
    .not.toBeNull();
  await expect.poll(() => place.querySelector('progress, [aria-busy="true"]')).toBeNull();
  return place;
};

/** What somebody would have to scroll the whole page sideways for: what scrolls by itself does not count. */
function wider(place: Element): string[] {
  const scrolls = (of: Element | null): boolean =>
    of !== null &&
    of !== place &&
    (/auto|scroll|hidden|clip/.test(getComputedStyle(of).overflowX) || scrolls(of.parentElement));
  return [...place.querySelectorAll('*')].flatMap((element) => {
    const { right, width } = element.getBoundingClientRect();
    return width > 1 && right > window.innerWidth + 1 && !scrolls(element.parentElement)
      ? [`${element.tagName} ${element.textContent?.slice(0, 40)}`]
      : [];
  });
}

/** Words and marks of drawings that have the colour of the page. */
function unseen(place: Element): string[] {
  const canvas = getComputedStyle(document.documentElement).backgroundColor;
  const isSeen = (shape: Element) => {
    const { fill, stroke, strokeWidth } = getComputedStyle(shape);
    const stands = (colour: string) =>
      colour !== 'none' && colour !== canvas && !/^rgba\(.*, 0\)$/.test(colour);
    return stands(fill) || (stands(stroke) && Number.parseFloat(strokeWidth) > 0);
  };
  const drawings = [...place.querySelectorAll('svg[data-drawing]')];
  const words = drawings.flatMap((drawing) => [...drawing.querySelectorAll('text')]);
  const isEmpty = (drawing: Element) =>
    ![...drawing.querySelectorAll('rect, circle, path, line')].some(isSeen);
  return [
    ...words.filter((text) => text.textContent !== '' && !isSeen(text)),
    ...drawings.filter(isEmpty),
  ].map((each) => each.textContent ?? '');
}

it.each(views)(
  'the %s stands within a window at 400 %, and in the colours of a system',
  async (_, search) => {
    const place = await open(search);
    await page.viewport(320, 640);
    await expect.poll(() => wider(place)).toEqual([]);
    await forced('active');
    expect(matchMedia('(forced-colors: active)').matches).toBe(true);
    expect(unseen(place)).toEqual([]);
    // Where somebody is with the keyboard is seen.
    const stop = [...place.querySelectorAll<HTMLElement>('a[href], button, summary')].find((each) =>
      each.checkVisibility(),
    );
    stop?.focus({ focusVisible: true } as FocusOptions);
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? place);
    expect([outlineStyle, Number.parseFloat(outlineWidth) > 0]).not.toEqual(['none', true]);
    expect(document.activeElement).toBe(stop);
  },
);
