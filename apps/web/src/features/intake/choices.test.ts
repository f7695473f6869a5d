import { describe, expect, it } from 'vitest';
import { anIntake, anItem } from '../../testing/intake.ts';
import { type Choosing, inPortions, takenBack, withChoices, withItems } from './choices.ts';

const one = anItem(1);
const two = anItem(2, { choice: { ...anItem(2).choice, include: false } });
const three = anItem(3, { written: ['date'], metadata: { ...metadataOf(3), date: '2019' } });
const all = [one, two, three];
const ids = all.map(({ id }) => id);

function metadataOf(nth: number) {
  const { metadata } = anItem(nth);
  if (metadata === null) throw new Error('A letter that was read has details');
  return metadata;
}

const shown = (items: typeof all | readonly (typeof one)[]) =>
  items.map(({ choice, metadata, written }) => [choice.include, metadata?.date, written.join()]);

describe('what is chosen shows at once', () => {
  it.each<[string, Choosing[], unknown[]]>([
    [
      'for one',
      [{ itemIds: [one.id], choice: { include: false } }],
      [
        [false, '2021-02-04', ''],
        [false, '2021-02-04', ''],
        [true, '2019', 'date'],
      ],
    ],
    [
      'one after the other, for many',
      [
        { itemIds: ids, metadata: { date: '2020' } },
        { itemIds: [two.id], choice: { include: true }, metadata: { date: null } },
      ],
      [
        [true, '2020', 'date'],
        [true, null, 'date'],
        [true, '2020', 'date'],
      ],
    ],
    [
      'that a detail is nobody’s own any more',
      [{ itemIds: [three.id], unwritten: ['date'] }],
      [
        [true, '2021-02-04', ''],
        [false, '2021-02-04', ''],
        [true, '2019', ''],
      ],
    ],
  ])('%s', (_name, under, expected) => {
    expect(shown(withChoices(all, under))).toEqual(expected);
  });

  it('says nothing of the details of what could not be read', () => {
    const shut = anItem(4, { metadata: null });
    const [item] = withChoices([shut], [{ itemIds: [shut.id], metadata: { date: '2020' } }]);
    expect(item?.metadata).toBeNull();
  });
});

describe('what takes a choice back', () => {
  it.each<[string, Choosing, unknown]>([
    [
      'puts each item as it was, those alike together',
      { itemIds: ids, choice: { include: false } },
      [
        { itemIds: [one.id, three.id], choice: { include: true } },
        { itemIds: [two.id], choice: { include: false } },
      ],
    ],
    [
      'gives back what somebody had written, and what was proposed elsewhere',
      { itemIds: [one.id, three.id], metadata: { date: '2020' } },
      [
        { itemIds: [one.id], unwritten: ['date'] },
        { itemIds: [three.id], metadata: { date: '2019' } },
      ],
    ],
    [
      'writes again what was taken back',
      { itemIds: [three.id], unwritten: ['date'] },
      [{ itemIds: [three.id], metadata: { date: '2019' } }],
    ],
  ])('%s', (_name, choosing, expected) => {
    expect(takenBack(all, choosing)).toEqual(expected);
  });

  it('leaves all as it was, whatever was chosen', () => {
    for (const choosing of [
      { itemIds: ids, choice: { include: false } },
      { itemIds: ids, choice: { mends: [{ kind: 'drop', block: 1 }] } },
    ] satisfies Choosing[])
      expect(withChoices(withChoices(all, [choosing]), takenBack(all, choosing))).toEqual(all);
  });
});

it('takes up what the server tells of some items, and leaves the others', () => {
  const told = { ...two, written: ['title'] };
  expect(withItems(anIntake(all), [told]).items).toEqual([one, told, three]);
});

it('goes to the server in parts, in order, when it is chosen for many', () => {
  const many = Array.from({ length: 1_001 }, (_, nth) => `${nth}`);
  const parts = inPortions(many);
  expect(parts.map(({ length }) => length)).toEqual([500, 500, 1]);
  expect(parts.flat()).toEqual(many);
});
