/**
 * Where the program lies on its server: `/`, or `/koersvast/` where that has other programs too. What is built lies in
 * `assets` below it, so that the same build serves at any place.
 */
export const base = import.meta.env.PROD
  ? import.meta.url.replace(/^\w+:\/\/[^/]+|assets\/[^/]+$/g, '')
  : '/';

/** The address of what the server has at this path, which begins with `/`. */
export const at = (path: string) => base + path.slice(1);
