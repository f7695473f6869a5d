import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { guardTyping, type TypingGuard } from './typing-guard.ts';

let guard: TypingGuard;
let kept: string[] = [];
let held = 0;
let commands: string[] = [];
/** As the one listener of the page hears them. */
const hear = (event: KeyboardEvent) => {
  if (!(event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement))
    commands.push(event.key);
};

beforeEach(() => {
  [kept, held, commands] = [[], 0, []];
  guard = guardTyping({ onVanished: (text) => kept.push(text), onHeld: () => (held += 1) });
  window.addEventListener('keydown', hear);
});
afterEach(() => {
  guard.stop();
  window.removeEventListener('keydown', hear);
  document.body.innerHTML = '';
});

function put(html: string): HTMLElement {
  document.body.innerHTML = `<main>${html}</main>`;
  const [first] = document.querySelectorAll<HTMLElement>('[data-first]');
  if (first === undefined) throw new Error('nothing to begin in');
  return first;
}
const memo =
  '<div class="card"><textarea data-first></textarea><button>Delete</button></div><p tabindex="0">letter</p>';
const area = () => document.querySelector('textarea');
const removeCard = () => document.querySelector('.card')?.remove();

describe('a field that vanishes under one who types', () => {
  it.each<[string, () => void]>([
    ['is taken away', removeCard],
    ['is switched off', () => area()?.setAttribute('disabled', '')],
    ['is hidden', () => document.querySelector('.card')?.setAttribute('hidden', '')],
    [
      'is taken away, and the focus given to the letter',
      () => {
        removeCard();
        document.querySelector('p')?.focus();
      },
    ],
  ])('swallows the keys when it %s', async (_name, vanish) => {
    put(memo).focus();
    await userEvent.keyboard('een zin');
    const field = document.activeElement;
    vanish();
    // A browser takes the focus from what is hidden when it paints next.
    await expect.poll(() => document.activeElement === field).toBe(false);
    await userEvent.keyboard('nu een belangrijke zin');
    expect(commands).toEqual([]);
    expect(held).toBe(1);
    expect(kept).toEqual(['een zin']);
    // Escape is the way out, and does nothing else; from then on keys are commands again.
    await userEvent.keyboard('{Escape}');
    expect(commands).toEqual([]);
    await userEvent.keyboard('n');
    expect(commands).toEqual(['n']);
  });

  it('holds for one who had gone to the field and not begun', async () => {
    put(memo).focus();
    removeCard();
    await userEvent.keyboard('nu');
    expect([commands, held]).toEqual([[], 1]);
  });

  it('keeps no text that the program selected for somebody, who has done nothing with it yet', async () => {
    const select = () => {
      put('<div class="card"><textarea data-first>tag:pressure</textarea></div>').focus();
      area()?.select();
    };
    select();
    removeCard();
    await userEvent.keyboard('nu');
    expect([commands, held, kept]).toEqual([[], 1, ['']]);
    await userEvent.keyboard('{Escape}');
    // From the first key on it is theirs, also where they selected it all again.
    select();
    await userEvent.keyboard('{End}');
    area()?.select();
    removeCard();
    await expect.poll(() => kept).toEqual(['', 'tag:pressure']);
  });

  it('holds nothing where a dialogue gets the focus late, when Escape closes it already', async () => {
    put(
      '<div class="card" aria-modal="true"><p data-first tabindex="0">soon</p><textarea></textarea></div>',
    ).focus();
    await userEvent.keyboard('{Escape}');
    area()?.focus();
    removeCard();
    await userEvent.keyboard('n');
    expect([commands, held]).toEqual([['Escape', 'n'], 0]);
  });

  it('lets go at a click', async () => {
    put(memo).focus();
    await userEvent.keyboard('een');
    removeCard();
    await userEvent.keyboard('n');
    await userEvent.click(document.querySelector('p') ?? document.body);
    await userEvent.keyboard('n');
    expect(commands).toEqual(['n']);
  });

  it('types nothing into another field that gets the focus', async () => {
    put(`${memo}<input class="next">`).focus();
    await userEvent.keyboard('een');
    removeCard();
    const next = document.querySelector('input');
    next?.focus();
    await userEvent.keyboard('woord');
    expect(next?.value).toBe('');
  });

  it('holds when a dialogue takes the focus', async () => {
    put(`${memo}<div role="dialog" aria-modal="true"><input class="next"></div>`).focus();
    await userEvent.keyboard('een');
    const next = document.querySelector('input');
    next?.focus();
    await userEvent.keyboard('woord');
    expect(next?.value).toBe('');
    // Who has seen it goes there.
    await userEvent.click(next ?? document.body);
    await userEvent.keyboard('woord');
    expect(next?.value).toBe('woord');
  });
});

describe('a field that its person leaves', () => {
  it('for the next one of its dialogue, without a key or a click, as a screen reader does, holds nothing back', async () => {
    put('<div aria-modal="true"><textarea data-first></textarea><input class="next"></div>').focus();
    await userEvent.keyboard('een zin');
    const next = document.querySelector('input');
    next?.focus();
    await userEvent.keyboard('woord');
    expect(next?.value).toBe('woord');
    expect(kept).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['with Escape', () => userEvent.keyboard('{Escape}')],
    ['with Ctrl and Enter', () => userEvent.keyboard('{Control>}{Enter}{/Control}')],
    ['by a click', () => userEvent.click(document.querySelector('button') ?? document.body)],
  ])('%s holds nothing back', async (_name, leave) => {
    put(memo).focus();
    await userEvent.keyboard('een zin');
    await leave();
    removeCard();
    await userEvent.keyboard('n');
    expect(guard.isHolding()).toBe(false);
    expect(commands.filter((key) => key === 'n')).toEqual(['n']);
    expect(kept).toEqual([]);
  });

  it('keeps no password', async () => {
    put('<div class="card"><input type="password" data-first></div>').focus();
    await userEvent.keyboard('geheim');
    removeCard();
    expect(await userEvent.keyboard('x').then(() => kept)).toEqual(['']);
  });
});
