import axe from 'axe-core';
import { expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { drag, letter, over, settled, show } from '../testing/view.ts';

const annotations = [
  over(letter, 'combinatie van druk', 'a'),
  over(letter, 'druk en selectieve', 'b', { paint: 1, pending: true }),
  over(letter, 'minister', 'c', { paint: 2 }),
];

test.each(['light', 'dark'] as const)('nothing is reported on the %s page', async (colorScheme) => {
  const { view, host } = await show(letter, { annotations });
  document.documentElement.lang = 'nl';
  host.style.background = 'var(--kv-page)';
  host.style.color = colorScheme === 'dark' ? '#e8e6e1' : '#1b1d21';
  await commands.media({ colorScheme });
  try {
    view.setActive('a');
    view.setHover(['b']);
    view.focus();
    await commands.keys(['Control+Home', 'Control+Shift+ArrowRight']);
    await drag(view, letter.indexOf('Slot'), letter.indexOf('brief.'));
    await settled();
    const { violations } = await axe.run(host, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  } finally {
    await commands.media({ colorScheme: 'light' });
  }
});

test('each annotation is described once, where it begins', async () => {
  const { view } = await show(letter, { annotations });
  const described = [...view.element.querySelectorAll('[aria-description]')];
  expect(described.map((mark) => mark.getAttribute('aria-description'))).toEqual([
    'label a',
    'label b',
    'label c',
  ]);
});

test('the view is reached by Tab and left by Tab', async () => {
  const { view, host } = await show(letter, { annotations });
  const [before, after] = [document.createElement('button'), document.createElement('button')];
  before.textContent = 'ervoor';
  after.textContent = 'erna';
  host.before(before);
  host.after(after);
  before.focus();
  await commands.keys(['Tab']);
  expect(document.activeElement).toBe(view.element);
  await settled();
  expect(view.element.querySelector('.kv-caret')).not.toBeNull();
  await commands.keys(['Tab']);
  expect(document.activeElement).toBe(after);
  before.remove();
  after.remove();
});
