import { DomainError, type Refusal } from '@koersvast/core/error';
import { Unzlib } from 'fflate';
import { metadataIn } from '../op-xml/metadata.ts';
import { decodeEnd, decodeStart } from '../reading/decode-start.ts';
import { kindOf } from '../reading/kind.ts';
import { descendantsOf } from '../reading/markup.ts';
import { readXml } from '../reading/xml.ts';
import { decodeText } from '../text/decode.ts';
import type { FileToGroup, StatedOfFile } from './group.ts';

/** A look at a file before it is read: what must be known to see where it belongs. */
export interface Peeked extends Pick<FileToGroup, 'kind' | 'tagged' | 'stated'> {
  /** Why it is not read; null for what is, and for what nobody expects to be. */
  readonly refusal: Refusal | null;
}

/** Beyond it, details of a publication are none. */
const longestDetails = 2_000_000;

/**
 * What a file of a drop is. Throws nothing: what cannot be read has a refusal, and may still be an attachment of a
 * letter. `isIndex` says whether it lists files, where its kind alone does not say so.
 */
export function peek(bytes: Uint8Array, path: string, isIndex: boolean): Peeked {
  if (isIndex) return { kind: 'index', refusal: null };
  try {
    const kind = kindOf(bytes, path);
    if (kind === 'pdf') return { kind, refusal: null, tagged: isTagged(bytes) };
    if (kind === 'op-xml') return { kind, refusal: null, stated: statedByText(bytes) };
    return { kind, refusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'file_is_metadata')
      return { kind: 'details', refusal: null, stated: statedByDetails(bytes) };
    return { kind: null, refusal: error.refusal };
  }
}

/** So many packed objects are looked into, and so many bytes of each: the catalogue is among the first or the last. */
const packedObjects = 200;
const ofEach = 65_536;

/** A PDF says in its catalogue that it has a structure; that may be packed with other objects. */
function isTagged(bytes: Uint8Array): boolean {
  const named = '/StructTreeRoot';
  if (placeOf(bytes, named, 0) >= 0) return true;
  let at = placeOf(bytes, '/ObjStm', 0);
  for (let count = 0; at >= 0 && count < packedObjects; count += 1) {
    const begin = placeOf(bytes.subarray(0, at + 1_024), 'stream', at);
    const next = placeOf(bytes, '/ObjStm', at + 1);
    const end = next < 0 ? bytes.length : next;
    if (begin >= 0 && placeOf(unpacked(bytes.subarray(begin + 6, end)), named, 0) >= 0) return true;
    at = next;
  }
  return false;
}

/** The beginning of what is packed behind a line end; nothing for what is packed otherwise. */
function unpacked(bytes: Uint8Array): Uint8Array {
  const content = new Uint8Array(ofEach);
  let length = 0;
  const inflater = new Unzlib((chunk) => {
    content.set(chunk.subarray(0, ofEach - length), length);
    length = Math.min(ofEach, length + chunk.length);
  });
  const from = bytes[0] === 0x0d ? 2 : 1;
  try {
    for (let at = from; at < bytes.length && length < ofEach; at += 4_096)
      inflater.push(bytes.subarray(at, at + 4_096));
  } catch {
    // What was unpacked before the fault may say it.
  }
  return content.subarray(0, length);
}

/** Where words stand in bytes, from a place on; -1 where they do not. */
function placeOf(bytes: Uint8Array, words: string, from: number): number {
  const codes = Array.from(words, (each) => each.charCodeAt(0));
  const [first = 0] = codes;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (codes.every((code, offset) => bytes[at + offset] === code)) return at;
  }
  return -1;
}

/** The identifier that a publication names, in the address of its details; without reading all of it. */
function statedByText(bytes: Uint8Array): StatedOfFile | null {
  const identifier = /\/([^/"'\s]+)\/metadata\.xml/.exec(decodeStart(bytes) + decodeEnd(bytes))?.[1];
  return identifier === undefined ? null : { identifier, attachments: [] };
}

function statedByDetails(bytes: Uint8Array): StatedOfFile | null {
  if (bytes.length > longestDetails) return null;
  try {
    const root = readXml(decodeText(bytes, null).text);
    const attachments = [...descendantsOf(root)].flatMap(({ local, attributes }) =>
      local === 'metadata' && attributes.name === 'OVERHEIDop.bijlage'
        ? (attributes.content ?? '').split(/[\s;,]+/)
        : [],
    );
    return {
      identifier: metadataIn(root).identifier ?? null,
      attachments: attachments
        .map((each) => /(?:blg|kst)-[\w-]+/i.exec(each)?.[0] ?? '')
        .filter((each) => each !== ''),
    };
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
