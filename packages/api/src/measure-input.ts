import { limits, overLimit } from '@koersvast/core/limit';

/**
 * Looks at what was sent before any schema does: a schema looks at every entry of a list, and writes down what is
 * wrong with each, which for millions of them would keep everybody else waiting. Never looks at more than may be
 * there. Throws `over_limit`.
 */
export function measureInput(input: unknown): void {
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.depth) throw overLimit('depth');
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const within = Array.isArray(value) ? value : Object.values(value);
      if (within.length > limits.entries) throw overLimit('entries');
      if (next.length + within.length > limits.values) throw overLimit('values');
      // Not spread as arguments, of which there is an end too.
      for (const each of within) next.push(each);
    }
    level = next;
  }
}
