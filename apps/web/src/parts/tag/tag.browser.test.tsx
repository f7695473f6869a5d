import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { typedKey } from '../../data/tag-keys.ts';
import { speak } from '../../i18n/index.ts';
import { reader as nl } from '../../i18n/nl/reader.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { aProject, aTag, pressure, trade } from '../../testing/study.ts';
import { TagDefinition } from './tag-definition.tsx';
import { tagLooks } from './tag-looks.ts';
import { TagMark, TagSwatch } from './tag-mark.tsx';
import { TagPicker } from './tag-picker.tsx';
import { TypedKey } from './typed-key.tsx';

const long = 'A name that is much longer than any column in which it will ever have to stand in one line';
const many = [
  pressure,
  trade,
  aTag(3, { name: 'Under pressure', parentId: pressure.id, names: { nl: 'Onder druk' } }),
  ...Array.from({ length: 60 }, (_, nth) => aTag(nth + 4)),
  aTag(64, { name: long }),
];
const tags = page.getByRole('list', { name: 'Tags' });
const buttons = () => [...document.querySelectorAll('button')].map(({ textContent }) => textContent?.trim());
const focused = () => document.activeElement?.textContent?.trim();

describe('a tag to be picked', () => {
  it('says which is chosen, and gives the one that is clicked', async () => {
    const onChoose = vi.fn();
    await show(<TagPicker tags={[pressure, trade]} label="Tags" chosen={trade.id} onChoose={onChoose} />);
    await expect.element(page.getByRole('button', { name: 'Trade' })).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(page.getByRole('button', { name: 'Pressure' }));
    expect(onChoose.mock.calls).toEqual([[pressure]]);
    // A codebook that is read needs no search.
    expect(page.getByRole('searchbox').elements()).toEqual([]);
  });

  it('goes by the arrow keys and to the ends, round and round', async () => {
    await show(<TagPicker tags={[pressure, trade, aTag(3)]} label="Tags" onChoose={() => {}} />);
    await page.getByRole('button', { name: 'Pressure' }).element().focus();
    const heard: (string | undefined)[] = [];
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'ArrowLeft', 'x']) {
      await userEvent.keyboard(`{${key}}`);
      heard.push(focused());
    }
    // Each with its key.
    expect(heard).toEqual([
      'tTrade',
      'tag 3',
      'pPressure',
      'tag 3',
      'pPressure',
      'tag 3',
      'tTrade',
      'tTrade',
    ]);
  });

  it('finds by name in a large codebook; Enter takes the first, the arrow leads into the list', async () => {
    const onChoose = vi.fn();
    await show(<TagPicker tags={many} label="Tags" onChoose={onChoose} />);
    const search = page.getByLabelText(words('reader:menu.filter'));
    await userEvent.fill(search, 'pressure');
    await expect.poll(() => buttons().length).toBe(2);
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toContain('Pressure');
    await userEvent.fill(search, 'trade');
    await userEvent.keyboard('{Enter}');
    expect(onChoose.mock.calls).toEqual([[trade]]);
    await userEvent.fill(search, 'nothing like it');
    await userEvent.keyboard('{Enter}{ArrowDown}');
    await expect.element(page.getByText(words('reader:menu.noneFound'))).toBeVisible();
    expect(onChoose).toHaveBeenCalledTimes(1);
  });

  it('leaves Enter to an input method', async () => {
    const onChoose = vi.fn();
    await show(<TagPicker tags={many} label="Tags" onChoose={onChoose} />);
    const search = page.getByLabelText(words('reader:menu.filter')).element();
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
    expect(onChoose).not.toHaveBeenCalled();
  });

  it('has all of a large codebook in the page when there is time, in its tree', async () => {
    await show(<TagPicker tags={many} label="Tags" onChoose={() => {}} />);
    await expect.poll(() => tags.element().children.length).toBe(many.length);
    const under = page.getByRole('button', { name: 'Under pressure' }).element().closest('li');
    expect(under?.style.getPropertyValue('--depth')).toBe('1');
  });

  it('shows by which key Enter takes the first, and what a key that was begun can become', async () => {
    const shown = await show(<TagPicker tags={[pressure, trade]} label="Tags" byKey onChoose={() => {}} />);
    expect(shown.place.textContent).toContain('↵');
    shown.again(<TagPicker tags={[pressure, trade]} label="Tags" byKey typedKey="t" onChoose={() => {}} />);
    await expect.poll(() => buttons().length).toBe(1);
  });

  it('tells what is pointed at, by pointer and by focus', async () => {
    const pointed: (string | null)[] = [];
    const onPoint = (tag: { readonly name: string } | null) => pointed.push(tag?.name ?? null);
    const foot = (found: readonly unknown[]) => <p>{found.length} found</p>;
    await show(
      <TagPicker tags={[pressure, trade]} label="Tags" onChoose={() => {}} onPoint={onPoint} foot={foot} />,
    );
    await userEvent.hover(page.getByRole('button', { name: 'Trade' }));
    await userEvent.hover(page.getByText('2 found'));
    page.getByRole('button', { name: 'Pressure' }).element().focus();
    // Whatever the pointer was over when the list came.
    expect(pointed.slice(pointed.indexOf('Trade'))).toEqual(['Trade', null, 'Pressure']);
  });

  it('says that there are no tags yet', async () => {
    await show(<TagPicker tags={[]} label="Tags" onChoose={() => {}} />);
    await expect.element(page.getByText(words('reader:menu.noTags'))).toBeVisible();
  });

  it.each(['light', 'dark'] as const)('is named, and can be read, in the %s theme', async (colours) => {
    const { place } = await show(
      <TagPicker tags={many} label="Tags" byKey chosen={pressure.id} onChoose={() => {}} />,
      { colours },
    );
    expect(await faultsIn(place)).toEqual([]);
    await expect.element(page.getByRole('list', { name: 'Tags' })).toBeInTheDocument();
  });
});

