import { isProperty } from './character-set.ts';
import type { Reader } from './reader.ts';
import { type Edge, type NamedSet, type Node, PatternRefusal } from './syntax.ts';

/** What stands behind a backslash, without its place. */
export type Escaped =
  | { readonly kind: 'literal'; readonly codePoint: number }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | NamedSet;

const controls: Readonly<Record<string, number>> = { f: 12, n: 10, r: 13, t: 9, v: 11 };
const edges: Readonly<Record<string, Edge>> = { b: 'word-edge', B: 'no-word-edge' };

/** Outside a class. */
export function readEscape(reader: Reader): Node {
  const start = reader.at;
  const escaped = readEscaped(reader);
  const end = reader.at;
  if (escaped.kind === 'named') return { kind: 'class', items: [escaped], isOther: false, start, end };
  return { ...escaped, start, end };
}

export function readEscaped(reader: Reader): Escaped {
  const { source } = reader;
  const start = reader.at;
  const sign = source[start + 1] ?? '';
  const control = controls[sign];
  const edge = edges[sign];
  if (/[1-9k]/.test(sign)) throw new PatternRefusal('pattern_back_reference', start, start + 2);
  if (control !== undefined) return take(reader, 2, { kind: 'literal', codePoint: control });
  if (edge) return take(reader, 2, { kind: 'edge', edge });
  if (/[dws]/i.test(sign)) {
    const name = sign.toLowerCase() as 'd' | 'w' | 's';
    return take(reader, 2, { kind: 'named', name, isOther: name !== sign });
  }
  if (sign === 'p' || sign === 'P') return readProperty(reader);
  return readCharacter(reader);
}

function take(reader: Reader, length: number, escaped: Escaped): Escaped {
  reader.at += length;
  return escaped;
}

const property = /\\[pP]\{([A-Za-z_]+(?:=\w+)?)\}/y;

function readProperty(reader: Reader): Escaped {
  const start = reader.at;
  property.lastIndex = start;
  const match = property.exec(reader.source);
  const name = match?.[1];
  if (!match || name === undefined || !isProperty(name)) {
    const close = reader.source.indexOf('}', start);
    const end = match ? property.lastIndex : close < 0 ? reader.source.length : close + 1;
    throw new PatternRefusal('pattern_property_unknown', start, end);
  }
  const isOther = reader.source[start + 1] === 'P';
  return take(reader, match[0].length, { kind: 'named', name: `p{${name}}`, isOther });
}

const codes =
  /\\(?:x([\da-fA-F]{2})|u\{([\da-fA-F]{1,8})\}|u([\da-fA-F]{4})(?:\\u([dD][c-fC-F][\da-fA-F]{2}))?)/y;

/** By its number, or itself: any sign that is no letter or digit may be escaped. */
function readCharacter(reader: Reader): Escaped {
  const { source } = reader;
  const start = reader.at;
  const sign = String.fromCodePoint(source.codePointAt(start + 1) ?? 0x5c);
  if (source[start + 1] === '0' && !/\d/.test(source[start + 2] ?? '')) {
    return take(reader, 2, { kind: 'literal', codePoint: 0 });
  }
  const control = /\\c([A-Za-z])/y;
  control.lastIndex = start;
  const letter = control.exec(source)?.[1];
  if (letter) return take(reader, 3, { kind: 'literal', codePoint: letter.charCodeAt(0) % 32 });
  codes.lastIndex = start;
  const match = codes.exec(source);
  if (match) return readCode(reader, match);
  if (start + 1 >= source.length || /[\p{L}\p{N}]/u.test(sign)) {
    throw new PatternRefusal(
      'pattern_escape_unknown',
      start,
      Math.min(start + 1 + sign.length, source.length),
    );
  }
  return take(reader, 1 + sign.length, { kind: 'literal', codePoint: sign.codePointAt(0) ?? 0 });
}

/** `\ud83d\ude00` is one character; half of a pair by itself stays half. */
function readCode(reader: Reader, match: RegExpExecArray): Escaped {
  const high = Number.parseInt(match[1] ?? match[2] ?? match[3] ?? '', 16);
  const low = Number.parseInt(match[4] ?? '', 16);
  if (high > 0x10ffff) {
    throw new PatternRefusal('pattern_escape_unknown', reader.at, reader.at + match[0].length);
  }
  if (Number.isNaN(low)) return take(reader, match[0].length, { kind: 'literal', codePoint: high });
  if (high < 0xd800 || high > 0xdbff) return take(reader, 6, { kind: 'literal', codePoint: high });
  const codePoint = 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00);
  return take(reader, 12, { kind: 'literal', codePoint });
}
