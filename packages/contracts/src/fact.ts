import { roundStages } from '@koersvast/core/fact';
import { z } from 'zod';
import { optionalLine, seenText } from './common.ts';

const yes = z.boolean().nullable();
const stage = z.enum(roundStages).nullable();

/** The facts of each thing (`core/fact.ts`), with what its words and its numbers may be. */
const ofMember = <Words extends z.ZodType, Hours extends z.ZodType>(words: Words, hours: Hours) =>
  z.strictObject({
    /** Education, languages: who codes, without a name. */
    background: words,
    /** Whether they write the paper. */
    isAuthor: yes,
    training: words,
    trainingHours: hours,
  });
const ofRound = <Words extends z.ZodType>(words: Words) =>
  z.strictObject({
    stage,
    /** How its documents were chosen. */
    sampling: words,
    /** What coders did not know, beside the work of others. */
    blindTo: words,
    /** How differences were settled. */
    settled: words,
  });
const ofProject = <Words extends z.ZodType>(words: Words) =>
  z.strictObject({
    /** The texts that the study is about. */
    population: words,
    /** From which list they were taken. */
    sampleFrame: words,
    codebookOrigin: words,
    /** How the codebook was tried out. */
    pilot: words,
    /** Where the codebook can be had. */
    codebookPlace: words,
  });

const stored = z.string().nullable();
const anyHours = z.number().nullable();
/** As rows carry them; null where nobody has told it. */
export const toldOf = {
  member: ofMember(stored, anyHours),
  round: ofRound(stored),
  project: ofProject(stored),
} as const;

/** So much can be told of one thing: it becomes a part of a sentence. */
const words = optionalLine(1000);
/** As they are told now. */
export const tell = {
  member: ofMember(words, z.number().min(0).max(10_000).nullable()),
  round: ofRound(words),
  project: ofProject(words),
} as const;

const seen = seenText.nullable();
/** As they were seen before that. */
export const toldBefore = {
  member: ofMember(seen, anyHours),
  round: ofRound(seen),
  project: ofProject(seen),
} as const;

/** That a change says something. */
export const saysSomething = (change: object) => Object.keys(change).length > 0;
