import { describe, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { blocksOf, drag, drawn, letter, nativeText, over, pointAt, settled, show } from '../testing/view.ts';

const at = (quote: string) => letter.indexOf(quote);

describe('what lies under a point', () => {
  const annotations = [
    over(letter, 'combinatie van druk', 'outer'),
    over(letter, 'van druk', 'inner'),
    over(letter, 'van druk', 'twin'),
    over(letter, 'druk en selectieve', 'cross'),
  ];

  test.each([
    ['een combinatie', ''],
    ['combinatie', 'outer'],
    ['van druk', 'inner twin outer'],
    ['druk', 'inner twin cross outer'],
    ['en selectieve', 'cross'],
    [', te wijzigen', ''],
  ])('%s: %s', async (quote, expected) => {
    const { view } = await show(letter, { annotations });
    const { x, y } = pointAt(view, at(quote) + 1);
    expect(view.hitTest(x, y).join(' ')).toBe(expected);
    expect(view.annotationsAt(at(quote) + 1).join(' ')).toBe(expected);
  });

  test('nothing beside the text or under something else', async () => {
    const { view } = await show(letter, { annotations });
    expect(view.hitTest(-5, -5)).toEqual([]);
    const { x, y } = pointAt(view, at('druk') + 1);
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0';
    document.body.append(cover);
    expect(view.hitTest(x, y)).toEqual([]);
    cover.remove();
  });

  test('agrees with the offsets everywhere', async () => {
    const { view } = await show(letter, { annotations });
    for (let offset = at('Nederland ziet'); offset < at('Dat schrijft'); offset += 1) {
      const rect = view.rectsOf({ start: offset, end: offset + 1 })?.[0];
      if (rect === undefined || rect.width === 0) continue;
      const found = view.hitTest(rect.left + rect.width / 2, rect.top + rect.height / 2);
      expect(found).toEqual(view.annotationsAt(offset));
    }
  });
});

describe('hover and click', () => {
  const annotations = [
    over(letter, 'van druk', 'a'),
    over(letter, 'druk en', 'b'),
    over(letter, 'Slot', 'c'),
  ];

  test('hovering tells what is there, once, and that it is left', async () => {
    const { view, told } = await show(letter, { annotations });
    const steps = ['van', 'druk', 'uk en', 'en selectieve', 'selectieve'];
    for (const quote of steps) {
      const { x, y } = pointAt(view, at(quote) + 1);
      await commands.mouse([{ do: 'move', x, y }]);
      await settled();
    }
    expect(told.hovers).toEqual(['a', 'b a', 'b', '']);
    expect(view.element.querySelectorAll('.kv-hover')).toHaveLength(0);
  });

  test('leaving the view ends it', async () => {
    const { view, told } = await show(letter, { annotations });
    const { x, y } = pointAt(view, at('druk') + 1);
    await commands.mouse([{ do: 'move', x, y }]);
    await settled();
    expect(view.element.querySelectorAll('.kv-hover').length).toBeGreaterThan(0);
    await commands.mouse([{ do: 'move', x: 880, y: 690 }]);
    await settled();
    expect(told.hovers.at(-1)).toBe('');
  });

  test('a click activates what is there, the shortest first, or nothing', async () => {
    const { view, told } = await show(letter, { annotations });
    for (const quote of ['druk', 'geen', 'Slot']) {
      const { x, y } = pointAt(view, at(quote) + 1);
      await commands.clickTimes(x, y, 1);
      await settled();
    }
    expect(told.activations).toEqual(['b a (mouse)', ' (mouse)', 'c (mouse)']);
    expect(view.getCaret()).toBe(at('Slot') + 1);
  });

  test('a drag that selects activates nothing', async () => {
    const { view, told } = await show(letter, { annotations });
    await drag(view, at('druk'), at('selectieve') + 2);
    expect(told.activations).toEqual([]);
    expect(told.hovers).not.toContain('b');
  });
});

describe('the boundaries of the active annotation', () => {
  /** Drags a handle to an offset; `key` is held from the first movement on. */
  async function dragHandle(
    view: Awaited<ReturnType<typeof show>>['view'],
    side: 'start' | 'end',
    to: number,
    last: 'up' | 'escape' = 'up',
    key?: string,
  ): Promise<void> {
    const handle = view.element.querySelector(`.kv-handle[data-side="${side}"]`);
    const { left, top, height } = handle?.getBoundingClientRect() ?? new DOMRect();
    const target = pointAt(view, to);
    await commands.mouse([
      { do: 'move', x: left, y: top + height / 2 },
      { do: 'down' },
      ...(key === undefined ? [] : [{ do: 'press', key } as const]),
      { do: 'move', x: target.x + 1, y: target.y, steps: 4 },
      ...(last === 'escape'
        ? [{ do: 'press', key: 'Escape' } as const, { do: 'release', key: 'Escape' } as const]
        : []),
      { do: 'up' },
      ...(key === undefined ? [] : [{ do: 'release', key } as const]),
    ]);
    await settled();
  }

  const annotations = [over(letter, 'van druk', 'a'), over(letter, 'druk en', 'b')];

  test('the end goes to whole words, is shown on the way, and springs back unless it is updated', async () => {
    const { view, told } = await show(letter, { annotations });
    view.setActive('a');
    await dragHandle(view, 'end', at('samenwerking') + 4);
    expect(told.drags[0]).toBe('a start van druk');
    expect(told.drags).toContain('a move van druk en selectieve samenwerking');
    expect(told.drags.at(-1)).toBe('a end van druk en selectieve samenwerking');
    expect(drawn(blocksOf(view)[1] ?? view.element)).toContain('<a ⟨van <b druk>⟩>');
    expect(nativeText()).toBe('');
    expect(told.activations).toEqual([]);
  });

  test('an update in the same call is what stays', async () => {
    const shown = await show(letter, {
      annotations,
      onBoundaryDrag: (id, span, phase) => {
        if (phase === 'end') shown.view.update({ id, ...span, paint: 0, label: 'x' });
      },
    });
    shown.view.setActive('a');
    await dragHandle(shown.view, 'start', at('combinatie') + 2);
    expect(drawn(blocksOf(shown.view)[1] ?? shown.view.element)).toContain('<a ⟨combinatie van <b druk>⟩>');
  });

  test('a change by somebody else during the drag is not undone by it', async () => {
    const shown = await show(letter, {
      annotations,
      onBoundaryDrag: (_id, _span, phase) => {
        if (phase === 'move') shown.view.update(over(letter, 'combinatie van', 'a'));
      },
    });
    shown.view.setActive('a');
    await dragHandle(shown.view, 'end', at('samenwerking') + 4);
    expect(drawn(blocksOf(shown.view)[1] ?? shown.view.element)).toContain(
      '<a ⟨combinatie van⟩> <b druk en>',
    );
  });

  test('a handle that is pressed and let go is a click on the words under it', async () => {
    const { view, told } = await show(letter, { annotations });
    view.setActive('b');
    const { x, y } = pointAt(view, at('druk'));
    expect(document.elementFromPoint(x + 2, y)?.className).toBe('kv-handle');
    await commands.clickTimes(x + 2, y, 1);
    await settled();
    expect(told.activations).toEqual(['b a (mouse)']);
  });

  test('a second drag begins anew', async () => {
    const { view, told } = await show(letter, { annotations });
    view.setActive('a');
    await dragHandle(view, 'end', at('samenwerking') + 4);
    await dragHandle(view, 'end', at('selectieve') + 4);
    expect(told.drags.filter((step) => step.startsWith('a end'))).toEqual([
      'a end van druk en selectieve samenwerking',
      'a end van druk en selectieve',
    ]);
  });

  test('with Alt by characters', async () => {
    const { view, told } = await show(letter, { annotations });
    view.setActive('a');
    await dragHandle(view, 'end', at('selectieve') + 4, 'up', 'Alt');
    expect(told.drags.at(-1)).toBe('a end van druk en sele');
  });

  test('a boundary never crosses the other one', async () => {
    const { view, told } = await show(letter, { annotations });
    view.setActive('a');
    await dragHandle(view, 'start', at('selectieve') + 4);
    for (const step of told.drags) expect(step).toMatch(/ (van )?druk$/);
  });

  test('across blocks', async () => {
    const { view, told } = await show(letter, { annotations });
    view.setActive('a');
    await dragHandle(view, 'end', at('kabinet') + 2);
    expect(told.drags.at(-1)).toMatch(/^a end van druk en [\s\S]*\n\nHet kabinet$/);
  });

  test('Escape takes it back', async () => {
    const { view, told } = await show(letter, { annotations });
    view.setActive('a');
    await dragHandle(view, 'end', at('samenwerking') + 4, 'escape');
    expect(told.drags.at(-1)).toMatch(/^a cancel/);
    expect(told.drags.filter((step) => step.startsWith('a end'))).toEqual([]);
    expect(drawn(blocksOf(view)[1] ?? view.element)).toContain('<a ⟨van <b druk>⟩>');
  });

  test('by finger', async () => {
    const { view, told } = await show(letter, { annotations });
    view.setActive('a');
    const handle = view.element.querySelector('.kv-handle[data-side="end"]');
    const { left, top, height } = handle?.getBoundingClientRect() ?? new DOMRect();
    const target = pointAt(view, at('selectieve') + 4);
    await commands.touchDrag([
      { x: left, y: top + height / 2 },
      { x: (left + target.x) / 2, y: target.y },
      { x: target.x, y: target.y },
    ]);
    await settled();
    expect(told.drags.at(-1)).toBe('a end van druk en selectieve');
  });

  test('a handle is big enough for a finger', async () => {
    const { view } = await show(letter, { annotations });
    view.setActive('a');
    const handle = view.element.querySelector('.kv-handle') ?? view.element;
    const { width, height } = getComputedStyle(handle, '::before');
    expect(Number.parseFloat(width)).toBeGreaterThanOrEqual(24);
    expect(Number.parseFloat(height)).toBeGreaterThanOrEqual(24);
  });
});
