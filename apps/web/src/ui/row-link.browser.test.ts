import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import classes from './row-link.module.css';
import { followText } from './row-link.ts';

afterEach(() => document.body.replaceChildren());

function showRow() {
  const went = vi.fn();
  const pressed = vi.fn();
  const list = document.body.appendChild(document.createElement('ul'));
  const row = list.appendChild(document.createElement('li'));
  row.className = classes.row ?? '';
  row.style.padding = '20px';
  const link = Object.assign(document.createElement('a'), { href: '#letter', textContent: 'Letter' });
  link.className = classes.link ?? '';
  link.addEventListener('click', (event) => {
    event.preventDefault();
    went(event.ctrlKey);
  });
  const text = Object.assign(document.createElement('span'), { textContent: '34851' });
  text.className = classes.text ?? '';
  const button = Object.assign(document.createElement('button'), { textContent: 'Remove' });
  button.className = classes.above ?? '';
  button.addEventListener('click', pressed);
  row.append(link, ' ', text, ' ', button);
  followText(list);
  return { went, pressed, text };
}

it('is a link over all of the row, but for what has a use of its own', async () => {
  const { went, pressed } = showRow();
  // The corner of the row, far from any word.
  await userEvent.click(page.getByRole('listitem'), { position: { x: 5, y: 5 } });
  expect(went).toHaveBeenCalledTimes(1);
  await userEvent.click(page.getByRole('button'));
  expect(pressed).toHaveBeenCalledTimes(1);
  expect(went).toHaveBeenCalledTimes(1);
});

it('is followed from text that lies above it, unless that was selected', async () => {
  const { went, text } = showRow();
  await userEvent.click(page.getByText('34851'));
  expect(went).toHaveBeenCalledTimes(1);
  text.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }));
  expect(went).toHaveBeenLastCalledWith(true);
  getSelection()?.selectAllChildren(text);
  text.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  expect(went).toHaveBeenCalledTimes(2);
});

it('lets a menu that hangs from a row lie over what stands above the links of the next', async () => {
  const first = showRow();
  showRow();
  const [open, below] = [...document.querySelectorAll<HTMLElement>('button')];
  const menu = document.createElement('div');
  menu.style.cssText = 'position: absolute; z-index: 1; top: 0; left: 0; width: 200px; height: 200px;';
  const part = document.createElement('div');
  part.className = classes.above ?? '';
  open?.setAttribute('aria-expanded', 'true');
  if (open !== undefined) part.append(open, menu);
  first.text.after(part);
  const { left, top, width, height } = below?.getBoundingClientRect() ?? new DOMRect();
  expect(document.elementFromPoint(left + width / 2, top + height / 2)).toBe(menu);
});
