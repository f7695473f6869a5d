import { readEscaped } from './parse-escape.ts';
import type { Reader } from './reader.ts';
import { type CharacterRange, type NamedSet, type Node, PatternRefusal } from './syntax.ts';

type Member = NamedSet | CharacterRange;

/** `[..]`, with `reader` at its bracket. */
export function readClass(reader: Reader): Node {
  const { source } = reader;
  const start = reader.at;
  reader.at++;
  const isOther = source[reader.at] === '^';
  if (isOther) reader.at++;
  const items: Member[] = [];
  while (source[reader.at] !== ']') {
    if (reader.at >= source.length) throw new PatternRefusal('pattern_class_open', start, start + 1);
    items.push(readRange(reader, start));
  }
  reader.at++;
  return { kind: 'class', items, isOther, start, end: reader.at };
}

/** A character, a named set, or `a-z`; a dash at either edge, or beside a named set, is refused as JavaScript does. */
function readRange(reader: Reader, open: number): Member {
  const { source } = reader;
  const start = reader.at;
  const first = readMember(reader);
  const isRange = source[reader.at] === '-' && source[reader.at + 1] !== ']';
  if (!isRange) return first;
  reader.at++;
  if (reader.at >= source.length) throw new PatternRefusal('pattern_class_open', open, open + 1);
  const last = readMember(reader);
  if (first.kind === 'named' || last.kind === 'named' || last.from < first.from) {
    throw new PatternRefusal('pattern_range_order', start, reader.at);
  }
  return { kind: 'range', from: first.from, to: last.from };
}

function readMember(reader: Reader): Member {
  const { source } = reader;
  const start = reader.at;
  if (source[start] !== '\\') {
    const codePoint = source.codePointAt(start) ?? 0;
    reader.at += codePoint > 0xffff ? 2 : 1;
    return { kind: 'range', from: codePoint, to: codePoint };
  }
  if (source[start + 1] === 'b') {
    reader.at += 2;
    return { kind: 'range', from: 8, to: 8 };
  }
  const escaped = readEscaped(reader);
  if (escaped.kind === 'named') return escaped;
  if (escaped.kind === 'edge') throw new PatternRefusal('pattern_escape_unknown', start, reader.at);
  return { kind: 'range', from: escaped.codePoint, to: escaped.codePoint };
}
