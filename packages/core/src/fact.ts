/**
 * What readers of a paper ask of how a study was done, and only people know: each is told of one member, one round or
 * the project. The one place for which there are; what the program knows by itself is none of them.
 */
export const memberFacts = ['background', 'isAuthor', 'training', 'trainingHours'] as const;
export type MemberFact = (typeof memberFacts)[number];

export const roundFacts = ['stage', 'sampling', 'blindTo', 'settled'] as const;
export type RoundFact = (typeof roundFacts)[number];

export const projectFacts = [
  'population',
  'sampleFrame',
  'codebookOrigin',
  'pilot',
  'codebookPlace',
] as const;
export type ProjectFact = (typeof projectFacts)[number];

export const factNames = [...memberFacts, ...roundFacts, ...projectFacts] as const;
export type FactName = (typeof factNames)[number];

/** Whether a round was a trial, or part of the study itself. */
export const roundStages = ['pilot', 'full'] as const;
export type RoundStage = (typeof roundStages)[number];

type Untold<Name extends string> = { readonly [Each in Name]: null };

function untoldOf<Name extends string>(names: readonly Name[]): Untold<Name> {
  return Object.fromEntries(names.map((name) => [name, null])) as Untold<Name>;
}

/** Facts that nobody has told: null, which is never left out. */
export const untold = {
  member: untoldOf(memberFacts),
  round: untoldOf(roundFacts),
  project: untoldOf(projectFacts),
} as const;

/** What of a row are facts of how the study was done. */
export function factsIn<Name extends string, Row extends { readonly [Each in Name]: unknown }>(
  names: readonly Name[],
  row: Row,
): Pick<Row, Name> {
  return Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, Name>;
}
