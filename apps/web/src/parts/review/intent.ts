import type { Annotation } from '@koersvast/contracts';

/** What is being proposed or decided: shown over the text, with handles at its ends. */
export interface Draft {
  readonly tagId: string;
  readonly start: number;
  readonly end: number;
}

/** What is about to be said of one coder's annotation, answered to a verdict, or decided for the final version. */
export type Act = 'reject' | 'change' | 'keep' | 'take' | 'merge' | 'edit' | 'add' | 'drop';

export interface Intent {
  readonly act: Act;
  /** What it is about, for keeping what was typed: an annotation or a difference. */
  readonly about: string;
  /** The annotation that is judged or taken, or all that the decision is about. */
  readonly sources: readonly Annotation[];
  /** The tag and the boundaries that are proposed or decided, where the person chooses them. */
  readonly draft: Draft | null;
}

/** A verdict says something to a coder; everything else decides. */
export function isVerdict(act: Act): act is 'reject' | 'change' {
  return act === 'reject' || act === 'change';
}

/** Taking a version as it is explains itself. */
export function needsReason(act: Act): boolean {
  return act !== 'take';
}

/** A reviewer and who decides name the kind of reason; a coder who disagrees has words enough. */
export function hasKind(act: Act): boolean {
  return act !== 'keep';
}

/** A coder has to know what kind of mistake it was; for a decision the kind is a help to whoever counts. */
export function needsKind(act: Act): boolean {
  return isVerdict(act);
}

export function draftOf({ tagId, start, end }: Draft): Draft {
  return { tagId, start, end };
}
