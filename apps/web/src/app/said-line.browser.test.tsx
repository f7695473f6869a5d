import { DomainError } from '@koersvast/core/error';
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { useFaultWords } from '../data/fault-words.ts';
import { currentLanguage } from '../i18n/index.ts';
import { sayFault } from '../lib/said.ts';
import { show, words } from '../testing/show.tsx';
import { SaidLine } from './said-line.tsx';

function Failing() {
  const faultWords = useFaultWords();
  return (
    <>
      <button type="button" onClick={() => sayFault(() => faultWords(new DomainError('round_removed')))}>
        fail
      </button>
      <SaidLine />
    </>
  );
}

it('says what went wrong in the first second once its words have come', async () => {
  const language = currentLanguage();
  const bundle = i18next.getResourceBundle(language, 'refusal');
  const said = words('error:round_removed');
  await show(<Failing />);
  i18next.removeResourceBundle(language, 'refusal');
  await page.getByRole('button', { name: 'fail' }).click();
  const line = page.getByRole('status');
  await expect.element(line).toHaveTextContent('…');
  i18next.addResourceBundle(language, 'refusal', bundle);
  await expect.element(line).toHaveTextContent(said);
});
