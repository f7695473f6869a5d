import { expect, type Locator, type Page } from '@playwright/test';

/** The reader, by what a person can see and do in it. */
export class Reader {
  readonly page: Page;
  readonly letter: Locator;
  readonly status: Locator;
  readonly panel: Locator;
  readonly menu: Locator;
  /** The small card of the annotation that is open at its span. */
  readonly open: Locator;
  readonly cards: Locator;

  constructor(page: Page) {
    this.page = page;
    this.letter = page.getByRole('main').getByRole('document');
    this.status = page.locator('header [data-kind]');
    this.panel = page.getByRole('complementary', { name: 'Annotations' });
    this.open = page.getByRole('region', { name: 'Annotation', exact: true });
    this.cards = this.panel.getByRole('list', { name: 'Annotations' }).getByRole('listitem');
    this.menu = page.getByRole('region', { name: 'Tags' });
  }

  /** Drags over words that stand in the letter, from their first to their last character. */
  async select(words: string): Promise<void> {
    const [from, to] = await this.settled(words);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Clicks on the first letter of these words in the letter, which is coded: its marks may come after its text. */
  async click(words: string): Promise<void> {
    await expect(this.letter.locator('mark').first()).toBeVisible();
    const [{ x, y }] = await this.settled(words);
    await this.page.mouse.click(x + 3, y);
  }

  /** Where these words are once nothing above them comes or goes any more, and what was drawn last can be hit. */
  private async settled(words: string): ReturnType<Reader['ends']> {
    let before = await this.ends(words);
    for (;;) {
      await this.page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      const now = await this.ends(words);
      if (JSON.stringify(now) === JSON.stringify(before)) return now;
      before = now;
    }
  }

  /** Where the first and the last character of these words are on the screen. */
  async ends(words: string): Promise<[{ x: number; y: number }, { x: number; y: number }]> {
    await expect(this.letter).toContainText(words.slice(0, 12));
    return this.letter.evaluate((root, wanted) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const pieces: { node: Text; start: number }[] = [];
      let text = '';
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement?.closest('[aria-hidden="true"]')) continue;
        pieces.push({ node: node as Text, start: text.length });
        text += node.textContent ?? '';
      }
      const start = text.indexOf(wanted);
      if (start < 0) throw new Error(`not on the page: ${wanted}`);
      const rectAt = (offset: number) => {
        const piece = pieces.findLast((each) => each.start <= offset);
        if (!piece) throw new Error('no text there');
        const range = document.createRange();
        range.setStart(piece.node, offset - piece.start);
        range.setEnd(piece.node, offset - piece.start + 1);
        return range;
      };
      rectAt(start).startContainer.parentElement?.scrollIntoView({ block: 'center' });
      const first = rectAt(start).getBoundingClientRect();
      const last = rectAt(start + wanted.length - 1).getBoundingClientRect();
      return [
        { x: first.left + 1, y: first.top + first.height / 2 },
        { x: last.right - 1, y: last.top + last.height / 2 },
      ];
    }, words);
  }

  /** Drags a handle of the active annotation onto these words: to their end, or to their first letter. */
  async dragBoundary(side: 'start' | 'end', words: string, to: 'first' | 'last' = 'last'): Promise<void> {
    const [first, last] = await this.ends(words);
    let handle = { x: 0, y: 0, width: 0, height: 0 };
    // Its block is drawn anew when the server has answered: then there is another handle in its place.
    await expect(async () => {
      const box = await this.letter.locator(`.kv-handle[data-side="${side}"]`).boundingBox();
      if (box === null) throw new Error(`there is no handle at the ${side}`);
      handle = box;
    }).toPass();
    const target = to === 'first' ? first : last;
    await this.page.mouse.move(handle.x, handle.y + handle.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(target.x, target.y, { steps: 5 });
    await this.page.mouse.up();
  }

  async code(words: string, key: string): Promise<void> {
    await this.select(words);
    await expect(this.menu).toBeVisible();
    await this.page.keyboard.press(key);
    await expect(this.menu).toBeHidden();
  }

  /** The card of the annotation with this quote in the panel. */
  card(quote: string): Locator {
    return this.cards.filter({ hasText: quote });
  }

  /** Expects a screen reader to be given this to say. */
  async says(words: string): Promise<void> {
    await expect(this.page.getByRole('main').getByRole('status').filter({ hasText: words })).toHaveCount(1);
  }

  async saved(): Promise<void> {
    await expect(this.status).toHaveText('saved');
  }
}
