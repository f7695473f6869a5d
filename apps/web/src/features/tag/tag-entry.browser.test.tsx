import { expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { show, words } from '../../testing/show.tsx';
import { pressure, projectId } from '../../testing/study.ts';
import { TagEntry } from './tag-entry.tsx';

it('gives the one tool of who only reads no line of its own on a phone', async () => {
  await page.viewport(390, 800);
  onTestFinished(() => page.viewport(1200, 800));
  const rest = { tag: pressure, parent: undefined, projectId, usage: null, depth: 0, edit: null };
  await show(<TagEntry {...rest} fold={{ folded: true, onFold: () => undefined }} />);
  const tool = page.getByRole('button', { name: words('tag:fold', { tag: pressure.name }) });
  await expect.element(tool).toBeVisible();
  const name = page.getByRole('heading', { level: 2 }).element().getBoundingClientRect();
  const { top, right } = tool.element().getBoundingClientRect();
  expect(top).toBeLessThan(name.bottom);
  expect(right).toBeGreaterThan(350);
});
