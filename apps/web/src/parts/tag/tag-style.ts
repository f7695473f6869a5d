import { appearanceAt, type TagAppearance } from '@koersvast/core/codebook';
import type { CSSProperties } from 'react';

/** A colour and a line, for a style attribute: `--tag-line`, `--tag-tint` and `--tag-style`. */
export function styleOf({ colour, line }: TagAppearance): CSSProperties {
  return {
    '--tag-line': `var(--kv-tag-${colour}-line)`,
    '--tag-tint': `var(--kv-tag-${colour}-tint)`,
    '--tag-style': line,
  } as CSSProperties;
}

/** How a tag looks, for a style attribute. */
export function tagStyle(appearance: number): CSSProperties {
  return styleOf(appearanceAt(appearance));
}
