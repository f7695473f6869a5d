const START = 65_536;
/** So many characters are made at once: a call takes no more arguments than the stack holds. */
const AT_ONCE = 8_192;

/** Each byte as the character of that number. Of many, one by one takes longer than reading them. */
export function asCharacters(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE)
    text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + AT_ONCE));
  return text;
}

/**
 * The beginning of a file as far as markup goes, whose signs are the same in nearly every encoding: without byte order
 * mark (one that was encoded twice, too) and white space at the head.
 */
export function decodeStart(bytes: Uint8Array): string {
  const start = bytes.subarray(0, START);
  const [first = 0, second = 0] = start;
  const wide =
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
  const text = asCharacters(wide ? start.filter((byte) => byte !== 0 && byte < 0x80) : start);
  return text.replace(/^(?:\u00C3\u00AF\u00C2\u00BB\u00C2\u00BF|\u00EF\u00BB\u00BF)/, '').trimStart();
}

/** The same for its end. */
export function decodeEnd(bytes: Uint8Array): string {
  return asCharacters(bytes.subarray(-400).filter((byte) => byte !== 0)).trimEnd();
}
