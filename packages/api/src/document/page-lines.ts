import type { DocumentPages } from '@koersvast/contracts';
import type { PlaceOnPage } from '@koersvast/formats';
import { z } from 'zod';

/** One line as it is stored: start and end in the text, then left, top, right and bottom on its page. */
const packedLine = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]);
const packedLines = z.array(packedLine);

/** A hundredth of a point is far less than a pixel. */
const rounded = (points: number) => Math.round(points * 100) / 100;

/** Where the words stand, as the database takes it: JSON, a list of pages with the lines of each; null without any. */
export function packPlaces(places: readonly PlaceOnPage[]): string | null {
  if (places.length === 0) return null;
  const byPage = Map.groupBy(places, ({ page }) => page);
  const pages = [...byPage].map(([page, lines]) => ({
    page,
    lines: lines.map(({ start, end, box }): z.infer<typeof packedLine> => {
      const [left, top, right, bottom] = box;
      return [start, end, rounded(left), rounded(top), rounded(right), rounded(bottom)];
    }),
  }));
  return JSON.stringify(pages.sort((one, other) => one.page - other.page));
}

/** The lines of pages as they are stored. */
export function unpackPlaces(
  pages: readonly { readonly page: number; readonly lines: unknown }[],
): DocumentPages['lines'] {
  return pages.flatMap(({ page, lines }) =>
    packedLines.parse(lines).map(([start, end, left, top, right, bottom]) => ({
      ...{ start, end, page },
      box: [left, top, right, bottom] as [number, number, number, number],
    })),
  );
}
