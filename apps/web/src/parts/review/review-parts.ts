import { laterPart } from '../../ui/later.tsx';

// What was said of each annotation comes after the letter: nothing of it is needed to read.
export const reviewCard = laterPart(async () => (await import('./review-card.tsx')).ReviewCard);
export const reviewMark = laterPart(async () => (await import('./review-mark.tsx')).ReviewMark);
export const reviewKeys = laterPart(async () => (await import('./review-keys.tsx')).ReviewKeys);
