import type { Rule } from './rule.ts';

/** Rules that formats share, by the names of elements: `named(rule, 'p al')`. */
export const named = (rule: Rule, names: string) => names.split(' ').map((name) => [name, rule] as const);

export const rules = {
  inline: { as: 'inline' },
  /** Its parts are words by themselves. */
  apart: { as: 'inline', apart: true },
  block: { as: 'block' },
  heading: { as: 'heading' },
  container: { as: 'container' },
  section: { as: 'section' },
  quote: { as: 'container', kind: 'quote' },
  item: { as: 'item' },
  marker: { as: 'marker' },
  table: { as: 'table' },
  row: { as: 'row' },
  cell: { as: 'cell' },
  break: { as: 'break' },
  nothing: { as: 'nothing' },
  pictures: { as: 'nothing', notice: 'pictures_left_out' },
  formulas: { as: 'nothing', notice: 'formulas_left_out' },
} as const satisfies Record<string, Rule>;
