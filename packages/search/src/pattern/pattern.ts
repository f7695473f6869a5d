import type { Spans } from '../spans.ts';
import { Machine, type Meter } from './machine.ts';
import { parsePattern } from './parse.ts';
import { compileProgram } from './program.ts';
import { type PatternError, PatternRefusal } from './syntax.ts';

/** A regular expression that cannot hang. Keep it for all texts: what it learns of one makes the next one faster. */
export interface Pattern {
  /** Steps of the compiled pattern. */
  readonly states: number;
  /**
   * All matches in a folded text, in its indices: from the left, not overlapping, none empty; the same as those of
   * JavaScript, first choice first and greedy. Linear in the text. Throws a `PatternRefusal` where that would still take
   * long, by `patternLimits.work`.
   */
  findAll(folded: string, meter?: Meter): Spans;
}

export type CompiledPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly error: PatternError };

/**
 * Compiles what stands between the slashes of `/…/`. Literals and classes are folded like the text, so that neither case
 * nor marks matter. An error has its place, in UTF-16 code units of the source.
 */
export function compilePattern(source: string): CompiledPattern {
  try {
    const program = compileProgram(parsePattern(source));
    const machine = new Machine(program);
    const states = program.ops.length;
    return { ok: true, pattern: { states, findAll: (folded, meter) => machine.findAll(folded, meter) } };
  } catch (error) {
    if (error instanceof PatternRefusal) return { ok: false, error: error.error };
    throw error;
  }
}