describe('what a tag means', () => {
  const told = aTag(7, {
    name: 'Urge',
    definition: 'Somebody is urged.',
    whenToUse: 'With a verb.',
    whenNot: 'In a quote.',
    examples: [{ quote: 'must talk', note: '', source: null }],
    counterExamples: [{ quote: 'talked', note: '', source: null }],
  });

  it('is all of it, and leads to the codebook', async () => {
    const { place } = await show(<TagDefinition tag={told} projectId={aProject().project.id} />);
    for (const each of ['Somebody is urged.', 'With a verb.', 'In a quote.', 'must talk', 'talked'])
      expect(place.textContent).toContain(each);
    await expect
      .element(page.getByRole('link', { name: words('reader:define.codebook') }))
      .toHaveAttribute('href');
    expect(await faultsIn(place)).toEqual([]);
  });

  it('is only what it is, where there is little room', async () => {
    const { place } = await show(<TagDefinition tag={told} projectId={aProject().project.id} short />);
    expect(place.textContent).toContain('Somebody is urged.');
    expect(place.textContent).not.toContain('With a verb.');
  });

  it('says when nobody has said it yet', async () => {
    await show(<TagDefinition tag={trade} projectId={aProject().project.id} />);
    await expect.element(page.getByText(words('reader:define.none'))).toBeVisible();
  });
});

describe('a key of two letters', () => {
  it('shows what was typed, what it can become, and that a letter led nowhere', async () => {
    const keyed = Array.from({ length: 10 }, (_, nth) => aTag(nth + 1, { key: `x${'abcdefghij'[nth]}` }));
    const { place } = await show(<TypedKey tags={keyed} />);
    expect(place.querySelector('[role="status"]')?.textContent).toBe('');
    typedKey.set({ typed: 'x', missed: '' });
    await expect.element(page.getByText('+2')).toBeVisible();
    typedKey.set({ typed: 'x', missed: 'z' });
    await expect.element(page.getByText(words('keys.secondMissed', { key: 'xz' }))).toBeVisible();
    typedKey.set({ typed: '', missed: '' });
  });
});

describe('how a tag looks', () => {
  it('is told apart by letters where others look the same, and is named in the language of the page', async () => {
    const alike = aTag(61, { name: 'Sixty-one', names: { nl: 'Eenenzestig' } });
    const project = aProject('coder', { tags: [pressure, alike] });
    const { place } = await show(<TagMark tag={alike} name={alike.name} />, { project });
    expect(place.textContent?.trim()).not.toBe('Sixty-one');
    const [first, second] = tagLooks([pressure, alike, trade]);
    expect(first).toMatchObject({ key: 'p' });
    expect(second).toMatchObject({ always: true });
    expect(tagLooks([aTag(3)])[0]).not.toHaveProperty('key');
  });

  it('has a swatch that is not read out, and a mark for a tag that is not known any more', async () => {
    const { place } = await show(
      <>
        <TagSwatch appearance={3} />
        <TagMark tag={undefined} name="–" />
      </>,
    );
    expect(place.querySelector('[aria-hidden="true"]')).not.toBeNull();
    await expect.element(page.getByText('–')).toBeVisible();
  });

  it('speaks Dutch to whoever reads Dutch', async () => {
    await speak('nl');
    await show(<TagPicker tags={[]} label="Tags" onChoose={() => {}} />);
    await expect.element(page.getByText(nl['menu.noTags'])).toBeVisible();
    await speak('en');
  });
});
