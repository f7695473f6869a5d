import { readRule } from '@koersvast/core/document-rule';
import type { DomainErrorCode } from '@koersvast/core/error';
import { limits } from '@koersvast/core/limit';
import { notFound, type SearchSchemaInput } from '@tanstack/react-router';

function textOf(value: unknown, form = /./): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

/**
 * What the search holds under each of these names, when it is of this form. What is not is said to be
 * undefined: the router leaves in the search whatever a route does not name.
 */
export function textsIn<Name extends string>(
  search: Readonly<Partial<Record<Name, unknown>>>,
  names: readonly Name[],
  form?: RegExp,
): { [Each in Name]?: string } {
  return Object.fromEntries(names.map((name) => [name, textOf(search[name], form)])) as {
    [Each in Name]?: string;
  };
}

export function oneOf<Each extends string>(value: unknown, all: readonly Each[]): Each | undefined {
  return all.find((each) => each === value);
}

/** With what somebody was refused who comes back from the provider. */
export function refusedIn(search: { refused?: DomainErrorCode } & SearchSchemaInput): {
  refused?: DomainErrorCode;
} {
  // What is no code has no words, and the list of all would be in every page.
  return { refused: textOf(search.refused, /^[a-z_]{1,40}$/) as DomainErrorCode | undefined };
}

/**
 * A query as it was typed, however long: the screen says what is too much. A number that somebody wrote into an address
 * is one to them alone.
 */
export function queryIn(value: unknown): string | undefined {
  const query = typeof value === 'number' ? String(value) : value;
  return typeof query === 'string' && query.trim() !== '' ? query : undefined;
}

export const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const aMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Where an address holds something else in the place of an id there is nothing, and no need to ask. */
export function checkIds(params: Readonly<Record<string, string>>): void {
  if (Object.values(params).some((id) => !anId.test(id))) throw notFound();
}

/** A list in the search of which each value is of a form, without repeats; nothing when any is not. */
export function listOf<Each>(
  value: unknown,
  isOne: (each: unknown) => each is Each,
): readonly Each[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > limits.chosen) return undefined;
  return value.every(isOne) && new Set(value).size === value.length ? value : undefined;
}

export const isText = (value: unknown): value is string => textOf(value, /^.{1,200}$/su) !== undefined;
export const isId = (value: unknown): value is string => textOf(value, anId) !== undefined;
export const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** The order of a table; `down` where the last comes first. */
export interface SortSearch {
  readonly sort?: string;
  readonly down?: boolean;
}

export function sortIn(search: SortSearch): SortSearch {
  return { sort: textOf(search.sort, /^.{1,60}$/su), down: search.down === true || undefined };
}

/** Conditions by which documents are chosen; nothing where any of it is none. */
export function ruleIn(value: unknown): readonly (readonly string[])[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > limits.conditions) return undefined;
  const rule = value.map((condition: unknown) =>
    Array.isArray(condition) && condition.every((each) => typeof each === 'string') ? condition : [],
  );
  return readRule(rule) === null ? undefined : rule;
}
