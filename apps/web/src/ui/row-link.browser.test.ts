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
