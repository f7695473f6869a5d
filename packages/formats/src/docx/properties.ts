import { childOf, type XmlElement } from '../office/xml-tree.ts';

/** The value of a property that is an element with `w:val` in it. */
export function valueIn(properties: XmlElement | null, name: string): string | null {
  return childOf(properties, name)?.attributes['w:val'] ?? null;
}

/** A property that is there or not; null when nothing is said of it. */
export function toggleOf(properties: XmlElement | null, name: string): boolean | null {
  const found = childOf(properties, name);
  if (found === null) return null;
  return !/^(?:0|false|off|none)$/i.test(found.attributes['w:val'] ?? '1');
}

export function numberOf(properties: XmlElement | null, name: string): number | null {
  const value = valueIn(properties, name);
  return value === null || !/^\s*[+-]?\d{1,9}\s*$/.test(value) ? null : Number(value);
}
