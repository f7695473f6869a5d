import { laterPart } from '../../ui/later.tsx';

/** Most documents are in one round, and its name comes first. */
export const roundChoice = laterPart(async () => (await import('./round-choice.tsx')).RoundChoice);
