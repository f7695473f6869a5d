import { describe, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { drag, letter, nativeText, over, pointAt, settled, show } from '../testing/view.ts';

const at = (quote: string) => letter.indexOf(quote);

describe('with the mouse', () => {
  test('a selection grows to whole words and is shown so', async () => {
    const { view, told } = await show(letter);
    await drag(view, at('combinatie') + 3, at('druk') + 2);
    expect(told.selections).toEqual(['combinatie van druk (mouse)']);
    expect(nativeText()).toBe('combinatie van druk');
    expect(view.getSelection()).toMatchObject({ backward: false, modality: 'mouse' });
  });

  test('backward', async () => {
    const { view, told } = await show(letter);
    await drag(view, at('druk') + 2, at('combinatie') + 3);
    expect(told.selections).toEqual(['combinatie van druk (mouse)']);
    expect(view.getSelection()?.backward).toBe(true);
  });

  test('with Alt by characters', async () => {
    const { view, told } = await show(letter);
    await drag(view, at('combinatie') + 3, at('druk') + 2, 'Alt');
    expect(told.selections).toEqual(['binatie van dr (mouse)']);
  });

  test('across blocks', async () => {
    const { view, told } = await show(letter);
    await drag(view, at('minister'), at('hecht') + 2);
    expect(told.selections).toEqual(['minister.\n\nHet kabinet hecht (mouse)']);
  });

  test('over annotations that overlap', async () => {
    const annotations = [over(letter, 'combinatie van druk', 'a'), over(letter, 'druk en selectieve', 'b')];
    const { view, told } = await show(letter, { annotations });
    await drag(view, at('van druk') + 1, at('selectieve') + 2);
    expect(told.selections).toEqual(['van druk en selectieve (mouse)']);
  });

  test('a double click takes a word, a triple click a block', async () => {
    const { view, told } = await show(letter);
    const { x, y } = pointAt(view, at('selectieve') + 3);
    await commands.clickTimes(x, y, 2);
    await settled();
    expect(told.selections.at(-1)).toBe('selectieve (mouse)');
    await commands.clickTimes(x, y, 3);
    await settled();
    expect(told.selections.at(-1)).toMatch(/^Nederland ziet.*de minister\. \(mouse\)$/);
  });

  const short = 'Kop van de brief\n\nEerste alinea.\n\nSlotalinea met een heel gewone zin erin.';
  const long = `Kop\n\n${'Een heel lange alinea, die in delen wordt getoond. '.repeat(300)}\n\nSlot.`;
  test.each([
    ['in the last block', short, 'gewone', /^Slotalinea met een heel gewone zin erin\. \(mouse\)$/],
    ['on the first word of the last block', short, 'Slotalinea', /^Slotalinea met .* erin\. \(mouse\)$/],
    [
      'in the only block',
      'Een enkele alinea, meer niet.',
      'enkele',
      /^Een enkele alinea, meer niet\. \(mouse\)$/,
    ],
    ['in a heading', short, 'van', /^Kop van de brief \(mouse\)$/],
    ['in a block that is shown in parts', long, 'lange', /^Een heel lange.{15000,}getoond\. \(mouse\)$/],
  ])('a triple click %s takes the whole block', async (_name, text, word, expected) => {
    const { view, told } = await show(text);
    const { x, y } = pointAt(view, text.indexOf(word) + 2);
    await commands.clickTimes(x, y, 3);
    await settled();
    expect(told.selections.at(-1)).toMatch(expected);
  });

  test('a selection of nothing but white space is none', async () => {
    const { view, told } = await show(letter);
    const space = at('van druk') + 3;
    const from = view.rectsOf({ start: space, end: space + 1 })?.[0] ?? new DOMRect();
    await commands.mouse([
      { do: 'move', x: from.left + 0.4, y: from.top + 8 },
      { do: 'down' },
      { do: 'move', x: from.right - 0.2, y: from.top + 8, steps: 6 },
      { do: 'up' },
    ]);
    await settled();
    expect(told.selections.filter((selection) => selection !== null)).toEqual([]);
  });

  test('a click takes the selection away and tells once', async () => {
    const { view, told } = await show(letter);
    await drag(view, at('druk'), at('druk') + 3);
    const { x, y } = pointAt(view, at('brief.'));
    await commands.clickTimes(x, y, 1);
    await settled();
    expect(told.selections).toEqual(['druk (mouse)', null]);
    expect(view.getSelection()).toBeNull();
  });

  test('let go beside the text it ends on the line at the height of the pointer', async () => {
    const { view, told, host } = await show(letter);
    const panel = document.createElement('aside');
    panel.textContent = 'Een paneel naast de brief';
    panel.style.cssText = 'position:absolute;left:680px;top:0;width:200px;height:600px';
    host.after(panel);
    const from = pointAt(view, at('geen'));
    await commands.mouse([
      { do: 'move', x: from.x + 1, y: from.y },
      { do: 'down' },
      { do: 'move', x: 760, y: from.y, steps: 6 },
      { do: 'up' },
    ]);
    await settled();
    panel.remove();
    const { span } = view.getSelection() ?? { span: { start: 0, end: 0 } };
    expect(span.start).toBe(at('geen'));
    expect(view.rectsOf(span)).toHaveLength(1);
    expect(told.selections).toHaveLength(1);
    expect(letter.slice(span.start, span.end)).toMatch(/^geen reden/);
  });

  test('a selection over several lines has a rectangle for each', async () => {
    const { view } = await show(letter);
    await drag(view, at('Nederland ziet') + 2, at('schrijft') + 2);
    const { span } = view.getSelection() ?? { span: { start: 0, end: 0 } };
    const tops = (view.rectsOf(span) ?? []).map(({ top }) => top);
    expect(tops.length).toBeGreaterThan(1);
    expect(tops).toEqual([...new Set(tops)].sort((a, b) => a - b));
  });
});

describe('made by something else', () => {
  test('a selection from the browser is told, with its words for touch', async () => {
    const { view, told } = await show(letter);
    const node = view.element.querySelectorAll('.kv-block')[3]?.firstChild ?? view.element;
    document.getSelection()?.setBaseAndExtent(node, 0, node, 4);
    await settled();
    expect(told.selections).toEqual(['Slot (mouse)']);
    document.getSelection()?.removeAllRanges();
    await settled();
    expect(told.selections).toEqual(['Slot (mouse)', null]);
  });

  test('a selection elsewhere on the page is not told', async () => {
    const { told } = await show(letter);
    const other = document.createElement('p');
    other.textContent = 'elders';
    document.body.append(other);
    document.getSelection()?.selectAllChildren(other);
    await settled();
    other.remove();
    await settled();
    expect(told.selections).toEqual([]);
  });

  test('while there is a draft, losing the selection is not told', async () => {
    const { view, told } = await show(letter);
    await drag(view, at('druk'), at('druk') + 3);
    view.setDraft(view.getSelection()?.span ?? null);
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    document.getSelection()?.removeAllRanges();
    await settled();
    field.remove();
    expect(told.selections).toEqual(['druk (mouse)']);
  });
});

describe('by the program', () => {
  test('setting and taking away tells nobody', async () => {
    const { view, told } = await show(letter);
    view.setSelection({ start: at('druk'), end: at('druk') + 4 });
    await settled();
    expect(nativeText()).toBe('druk');
    expect(view.getSelection()?.span).toEqual({ start: at('druk'), end: at('druk') + 4 });
    view.setSelection(null);
    await settled();
    expect(nativeText()).toBe('');
    expect(view.getSelection()).toBeNull();
    expect(told.selections).toEqual([]);
  });
});

describe('changes by others leave a selection as it is', () => {
  test.each([
    ['forward', 'combinatie', 'druk', false],
    ['backward', 'combinatie', 'druk', true],
    ['across blocks', 'selectieve', 'hecht', false],
    ['across blocks backward', 'selectieve', 'hecht', true],
  ])('%s', async (_name, from, to, backward) => {
    const { view, told } = await show(letter);
    const [start, end] = [at(from), at(to) + to.length];
    await drag(view, backward ? end - 1 : start, backward ? start : end - 1);
    const before = nativeText();
    expect(before.replace(/\s+/g, ' ')).toBe(letter.slice(start, end).replace(/\s+/g, ' '));
    view.add(over(letter, 'een combinatie', 'a'));
    view.add(over(letter, 'en selectieve samen', 'b'));
    view.add(over(letter, 'van druk', 'c', { pending: true }));
    view.add(over(letter, 'kabinet', 'd'));
    view.update({ ...over(letter, 'van druk', 'c'), end: end + 2 });
    view.setActive('c');
    view.remove('a');
    view.setHover(['b']);
    await settled();
    expect(nativeText()).toBe(before);
    const selection = document.getSelection();
    const isBackward =
      selection?.anchorNode?.compareDocumentPosition(selection.focusNode ?? document) ===
        Node.DOCUMENT_POSITION_PRECEDING ||
      (selection?.anchorNode === selection?.focusNode &&
        (selection?.anchorOffset ?? 0) > (selection?.focusOffset ?? 0));
    expect(isBackward).toBe(backward);
    expect(told.selections).toHaveLength(1);
    expect(view.getSelection()?.span).toEqual({ start, end });
  });

  test('while the mouse is still dragging', async () => {
    const { view, told } = await show(letter);
    const start = pointAt(view, at('combinatie'));
    const middle = pointAt(view, at('van'));
    const end = pointAt(view, at('selectieve') + 4);
    await commands.mouse([
      { do: 'move', x: start.x + 1, y: start.y },
      { do: 'down' },
      { do: 'move', x: middle.x, y: middle.y, steps: 3 },
    ]);
    view.add(over(letter, 'een combinatie van druk', 'a'));
    await commands.mouse([{ do: 'move', x: end.x, y: end.y, steps: 3 }, { do: 'up' }]);
    await settled();
    expect(told.selections).toEqual(['combinatie van druk en selectieve (mouse)']);
  });

  test('a selection that reaches out of the view keeps its outer end', async () => {
    const { view, host } = await show(letter);
    const before = document.createElement('p');
    before.textContent = 'ervoor';
    host.before(before);
    const node = view.element.querySelectorAll('.kv-block')[1]?.firstChild ?? view.element;
    document.getSelection()?.setBaseAndExtent(before.firstChild ?? before, 2, node, 9);
    await settled();
    view.add(over(letter, 'Nederland ziet', 'a'));
    const selection = document.getSelection();
    expect(selection?.anchorNode).toBe(before.firstChild);
    expect(nativeText()).toMatch(/^voor[\s\S]*Nederland$/);
    before.remove();
  });
});

describe('copying', () => {
  async function copied(): Promise<string | null> {
    return new Promise((resolve) => {
      const listen = (event: ClipboardEvent) => {
        resolve(event.defaultPrevented ? (event.clipboardData?.getData('text/plain') ?? null) : null);
        event.preventDefault();
      };
      document.addEventListener('copy', listen, { once: true });
      document.execCommand('copy');
    });
  }

  test('gives the text itself, line breaks included and numbers left out', async () => {
    const annotations = [over(letter, 'combinatie van druk', 'a'), over(letter, 'druk en', 'b')];
    const { view } = await show(letter, { annotations });
    view.setActive('a');
    view.setSelection({ start: 0, end: letter.length });
    expect(await copied()).toBe(letter);
    view.setSelection({ start: at('minister'), end: at('hecht') });
    expect(await copied()).toBe(letter.slice(at('minister'), at('hecht')));
  });

  test('of a selection that reaches beyond the view is the browser’s', async () => {
    const { host } = await show(letter);
    const after = document.createElement('p');
    after.textContent = 'erna';
    host.after(after);
    const node = host.querySelector('.kv-block')?.firstChild ?? host;
    document.getSelection()?.setBaseAndExtent(node, 0, after.firstChild ?? after, 2);
    expect(await copied()).toBeNull();
    after.remove();
  });

  test('of nothing is nothing', async () => {
    const { view } = await show(letter);
    view.setCaret(3);
    expect(await copied()).toBeNull();
  });
});
