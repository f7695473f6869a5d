import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { runHook, show } from '../testing/show.tsx';
import { base64Of } from './base64.ts';
import { partsOf } from './chord.ts';
import { copyText } from './copy-text.ts';
import { firstClick } from './first-click.ts';
import { frameSlot, InFrame } from './frame-slot.tsx';
import { isTyping } from './is-typing.ts';
import { keepText, keptText } from './kept-text.ts';
import { useMadeId } from './made-id.ts';
import { listenToPrinting, usePrinting } from './printing.ts';
import { saidStore, say } from './said.ts';
import { themeManager } from './theme.ts';

afterEach(() => vi.restoreAllMocks());

describe('a text that is copied', () => {
  it('is put on the clipboard, or selected for it where a page may not', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce();
    expect(await copyText('one')).toBe(true);
    write.mockRejectedValue(new Error('not allowed'));
    const copy = vi.spyOn(document, 'execCommand').mockReturnValue(false);
    await show(<input aria-label="field" />);
    await userEvent.click(page.getByLabelText('field'));
    expect(await copyText('two')).toBe(false);
    expect(copy).toHaveBeenCalledWith('copy');
    await expect.element(page.getByLabelText('field')).toHaveFocus();
    expect(document.querySelectorAll('textarea')).toHaveLength(0);
  });
});

describe('a double click', () => {
  it('is one, and a key presses without counting', async () => {
    const act = vi.fn();
    await show(
      <button type="button" onClick={firstClick(act)}>
        act
      </button>,
    );
    await userEvent.dblClick(page.getByText('act'));
    expect(act).toHaveBeenCalledTimes(1);
    await userEvent.keyboard('{Enter}');
    expect(act).toHaveBeenCalledTimes(2);
  });
});

describe('the place in the bar', () => {
  it('holds what a screen puts there, once it is there', async () => {
    const { place } = await show(<InFrame>here</InFrame>);
    expect(place.textContent).not.toContain('here');
    const bar = document.body.appendChild(document.createElement('div'));
    frameSlot.set(bar);
    await expect.poll(() => bar.textContent).toBe('here');
    frameSlot.set(null);
  });
});

describe('printing', () => {
  it('is known while the browser prints', async () => {
    listenToPrinting();
    const printing = await runHook(() => usePrinting());
    window.dispatchEvent(new Event('beforeprint'));
    expect(printing()).toBe(true);
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
    expect(printing()).toBe(false);
  });
});

describe('an id for what is made', () => {
  it('is the same for the same, until it was made', async () => {
    const made = await runHook(() => useMadeId());
    const first = made().of({ text: 'a' });
    expect(made().of({ text: 'a' })).toBe(first);
    expect(made().of({ text: 'b' })).not.toBe(first);
    const second = made().of({ text: 'b' });
    made().made();
    expect(made().of({ text: 'b' })).not.toBe(second);
  });
});

describe('the theme', () => {
  it('is kept where the page looks before it paints, and is the usual one otherwise', () => {
    expect(themeManager.get('light')).toBe('light');
    themeManager.set('dark');
    expect(themeManager.get('light')).toBe('dark');
    localStorage.setItem('koersvast-theme', 'pink');
    expect(themeManager.get('auto')).toBe('auto');
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('denied');
    });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('denied');
    });
    themeManager.set('dark');
    expect(themeManager.get('light')).toBe('light');
    themeManager.subscribe(() => {});
    themeManager.unsubscribe();
    themeManager.clear();
  });
});

describe('keys', () => {
  it('are written as they stand on the board', () => {
    expect([partsOf('Mod+Shift+z'), partsOf('+'), partsOf('Alt+ArrowLeft'), partsOf('j')]).toEqual([
      ['Ctrl', 'Shift', 'Z'],
      ['+'],
      ['Alt', '←'],
      ['j'],
    ]);
  });

  it.each<[string, string, Partial<HTMLElement & HTMLInputElement>, boolean]>([
    ['a field', 'input', {}, true],
    ['a longer field', 'textarea', {}, true],
    ['a choice', 'select', {}, true],
    ['what can be written in', 'p', { contentEditable: 'true' }, true],
    ['a box to tick', 'input', { type: 'checkbox' }, false],
    ['a paragraph', 'p', {}, false],
  ])('in %s are text or not', (_name, tag, more, typing) => {
    const place = document.body.appendChild(Object.assign(document.createElement(tag), more));
    expect(isTyping(place)).toBe(typing);
    expect(isTyping(null)).toBe(false);
  });
});

describe('what is said', () => {
  it('takes the place of what was said before, with what takes it back', () => {
    say('one');
    const first = saidStore.get()?.id ?? 0;
    say('two', { label: 'back', act: () => {} });
    expect(saidStore.get()).toMatchObject({ text: 'two', id: first + 1, action: { label: 'back' } });
  });
});

describe('what was being typed', () => {
  it('is kept once, the longer of two of which one is in the other', () => {
    for (const text of ['', 'a', 'a longer', 'long', 'other']) keepText(text);
    expect(keptText.get()).toEqual(['a longer', 'other']);
    keptText.set([]);
  });
});

describe('a file', () => {
  it('is base64', async () => {
    expect(await base64Of(new File(['Hi'], 'hi.txt'))).toBe('SGk=');
    expect(await base64Of(new File([], 'empty.txt'))).toBe('');
  });
});
