import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { FactorSetUp } from './factor-set-up.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const begun = {
  secret,
  address: `otpauth://totp/Koersvast:els%40example.org?secret=${secret}&issuer=Koersvast`,
};
const codes = ['abcd-efgh-jkmn-pqrs', 'tuvw-xyz2-3456-789a'];
const word = (key: string) => words(`factor:${key}`);
const field = () => page.getByLabelText(word('setUp.confirm'), { exact: true });
const setUp = (more: Partial<Parameters<typeof FactorSetUp>[0]> = {}) => (
  <FactorSetUp begun={begun} pending={false} error={null} onConfirm={async () => {}} {...more} />
);

it('shows the secret as a picture and as text, and sends the code that was typed or pasted', async () => {
  const onConfirm = vi.fn(async () => {});
  const { place } = await show(setUp({ onConfirm }));
  const picture = page.getByRole('img', { name: word('setUp.picture') });
  await expect.element(picture).toBeVisible();
  // Squares that a camera can read: as many as a code of this length has.
  const dark = place.querySelector('path')?.getAttribute('d') ?? '';
  expect(dark.match(/M/g)?.length).toBeGreaterThan(400);
  await expect.element(page.getByLabelText(word('setUp.key'))).toHaveValue(secret.match(/.{4}/g)?.join(' '));
  await expect.element(field()).toHaveAttribute('autocomplete', 'one-time-code');
  await expect.element(field()).toHaveAttribute('inputmode', 'numeric');
  await userEvent.click(page.getByRole('button', { name: word('setUp.submit') }));
  await expect.element(field()).toHaveAttribute('aria-invalid', 'true');
  expect(onConfirm).not.toHaveBeenCalled();
  await userEvent.fill(field(), '123 456');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onConfirm.mock.calls).toEqual([['123 456']]);
});

it('shows recovery codes, which can be copied, kept as a file, and printed', async () => {
  const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:');
  const printed = vi.spyOn(window, 'print').mockImplementation(() => {});
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  const onDone = vi.fn();
  await show(<RecoveryCodes codes={codes} onDone={onDone} />);
  const list = page.getByRole('list', { name: word('codes') }).getByRole('listitem');
  await expect.poll(() => list.elements().map(({ textContent }) => textContent)).toEqual(codes);
  // What is read out first is what they are for.
  await expect.element(page.getByText(word('codes.lead'))).toHaveFocus();
  await userEvent.click(page.getByRole('button', { name: word('codes.download') }));
  const [file] = made.mock.calls[0] ?? [];
  expect(file instanceof Blob && (await file.text())).toBe(`${codes.join('\n')}\n`);
  expect(clicked).toHaveBeenCalled();
  await userEvent.click(page.getByRole('button', { name: word('codes.print') }));
  expect(printed).toHaveBeenCalled();
  await userEvent.click(page.getByRole('button', { name: word('codes.copy') }));
  await expect.element(page.getByRole('button', { name: words('common:action.copied') })).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: word('codes.done') }));
  await expect.poll(() => onDone.mock.calls.length).toBe(1);
  vi.restoreAllMocks();
});

it.each(['light', 'dark'] as const)('is named, and can be read, in the %s theme', async (colours) => {
  const { place } = await show(
    <>
      {setUp({ error: new Error('lost') })}
      <RecoveryCodes codes={codes} onDone={() => {}} />
    </>,
    { colours },
  );
  await expect.element(page.getByRole('button', { name: word('codes.done') })).toBeVisible();
  await expect.element(page.getByRole('alert')).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
});
