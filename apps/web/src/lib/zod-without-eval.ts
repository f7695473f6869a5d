/*
 * Without this Zod tries out whether it may make functions of strings, which the page's policy forbids. It looks here
 * for what it is told, so that it can be told before any of it is fetched: most first screens need none of it.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
