import { ReviewCard } from '../features/compare/review-card.tsx';
import { ReviewKeys } from '../features/compare/review-keys.tsx';
import { ReviewMark } from '../features/compare/review-mark.tsx';
import { readerSlots } from '../features/reader/slots.ts';

/** What was said of each annotation, in the reader. */
export function fillReaderSlots(): void {
  readerSlots.set({ Card: ReviewCard, Mark: ReviewMark, Keys: ReviewKeys });
}
