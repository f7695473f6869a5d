import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runHook, show, words } from '../testing/show.tsx';
import { type LiveFields, useFieldErrors, useFields, useLiveFields } from './form.ts';
import { dropText, keptText } from './kept-text.ts';

const schema = z.object({ name: z.string().min(1).max(8), tags: z.array(z.string()).max(3) });

describe('the fields of something new', () => {
  it('say what is wrong once somebody tried to send them, and give what the contract takes', async () => {
    const fields = await runHook(() => useFields({ name: '', tags: ['a'] }, schema));
    expect(fields().text('name').error).toBeUndefined();
    expect(fields().parse()).toBeNull();
    await expect.poll(() => fields().text('name').error).toBe(words('field.required'));
    fields()
      .text('name')
      .onChange({ currentTarget: { value: 'Els' } });
    await expect.poll(() => fields().text('name').value).toBe('Els');
    expect(fields().parse()).toEqual({ name: 'Els', tags: ['a'] });
    fields().reset({ name: 'much too long a name', tags: [] });
    await expect.poll(() => fields().values.name).toBe('much too long a name');
    expect(fields().errors).toEqual({});
  });

  it('have words for what another form asks of the contract', async () => {
    const errors = await runHook(() => useFieldErrors());
    const values = { name: 'much too long', tags: [] };
    expect(errors()(schema, values, values).name).toBe(words('field.tooLong', { count: 8 }));
    expect(errors()(schema, { name: 'x', tags: [] }, { name: 'x', tags: [] })).toEqual({});
  });
});

interface Values {
  readonly name: string;
  readonly tags: readonly string[];
}
let fields: LiveFields<Values, Values>;

function Form({ live }: { readonly live: Values | null }) {
  fields = useLiveFields<Values, Values>({
    live,
    schema,
    toInput: (values) => values,
    rules: { tags: { list: 'plain', idOf: (each: string) => each } },
    join: { name: (mine, theirs) => `${theirs} ${mine}` },
    label: (name) => name.toUpperCase(),
  });
  return <p>form</p>;
}

const before: Values = { name: 'before', tags: ['a'] };
const formOver = async (live: Values | null = before) => show(<Form live={live} />);

describe('the fields of what others may change', () => {
  beforeEach(() => {
    for (const text of keptText.get()) dropText(text);
  });

  it('follow what nobody touched, and keep what somebody did', async () => {
    const shown = await formOver();
    fields.set('name', 'mine');
    await expect.poll(() => fields.touched).toBe(true);
    shown.again(<Form live={{ name: 'before', tags: ['a', 'b'] }} />);
    await expect.poll(() => fields.values).toEqual({ name: 'mine', tags: ['a', 'b'] });
    expect(fields.edit()).toEqual({ change: { name: 'mine' }, base: { name: 'before' } });
    expect(fields.saved()).toBe(true);
    await expect.poll(() => fields.touched).toBe(false);
    expect(fields.edit()).toBeNull();
  });

  it.each([
    ['mine', 'mine'],
    ['theirs', 'theirs'],
    ['both', 'theirs mine'],
  ] as const)('ask where both changed the same, and take %s', async (choice, value) => {
    const shown = await formOver();
    fields.text('name').onChange({ currentTarget: { value: 'mine' } });
    await expect.poll(() => fields.values.name).toBe('mine');
    shown.again(<Form live={{ name: 'theirs', tags: ['a'] }} />);
    await expect.poll(() => fields.conflicts).toEqual({ name: 'theirs' });
    expect(fields.errors.name).toBe(words('field.changed'));
    expect([fields.canHaveBoth('name'), fields.canHaveBoth('tags')]).toEqual([true, false]);
    expect(fields.edit()).toBeUndefined();
    fields.choose('name', choice);
    await expect.poll(() => fields.conflicts).toEqual({});
    expect(fields.values.name).toBe(value);
  });

  it('say what the contract says, and stay where more was typed since they were sent', async () => {
    await formOver();
    fields.set('name', 'much too long');
    await expect.poll(() => fields.values.name).toBe('much too long');
    expect(fields.edit()).toBeUndefined();
    await expect.poll(() => fields.errors.name).toBe(words('field.tooLong', { count: 8 }));
    fields.set('name', 'sent');
    await expect.poll(() => fields.values.name).toBe('sent');
    expect(fields.edit()).toMatchObject({ change: { name: 'sent' } });
    fields.set('name', 'more');
    await expect.poll(() => fields.values.name).toBe('more');
    expect(fields.saved()).toBe(false);
    await expect.poll(() => fields.values.name).toBe('more');
    fields.leave();
    await expect.poll(() => fields.values.name).toBe('before');
  });

  it('keep beside the page what disappears with its form, and not what was thrown away', async () => {
    const shown = await formOver();
    fields.set('name', 'mine');
    await expect.poll(() => fields.asText()).toBe('NAME: mine');
    shown.again(<Form live={null} />);
    await expect.poll(() => fields.gone).toBe(true);
    shown.unmount();
    expect(keptText.get()).toEqual(['NAME: mine']);
    dropText('NAME: mine');
    const other = await formOver();
    fields.set('tags', ['a', 'b']);
    await expect.poll(() => fields.asText()).toBe('TAGS: a\nb');
    fields.leave();
    await expect.poll(() => fields.touched).toBe(false);
    other.unmount();
    expect(keptText.get()).toEqual([]);
  });
});
