import { defineBrowserCommand } from '@vitest/browser-playwright';

/** A step of the real mouse, in coordinates of the page under test. */
export type MouseStep =
  | { readonly do: 'move'; readonly x: number; readonly y: number; readonly steps?: number }
  | { readonly do: 'down' }
  | { readonly do: 'up' }
  | { readonly do: 'wheel'; readonly by: number }
  | { readonly do: 'press'; readonly key: string }
  | { readonly do: 'release'; readonly key: string };

/** Moves the browser's own mouse and keys: events are trusted, the browser selects text as it always does. */
export const mouse = defineBrowserCommand<[readonly MouseStep[]]>(async ({ page, iframe }, steps) => {
  const box = await iframe.owner().boundingBox();
  const { x: left = 0, y: top = 0 } = box ?? {};
  for (const step of steps) {
    switch (step.do) {
      case 'move':
        await page.mouse.move(left + step.x, top + step.y, { steps: step.steps ?? 1 });
        break;
      case 'down':
        await page.mouse.down();
        break;
      case 'up':
        await page.mouse.up();
        break;
      case 'wheel':
        await page.mouse.wheel(0, step.by);
        break;
      case 'press':
        await page.keyboard.down(step.key);
        break;
      case 'release':
        await page.keyboard.up(step.key);
        break;
    }
  }
});

/** A double or triple click of the real mouse. */
export const clickTimes = defineBrowserCommand<[number, number, number]>(
  async ({ page, iframe }, x, y, times) => {
    const box = await iframe.owner().boundingBox();
    const { x: left = 0, y: top = 0 } = box ?? {};
    await page.mouse.click(left + x, top + y, { clickCount: times });
  },
);

/** Touches the screen where a finger would, and lets go. */
export const touchDrag = defineBrowserCommand<[readonly { readonly x: number; readonly y: number }[]]>(
  async ({ page, context, iframe }, points) => {
    const box = await iframe.owner().boundingBox();
    const { x: left = 0, y: top = 0 } = box ?? {};
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    for (const [at, { x, y }] of points.entries()) {
      const type = at === 0 ? 'touchStart' : 'touchMove';
      await cdp.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x: left + x, y: top + y }] });
    }
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await cdp.detach();
  },
);

export const keys = defineBrowserCommand<[readonly string[]]>(async ({ page }, combinations) => {
  for (const combination of combinations) await page.keyboard.press(combination);
});

export const media = defineBrowserCommand<
  [{ readonly forcedColors?: 'active' | 'none'; readonly colorScheme?: 'dark' | 'light' }]
>(async ({ page }, settings) => {
  await page.emulateMedia(settings);
});
