// Loaded before a server: its clock goes wrong by so many milliseconds.

const skew = Number(process.env.CLOCK_SKEW_MS);
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [target.now() + skew] : given, newTarget),
  get: (target, name, receiver) =>
    name === 'now' ? () => target.now() + skew : Reflect.get(target, name, receiver),
});
