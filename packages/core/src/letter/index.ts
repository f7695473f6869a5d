export { type Commitment, commitmentsIn } from './commitment.ts';
export { type DateInText, datesIn } from './date-in-text.ts';
export { type Found, type LetterField, type LetterFields, letterFields } from './found.ts';
export { beginsLabel, isLabel } from './label.ts';
export { type Paper, papersIn } from './paper.ts';
export { readLetter } from './read.ts';
