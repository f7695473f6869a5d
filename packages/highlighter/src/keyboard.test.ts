import { describe, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { letter, nativeText, over, settled, show } from '../testing/view.ts';

const at = (quote: string) => letter.indexOf(quote);

async function press(...combinations: string[]): Promise<void> {
  await commands.keys(combinations);
  await settled();
}

describe('the caret', () => {
  test.each([
    ['ArrowRight', 'druk', 'ruk'],
    ['ArrowLeft', 'ruk', 'druk'],
    ['Control+ArrowRight', 'druk', 'en selectieve'],
    ['Control+ArrowLeft', 'uk en', 'druk'],
    ['Alt+ArrowDown', 'druk', 'Dat schrijft'],
    ['Alt+ArrowUp', 'schrijft', 'Dat schrijft'],
    ['Control+ArrowDown', 'druk', 'Het kabinet'],
    ['Control+ArrowUp', 'druk', 'Nederland ziet'],
    ['Control+Home', 'druk', 'Nederland koersvast'],
  ])('%s', async (key, from, to) => {
    const { view } = await show(letter);
    view.focus();
    view.setCaret(at(from));
    await press(key);
    expect(view.getCaret()).toBe(at(to));
    expect(view.getSelection()).toBeNull();
  });

  test('goes to the end of the document and no further', async () => {
    const { view } = await show(letter);
    view.focus();
    await press('Control+End', 'ArrowRight');
    expect(view.getCaret()).toBe(letter.length);
  });

  test('steps over an emoji and from block to block', async () => {
    const { view } = await show(letter);
    view.focus();
    view.setCaret(at('😀'));
    await press('ArrowRight');
    expect(view.getCaret()).toBe(at('😀') + 2);
    view.setCaret(at('\n\nHet'));
    await press('ArrowRight');
    expect(view.getCaret()).toBe(at('Het kabinet'));
    await press('ArrowLeft');
    expect(view.getCaret()).toBe(at('\n\nHet'));
  });

  test('moves by lines and keeps its column over a short one', async () => {
    const { view } = await show(letter);
    view.focus();
    view.setCaret(at('geen reden'));
    const column = view.rectsOf({ start: at('geen'), end: at('geen') + 1 })?.[0]?.left ?? 0;
    await press('ArrowUp');
    expect(view.getCaret()).toBeLessThanOrEqual(19);
    await press('ArrowDown', 'ArrowDown');
    const caret = view.getCaret();
    const rect = view.rectsOf({ start: caret, end: caret + 1 })?.[0] ?? new DOMRect();
    expect(Math.abs(rect.left - column)).toBeLessThan(12);
    const first = view.rectsOf({ start: at('geen'), end: at('geen') + 1 })?.[0] ?? new DOMRect();
    expect(rect.top - first.top).toBe(30);
  });

  test('every line is reached on the way down and on the way up', async () => {
    const { view } = await show(letter);
    view.focus();
    await press('Control+Home');
    const down = [view.getCaret() as number];
    for (let line = 0; line < 20 && down.at(-1) !== letter.length; line += 1) {
      await press('ArrowDown');
      down.push(view.getCaret());
    }
    expect(down.at(-1)).toBe(letter.length);
    expect([...down].sort((a, b) => a - b)).toEqual(down);
    const lines = view.rectsOf({ start: 0, end: letter.length })?.length ?? 0;
    expect(down.length).toBe(lines + 1);
    for (let line = 0; line < down.length - 1; line += 1) await press('ArrowUp');
    expect(view.getCaret()).toBe(0);
  });

  test('goes to the ends of its line', async () => {
    const { view } = await show(letter);
    view.focus();
    view.setCaret(at('geen'));
    await press('Home');
    expect(view.getCaret()).toBe(at('Nederland ziet'));
    await press('End');
    const end = view.getCaret();
    const last = view.rectsOf({ start: end - 1, end })?.[0];
    expect(last?.top).toBe(view.rectsOf({ start: at('geen'), end: at('geen') + 1 })?.[0]?.top);
    expect(end).toBeGreaterThan(at('reden'));
  });

  test('is drawn while the keyboard is used, and only then', async () => {
    const { view } = await show(letter);
    view.focus();
    await press('Control+Home', 'ArrowRight');
    const caret = view.element.querySelector<HTMLElement>('.kv-caret');
    const expected = view.rectsOf({ start: 1, end: 2 })?.[0];
    expect(caret?.getBoundingClientRect().height).toBeGreaterThan(10);
    expect(Math.abs((caret?.getBoundingClientRect().left ?? 0) + 1 - (expected?.left ?? 0))).toBeLessThan(
      1.5,
    );
    await commands.mouse([{ do: 'move', x: 200, y: 200 }, { do: 'down' }, { do: 'up' }]);
    expect(view.element.querySelector('.kv-caret')).toBeNull();
    await press('ArrowRight');
    expect(view.element.querySelector('.kv-caret')).not.toBeNull();
    view.element.blur();
    expect(view.element.querySelector('.kv-caret')).toBeNull();
  });
});

describe('selecting', () => {
  test.each([
    [['Shift+ArrowRight', 'Shift+ArrowRight'], 'druk', 'dr'],
    [['Control+Shift+ArrowRight'], 'druk', 'druk'],
    [['Control+Shift+ArrowRight', 'Control+Shift+ArrowRight'], 'druk', 'druk en'],
    [['Control+Shift+ArrowLeft'], ' en selectieve', 'druk'],
    [['Alt+Shift+ArrowDown'], 'Dat', 'Dat schrijft de minister.'],
    [['Control+Shift+ArrowDown'], 'Slot', 'Slot van de brief.'],
    [['Shift+End'], 'Slot', 'Slot van de brief.'],
    [['Shift+ArrowRight'], '😀', '😀'],
  ])('%s', async (combinations, from, expected) => {
    const { view, told } = await show(letter);
    view.focus();
    view.setCaret(at(from));
    await press(...combinations);
    expect(told.selections.at(-1)).toBe(`${expected} (keyboard)`);
    expect(nativeText()).toBe(expected);
  });

  test('shrinks again, and turns round at its start', async () => {
    const { view, told } = await show(letter);
    view.focus();
    view.setCaret(at('druk'));
    await press('Shift+ArrowRight', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft');
    expect(told.selections).toEqual(['d (keyboard)', null, 'n (keyboard)']);
    expect(view.getSelection()?.backward).toBe(true);
  });

  test('an arrow without Shift leaves to its side', async () => {
    const { view } = await show(letter);
    view.focus();
    view.setSelection({ start: at('druk'), end: at('druk') + 4 });
    await press('ArrowLeft');
    expect(view.getCaret()).toBe(at('druk'));
    view.setSelection({ start: at('druk'), end: at('druk') + 4 });
    await press('ArrowRight');
    expect(view.getCaret()).toBe(at('druk') + 4);
  });

  test('all of the text and nothing of it', async () => {
    const { view, told } = await show(letter);
    view.focus();
    await press('Control+a');
    expect(view.getSelection()?.span).toEqual({ start: 0, end: letter.length });
    await press('Escape');
    expect(told.selections.at(-1)).toBeNull();
    expect(view.getSelection()).toBeNull();
  });
});

describe('keys and the page', () => {
  test('Enter activates what is under the caret', async () => {
    const annotations = [over(letter, 'van druk en', 'long'), over(letter, 'druk', 'short')];
    const { view, told } = await show(letter, { annotations });
    view.focus();
    view.setCaret(at('druk') + 1);
    await press('Enter');
    expect(told.activations).toEqual(['short long (keyboard)']);
  });

  test('keys that mean nothing to the view are left to the page', async () => {
    const { view } = await show(letter);
    const unused: string[] = [];
    const listen = (event: KeyboardEvent) => {
      if (!event.defaultPrevented) unused.push(event.key);
    };
    document.addEventListener('keydown', listen);
    view.focus();
    view.setCaret(0);
    await press('p', 'Escape', 'Enter', '/', 'ArrowRight', 'Control+z');
    document.removeEventListener('keydown', listen);
    expect(unused).toEqual(['p', 'Escape', 'Enter', '/', 'Control', 'z']);
  });

  test('a key pressed elsewhere can be handed over', async () => {
    const { view } = await show(letter);
    view.setCaret(0);
    expect(view.handleKey(new KeyboardEvent('keydown', { key: 'ArrowRight' }))).toBe(true);
    expect(view.getCaret()).toBe(1);
    expect(view.handleKey(new KeyboardEvent('keydown', { key: 'q' }))).toBe(false);
  });
});

describe('boundaries by key', () => {
  const text = (span: { start: number; end: number } | null) => span && letter.slice(span.start, span.end);

  test.each([
    ['end', 'word', 'forward', 'van druk en'],
    ['end', 'word', 'backward', 'van'],
    ['start', 'word', 'backward', 'combinatie van druk'],
    ['start', 'word', 'forward', 'druk'],
    ['end', 'character', 'backward', 'van dru'],
    ['start', 'character', 'forward', 'an druk'],
    ['end', 'sentence', 'forward', 'van druk en selectieve samenwerking, te wijzigen.'],
  ] as const)('%s by %s %s', async (side, unit, direction, expected) => {
    const { view } = await show(letter, { annotations: [over(letter, 'van druk', 'a')] });
    expect(text(view.moveBoundary('a', side, unit, direction))).toBe(expected);
  });

  test('leaves something, or is refused', async () => {
    const { view } = await show(letter, { annotations: [over(letter, 'druk', 'a')] });
    expect(view.moveBoundary('a', 'start', 'word', 'forward')).toBeNull();
    expect(view.moveBoundary('a', 'end', 'word', 'backward')).toBeNull();
    expect(view.moveBoundary('unknown', 'end', 'word', 'forward')).toBeNull();
  });
});

describe('for a screen reader', () => {
  test('says what is before the caret and what begins and ends there', async () => {
    const { view, told } = await show(letter, { annotations: [over(letter, 'druk', 'a')] });
    view.focus();
    view.setCaret(at('van druk'));
    await press('Control+ArrowRight', 'Control+ArrowRight', 'Shift+ArrowRight', 'Escape');
    expect(told.spoken).toEqual(['druk|+label a|-', 'en|+|-label a', '[e]', 'none']);
  });

  test('says what is selected and which annotations cover it', async () => {
    const { view, told } = await show(letter, { annotations: [over(letter, 'druk', 'a')] });
    view.focus();
    view.setCaret(at('van druk'));
    await press('Control+Shift+ArrowRight', 'Control+Shift+ArrowRight');
    expect(told.spoken).toEqual(['[van]', '[van druk]label a']);
    expect(document.querySelector('[role="status"]')?.textContent).toBe('[van druk]label a');
  });

  test('the same sentence twice is said twice', async () => {
    const { view } = await show('a a', { labels: { region: 'x', speak: () => 'hetzelfde' } });
    view.focus();
    await press('ArrowRight');
    const first = document.querySelector('[role="status"]')?.textContent;
    await press('ArrowRight');
    const second = document.querySelector('[role="status"]')?.textContent;
    expect(first).not.toBe(second);
    expect(second?.trim()).toBe('hetzelfde');
  });
});
