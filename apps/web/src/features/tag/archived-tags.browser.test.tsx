import { expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToAnswers } from '../../data/answers.ts';
import { serve } from '../../testing/server.ts';
import { show, words } from '../../testing/show.tsx';
import { aChange, anAcknowledgement, aProject, aTag, pressure, trade } from '../../testing/study.ts';
import { CodebookScreen } from './codebook-screen.tsx';

it('keeps the focus in the list when a tag is restored, and by its place when it was the last', async () => {
  const archived = [trade, aTag(3), aTag(4)].map((tag) => ({ ...tag, archivedAt: tag.createdAt }));
  let detail = aProject('owner', { tags: [pressure, ...archived] });
  serve({
    'project.get': () => detail,
    'tag.usage': () => [],
    'tag.edit': ({ opId, tagId }: { opId: string; tagId: string }) => {
      const tags = detail.tags.map((tag) =>
        tag.id === tagId ? { ...tag, archivedAt: null, version: 2 } : tag,
      );
      detail = { ...detail, tags };
      const changes = tags.filter(({ id }) => id === tagId).map((tag) => aChange('tag', tag));
      return { ...anAcknowledgement(changes), opId };
    },
  });
  onTestFinished(listenToAnswers());
  await show(<CodebookScreen />, { project: detail, screen: 'codebook' });
  const list = page.getByText(words('tag:archived'), { exact: false });
  await userEvent.click(list);
  const restore = (tag: string) => page.getByRole('button', { name: words('tag:restoreLabel', { tag }) });
  for (const [gone, next] of [
    ['tag 3', 'tag 4'],
    ['tag 4', 'Trade'],
  ] as const) {
    await expect.element(restore(gone)).toBeVisible();
    (restore(gone).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(restore(gone)).not.toBeInTheDocument();
    await expect.element(restore(next)).toHaveFocus();
  }
  await userEvent.keyboard('{Enter}');
  await expect.element(list).not.toBeInTheDocument();
  await expect.poll(() => document.activeElement === document.body).toBe(false);
});
