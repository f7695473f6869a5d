import type { Locator, Page } from '@playwright/test';

/** The screen on which coders' work is compared, judged and settled, by what a person can see and do in it. */
export class Compare {
  readonly page: Page;
  /** How many differences are left. */
  readonly left: Locator;
  readonly panel: Locator;
  /** What each coder has in the present difference. */
  readonly versions: Locator;
  readonly differences: Locator;
  readonly reason: Locator;

  constructor(page: Page) {
    this.page = page;
    this.left = page
      .getByRole('banner')
      .or(page.locator('header'))
      .getByText(/differences? left of/);
    this.panel = page.getByRole('complementary', { name: 'Differences and decisions' });
    this.versions = this.panel.getByRole('list', { name: 'What each coder has' });
    this.differences = this.panel.getByRole('list', { name: 'Differences' }).getByRole('listitem');
    this.reason = this.panel.getByRole('textbox', { name: 'Reason' });
  }

  /** Whose annotation the next verdict is about, and which. */
  get picked(): Locator {
    return this.versions.getByRole('listitem').filter({ has: this.page.locator('[aria-pressed="true"]') });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}
